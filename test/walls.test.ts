import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../src/platform/root.ts';
import { MODULES, walls } from '../scripts/walls.ts';
import { schemaFiles } from './support/schemas.ts';

/** The walls of docs/architecture.md: a forbidden import in a copy of the tree has to make the lint fail. */
describe('the walls', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'tw-walls-'));
    cpSync(fromRoot('src'), join(copy, 'src'), { recursive: true });
    for (const name of ['biome.json', 'package.json', 'tsconfig.json']) cpSync(fromRoot(name), join(copy, name));
    symlinkSync(fromRoot('node_modules'), join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const FORBIDDEN: readonly [file: string, line: string][] = [
    ['src/platform/clock.ts', "import '#modules/checks/index.ts';"],
    ['src/platform/clock.ts', "import '../design/index.ts';"],
    ['src/design/assets.ts', "import '#modules/topics/index.ts';"],
    ['src/modules/requests/service.ts', "import '#modules/checks/store.ts';"],
    ['src/modules/requests/service.ts', "import '../checks/store.ts';"],
    ['src/modules/checks/model.ts', "import 'kysely';"],
    ['src/modules/matching/service.ts', "import 'kysely';"],
    ['src/modules/topics/model.ts', "import '#modules/checks/index.ts';"],
    ['src/modules/accounts/permit.ts', "import '#modules/offers/index.ts';"],
    ['src/modules/editorial/service.ts', "import 'kysely';"],
    ['src/modules/governance/service/meetings.ts', "import '#modules/workspace/index.ts';"],
  ];

  /** Where the lint of these files finds a forbidden import, as `file:line`: one run for all, for each takes seconds to look around. */
  function found(): string[] {
    const paths = [...new Set(FORBIDDEN.map(([file]) => file))];
    const biome = fromRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [biome, 'lint', '--reporter=github', '--max-diagnostics=none', ...paths],
      { cwd: copy, encoding: 'utf8' },
    );
    const places = [...(stdout + stderr).matchAll(/noRestrictedImports,file=([^,]+),line=(\d+)/g)].map(
      ([, file = '', line]) => `${file.replace(`${copy}/`, '')}:${line}`,
    );
    expect(status === 0).toBe(places.length === 0);
    return places;
  }

  // Two runs, each of which looks around for seconds: a test for each.
  it('stand: nothing is complained of', () => expect(found()).toEqual([]));

  it('stand: none of these may be said', () => {
    const planted = new Map<string, string[]>();
    for (const [file, line] of FORBIDDEN) planted.set(file, [...(planted.get(file) ?? []), line]);
    for (const [file, lines] of planted) writeFileSync(join(copy, file), [...lines, readFileSync(join(copy, file), 'utf8')].join('\n'));
    const expected = [...planted].flatMap(([file, lines]) => lines.map((_, index) => `${file}:${index + 1}`));
    expect(found().toSorted()).toEqual(expected.toSorted());
  });
});

describe('what is generated', () => {
  it('is fresh: the JSON Schemas', () => {
    for (const [name, content] of Object.entries(schemaFiles()))
      expect(readFileSync(fromRoot(...name.split('/')), 'utf8'), `${name}: npm run generate`).toBe(content);
  });
});

describe('the order of the modules', () => {
  const config = readFileSync(fromRoot('biome.json'), 'utf8');
  it('stands in scripts/walls.ts and is fresh in biome.json (npm run generate)', () => {
    expect(JSON.parse(config).overrides).toEqual(JSON.parse(JSON.stringify(walls())));
  });
  it('names every module', () => {
    expect([...MODULES].toSorted()).toEqual(readdirSync(fromRoot('src', 'modules')).toSorted());
  });
});

describe('size of files', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
    );
  it('no file is over 300 lines', () => {
    const long = files(fromRoot('src')).filter((path) => /\.tsx?$/.test(path) && readFileSync(path, 'utf8').split('\n').length > 300);
    expect(long).toEqual([]);
  });
});

/**
 * The day of a moment is the clock's to say (platform/clock.ts), and days are counted by platform/days.ts: a day that is
 * cut out of a UTC moment is yesterday's until one or two o'clock, and one that the process's own zone gives is anybody's.
 */
describe('days', () => {
  const CUT = [
    /toISOString\(\)\s*\.(?:slice|substring|substr)\(0, ?(?:4|7|10|13)\)/,
    /toISOString\(\)\s*\.split\('T'\)/,
    /\.getUTC(?:Date|Day|Month|FullYear|Hours)\(/,
    /\.get(?:Date|Day|Month|FullYear|Hours)\(\)/,
    /\.toLocale(?:Date|Time)?String\(/,
    /\bcurrent_date\b|\bnow\(\)::date/,
    /'Europe\/Berlin'/,
  ];
  const ALLOWED = new Set([
    'platform/clock.ts',
    'platform/days.ts',
    'reference/holidays.ts', // of a day, by the calendar
  ]);

  it('are cut out of no moment but by the clock', () => {
    const files = readdirSync(fromRoot('src'), { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts') && !ALLOWED.has(path),
    );
    const found = files.flatMap((path) =>
      readFileSync(fromRoot('src', path), 'utf8')
        .split('\n')
        .flatMap((line, index) => (CUT.some((pattern) => pattern.test(line)) ? [`${path}:${index + 1}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
