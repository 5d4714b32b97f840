/**
 * The walls of docs/architecture.md as rules of the lint (biome.json, `npm run generate`): the order of the modules
 * stands here, once.
 */

/** From the ground up: a module may use those before it, never those behind it. */
export const MODULES = [
  'topics',
  'accounts',
  'editorial',
  'organisations',
  'offers',
  'consultants',
  'networks',
  'search',
  'overlap',
  'hsds',
  'programmes',
  'checks',
  'matching',
  'requests',
  'coverage',
  'governance',
  'companies',
  'membership',
  'regions',
  'declarations',
  'comparison',
  'authoring',
  'awards',
  'credentials',
  'qualification',
  'accreditation',
  'cases',
  'stories',
  'trends',
  'research',
  'means',
  'anchoring',
  'news',
  'mentor',
  'sheets',
  'privacy',
  'opendata',
  'workspace',
  'office',
] as const;

interface Pattern {
  group: string[];
  message: string;
}

const DOOR: Pattern = {
  group: [
    '#modules/*/*',
    '!#modules/*/index.ts',
    '**/modules/*/*',
    '**/demo/**',
    '!./demo/load.ts',
    ...MODULES.flatMap((name) => ['../', '../../', '../../../'].map((up) => `${up}${name}/**`)),
  ],
  message: 'A module has one door: #modules/<name>/index.ts.',
};
const SQL: Pattern = { group: ['kysely', 'pg'], message: 'All SQL of a module is in its store.' };
const PURE: Pattern = {
  group: ['#platform/database/**', '#platform/http/**', '#platform/services.ts', 'kysely', 'hono', 'hono/**', 'node:*', 'pg'],
  message: 'A model is pure: no database, no HTTP, no clock.',
};

const above = (name: (typeof MODULES)[number]): Pattern[] => {
  const behind = MODULES.slice(MODULES.indexOf(name) + 1);
  if (behind.length === 0) return [];
  return [{ group: behind.map((other) => `#modules/${other}/**`), message: `${name} lies below: an arrow only ever points down.` }];
};

const rule = (includes: string[], patterns: Pattern[]) => ({
  includes,
  linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
});

/** Where the SQL of a module is, what is pure, and everything else. */
const STORES = ['store*.ts', 'store/**', 'tables.ts', 'migrations/**'];
const MODELS = [
  'model.ts',
  'definition/model.ts',
  'definition/conditions.ts',
  'definition/carry.ts',
  'definition/faults.ts',
  'measure.ts',
  '*gate.ts',
  '*-gates.ts',
  'plausible.ts',
  'together/view.ts',
  'portions.ts',
  'progress.ts',
  'changes/**',
  'analysis/**',
  'minutes/**',
];

function wallsOf(name: (typeof MODULES)[number]) {
  const at = (path: string) => `src/modules/${name}/${path}`;
  const not = (paths: string[]) => paths.map((path) => `!${at(path)}`);
  const noTests = `!${at('**/*.test.ts')}`;
  return [
    rule([at('**'), ...not([...STORES, ...MODELS]), noTests], [DOOR, SQL, ...above(name)]),
    rule([...STORES.map(at), noTests], [DOOR, ...above(name)]),
    rule([...MODELS.map(at), noTests], [DOOR, PURE, ...above(name)]),
  ];
}

/** The overrides of biome.json. */
export const walls = () => [
  rule(
    ['src/platform/**', '!src/platform/**/*.test.ts'],
    [
      {
        group: ['#modules/**', '#design/**', '#reference/**', '**/modules/**', '**/design/**', '**/reference/**', '**/demo/**'],
        message: 'platform knows no module and no design.',
      },
    ],
  ),
  rule(
    ['src/design/**'],
    [{ group: ['#modules/**', '**/modules/**', '**/demo/**', '#reference/**', '**/reference/**'], message: 'design knows no module.' }],
  ),
  rule(['src/demo/**', 'src/*.ts', '!src/worker.ts'], [DOOR]),
  rule(['src/worker.ts'], [{ ...DOOR, group: [...DOOR.group, '!#modules/checks/device/index.ts'] }]),
  ...MODULES.flatMap(wallsOf),
  {
    includes: ['scripts/**', 'test/**', 'bin/**'],
    linter: { rules: { suspicious: { noConsole: 'off' }, performance: { useDomNodeTextContent: 'off' } } },
  },
];

/** biome.json with fresh walls. */
export const withWalls = (text: string): string => `${JSON.stringify({ ...JSON.parse(text), overrides: walls() }, null, 2)}\n`;
