import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { fromTabular } from '../src/modules/hsds/tabular-read.ts';
import { original } from '../src/platform/files/formula.ts';
import { testApplication } from './support/application.ts';
import { routesOf } from './support/routes.ts';
import { sourcesThatSay } from './support/sources.ts';

/** Every table that leaves the house, on a network whose records are named like formulas: no cell begins as one. */
const NAMES = ["=cmd|'/C calc'!A0", '+1', '-2+3', '@SUM(1)'] as const;
const SIGNS = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+(?:[.,]\d+)?$/;

const application = await testApplication();
const { app, services, hsds } = application;
const exported = async () => Buffer.concat(await Readable.from(hsds.exportTabular()).toArray());
const office = await application.as(['office'], ['administrator']);
const { get, post, id: userId } = office;
const query = async (text: string, values: unknown[] = []) => (await services.pool.query(text, values)).rows as Record<string, string>[];
const idOf = async (text: string) => String((await query(text))[0]?.['id']);
const placeOf = async (path: string, fields: Record<string, string>) => (await post(path, fields)).headers.get('location') ?? '';

// Names of everything that is written into a table; the fourth part of all records each.
for (const [table, columns] of [
  ['organisations.organisation', ['name', 'description']],
  ['offers.offer', ['title', 'summary', 'description', 'price']],
  ['consultants.consultant', ['name', 'summary', 'about']],
  ['networks.network', ['name']],
  ['governance.person', ['name']],
] as const)
  await query(
    `with numbered as (select id, (row_number() over (order by id) % 4)::int + 1 as n from ${table})
     update ${table} t set ${columns.map((column) => `${column} = ($1::text[])[n]`).join(', ')} from numbered where numbered.id = t.id`,
    [NAMES],
  );

const organisationId = await idOf('select organisation_id as id from offers.offer order by id limit 1');
const organisationSlug = String((await query('select slug from organisations.organisation where id = $1', [organisationId]))[0]?.['slug']);
const consultantId = await idOf('select id from consultants.consultant order by id limit 1');
await application.accounts.membership.grant(services.db, userId, 'organisationEditor', organisationId);
await application.accounts.membership.grant(services.db, userId, 'consultant', consultantId);
const draft = await placeOf('/standards/fassung/attractive-employer', {});
await query(
  `update authoring.draft set file = jsonb_set(jsonb_set(file::jsonb, '{title}', to_jsonb($1::text)), '{themes,0,title}', to_jsonb($2::text))`,
  [NAMES[0], NAMES[2]],
);
const slug = String((await query('select slug from consultants.consultant where id = $1', [consultantId]))[0]?.['slug']);
await post('/anfrage', { an: `consultant:${slug}`, message: 'x', contact: 'y', email: 'fall@b.example', consent: 'ja' });
const requestId = await idOf("select id from requests.request where email = 'fall@b.example'");
await post(`/beratungsprofil/${consultantId}/anfragen/${requestId}`, { answer: 'accept', word: '' });
await application.cases.openFor(requestId);
const caseId = await idOf('select id from cases.case_file limit 1');
await query(
  `insert into cases.session (id, case_id, phase, day, minutes, kind, took_part, notes, funded, ends_sprint, entered_by, entered_at)
   select gen_random_uuid(), id, phase, '2026-11-20', 60, 'talk', $1, 'x', false, false, 'x', now() from cases.case_file`,
  [[NAMES[0]]],
);
await post('/geschaeftsstelle/mittel', { organisation: `/partner/${organisationSlug}`, kind: 'other', what: NAMES[0], due: '2026-12-01' });
await post('/geschaeftsstelle/mittel/posten', { title: NAMES[3], planned: '5', spent: '1', lineNote: NAMES[2] });
const bogen = ((await post('/checks/attractive-employer/start', {})).headers.get('location') ?? '').replace(/\/thema\/1$/, '');
await post(`${bogen}/plan`, { text: NAMES[0], responsible: NAMES[3], control: NAMES[1] });

const kinds = [...application.sheets.kinds, ...application.sheets.exports].map(({ name }) => name);
/** What stands for the parameters of a route; a route with another needs a line here. */
const PLACES: Record<string, string[]> = {
  '/faelle/:case/rechnung.xlsx': [`/faelle/${caseId}/rechnung.xlsx`],
  '/bogen/:token/plan.xlsx': [`${bogen}/plan.xlsx`],
  '/standards/:draft/datei.xlsx': [`${draft}/datei.xlsx`],
  '/organisation/:organisation/angebote.csv': [`/organisation/${organisationId}/angebote.csv`],
  '/geschaeftsstelle/daten/:kind/vorlage': kinds.map((kind) => `/geschaeftsstelle/daten/${kind}/vorlage`),
  '/geschaeftsstelle/daten/:kind/:format': kinds.flatMap((kind) =>
    ['csv', 'xlsx'].map((format) => `/geschaeftsstelle/daten/${kind}/${format}`),
  ),
};
const TABLES = /text\/csv|spreadsheetml|application\/zip/;

/** All cells of a table, whatever its format. */
async function cellsOf(bytes: Buffer, type: string): Promise<string[]> {
  const csv = (text: string, delimiter: string) => (parse(text, { delimiter, bom: true, relax_column_count: true }) as string[][]).flat();
  if (type.includes('csv')) return csv(bytes.toString('utf8'), ';');
  if (type.includes('zip'))
    return Object.entries(unzipSync(bytes)).flatMap(([name, file]) => (name.endsWith('.csv') ? csv(strFromU8(file), ',') : []));
  return (await readWorkbook(bytes)).flatMap(({ data }) =>
    (data as unknown[][]).flat().filter((cell): cell is string => typeof cell === 'string'),
  );
}

describe('every table that leaves the house', () => {
  it('is written by platform/files/table.ts and nothing else', () => {
    expect(sourcesThatSay(/from '(?:csv-stringify|write-excel-file)\b/)).toEqual(['platform/files/table.ts', 'platform/files/workbook.ts']);
    // What writes workbooks is given cells that table.ts has made harmless.
    expect(sourcesThatSay(/from '[^']*\/workbook\.ts'/)).toEqual(['platform/files/table.ts', 'platform/files/workbook.job.ts']);
  });

  const seen = new Map<string, string[]>();

  it('is found: each route without parameters is asked, and each with some has its place', async () => {
    const routes = routesOf(app).filter(({ method, path }) => method === 'GET' && !path.includes('*'));
    const named = routes.filter(({ path }) => /(?:csv|xlsx|zip)$/.test(path) && path.includes(':')).map(({ path }) => path);
    expect(named.filter((path) => !PLACES[path])).toEqual([]);
    const asked = [...routes.filter(({ path }) => !path.includes(':')).map(({ path }) => path), ...Object.values(PLACES).flat()];
    for (const path of asked) {
      if (path === '/abmelden') continue;
      const answer = await get(path);
      const type = answer.headers.get('content-type') ?? '';
      if (answer.status === 200 && TABLES.test(type)) seen.set(path, await cellsOf(Buffer.from(await answer.arrayBuffer()), type));
      else await answer.body?.cancel();
    }
    const found = [...seen.keys()];
    for (const path of [
      '/abdeckung.csv',
      '/geschaeftsstelle/verzeichnisse/hsds.zip',
      '/geschaeftsstelle/bericht.xlsx',
      '/geschaeftsstelle/mittel.xlsx',
    ])
      expect(found).toContain(path);
    for (const [route, paths] of Object.entries(PLACES))
      expect(
        paths.some((path) => seen.has(path)),
        route,
      ).toBe(true);
  }, 120_000);

  it('has no cell that begins as a formula', () => {
    const wrong = [...seen].flatMap(([path, cells]) =>
      cells.filter((cell) => SIGNS.test(cell) && !NUMBER.test(cell)).map((cell) => `${path}: ${cell}`),
    );
    expect(wrong).toEqual([]);
  });

  it('and did hold the names, so that the test saw something', () => {
    const with_ = [...seen].filter(([, cells]) => cells.some((cell) => NAMES.includes(original(cell) as (typeof NAMES)[number])));
    const paths = with_.map(([path]) => path);
    for (const path of [
      '/geschaeftsstelle/verzeichnisse/hsds.zip',
      '/geschaeftsstelle/daten/organisations/csv',
      '/geschaeftsstelle/daten/organisations/xlsx',
      '/geschaeftsstelle/mittel.xlsx',
      `${draft}/datei.xlsx`,
      `${bogen}/plan.xlsx`,
      `/faelle/${caseId}/rechnung.xlsx`,
      `/organisation/${organisationId}/angebote.csv`,
    ])
      expect(paths).toContain(path);
  });

  it('our own hsds.zip comes back as it was', async () => {
    const tables = fromTabular(await exported());
    if (typeof tables === 'string') throw new Error(tables);
    const known = await query('select name from organisations.organisation where state = $1', ['published']);
    const names = (rows: readonly { name?: unknown }[]) => rows.map(({ name }) => String(name)).toSorted();
    expect(names(tables.organizations)).toEqual(names(known));
    expect(new Set(names(tables.services))).toEqual(new Set(NAMES));
  });
});
