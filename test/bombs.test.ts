import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { type UploadRule, uploadRules } from '../src/platform/http/upload.ts';
import { fromRoot } from '../src/platform/root.ts';
import { ONE_MEETING } from './support/meeting.ts';
import { testApplication } from './support/application.ts';
import { BODIES, type Bomb, BOMBS } from './support/bombs/index.ts';
import type { Order, Report } from './support/prober.ts';
import { routesOf } from './support/routes.ts';
import { packagesOf, sourcesThatSay } from './support/sources.ts';

/**
 * Every route that takes files, as the code declares them, gets every bomb of the kinds that it reads. Meanwhile a real
 * server has to answer others within 200 ms; the bomb is answered with words at its field, and nothing is changed.
 */
const SLOWEST_HEALTH_MS = 200;
const SLOWEST_ANSWER_MS = 15_000;
const TRIES = 3;
const MOST_GROWTH = 150 * 1024 * 1024;

const application = await testApplication();
const { app, services, config } = application;
const office = await application.as(['office'], ['administrator']);
const { post, cookie, id: userId } = office;
const idOf = async (query: string): Promise<string> => String((await services.pool.query(query)).rows[0].id);
const placeOf = async (path: string, fields: Record<string, string>) => (await post(path, fields)).headers.get('location') ?? '';

const bodyId = await application.governance.meetings.createBody({
  name: 'AG',
  kind: 'workingGroup',
  mandate: '',
  parentId: null,
  rule: 'consensus',
});
const meetingId = await application.governance.meetings.plan(bodyId, ONE_MEETING);
await application.governance.meetings.begin(meetingId);
const agreementId = await application.governance.meetings.agree(meetingId, {
  kind: 'task',
  text: 'Etwas tun',
  responsible: ['Anna Berg'],
  due: '2027-02-01',
  itemNumber: '1',
  topic: null,
});
const offerId = await idOf('select id from offers.offer order by id limit 1');
const organisationId = await idOf(`select organisation_id as id from offers.offer where id = '${offerId}'`);
const consultantId = await idOf('select id from consultants.consultant order by id limit 1');
await application.accounts.membership.grant(services.db, userId, 'organisationEditor', organisationId);
await application.accounts.membership.grant(services.db, userId, 'consultant', consultantId);
const draft = await placeOf('/standards/fassung/attractive-employer', {});
const slug = String((await services.pool.query('select slug from consultants.consultant where id = $1', [consultantId])).rows[0].slug);
await post('/anfrage', { an: `consultant:${slug}`, message: 'x', contact: 'y', email: 'fall@b.example', consent: 'ja' });
const requestId = await idOf("select id from requests.request where email = 'fall@b.example'");
await post(`/beratungsprofil/${consultantId}/anfragen/${requestId}`, { answer: 'accept', word: '' });
await application.cases.openFor(requestId);
const caseId = await idOf('select id from cases.case_file limit 1');
const story = await placeOf('/geschichtenwerkstatt', { title: 'Probe', company: 'Betrieb', contact: '', email: 'story@b.example' });

interface Target {
  path: string;
  /** What stands in the form beside the file. */
  fields?: Record<string, string>;
  /** The table that a file of this route ends in. */
  table: string;
}

/** The record behind each route; an upload that is added later fails the test until it stands here. */
const TARGETS: Record<string, Target> = {
  '/gremienarbeit/import': { path: '/gremienarbeit/import', table: 'governance.document' },
  '/gremienarbeit/vereinbarungen/:id/datei': { path: `/gremienarbeit/vereinbarungen/${agreementId}/datei`, table: 'governance.document' },
  '/organisation/:organisation/angebote/:id/datei': {
    path: `/organisation/${organisationId}/angebote/${offerId}/datei`,
    table: 'offers.document',
  },
  '/geschaeftsstelle/daten/einlesen': {
    path: '/geschaeftsstelle/daten/einlesen',
    fields: { art: 'organisations' },
    table: 'organisations.organisation',
  },
  '/standards/einlesen': { path: '/standards/einlesen', table: 'authoring.draft' },
  '/standards/:draft/einlesen': { path: `${draft}/einlesen`, table: 'authoring.draft' },
  '/checks/:id/datei': { path: '/checks/attractive-employer/datei', table: 'checks.assessment' },
  '/checks/:id/uebernehmen': { path: '/checks/attractive-employer/uebernehmen', table: 'checks.assessment' },
  '/nachweise/pruefen': { path: '/nachweise/pruefen', table: 'credentials.credential' },
  '/beratungsprofil/:consultant/akkreditierung': {
    path: `/beratungsprofil/${consultantId}/akkreditierung`,
    fields: { evidenceTitle: '', note: '' },
    table: 'accreditation.accreditation',
  },
  '/faelle/:case/unterlagen': {
    path: `/faelle/${caseId}/unterlagen`,
    fields: { documentKind: 'other', documentName: 'x', documentText: '' },
    table: 'cases.document',
  },
  '/geschichtenwerkstatt/:story/bild': { path: `${story}/bild`, fields: { alt: 'Ein Bild' }, table: 'stories.picture' },
};

/** Bombs that are none for a route: it does not unpack what they hide, and takes them like any other file. */
const HARMLESS: readonly [route: string, bomb: RegExp, why: string][] = [
  ['/organisation/:organisation/angebote/:id/datei', /^pdf: (?:a page of|a page tree|a million objects)/, 'only its head is looked at'],
  ['/gremienarbeit/import', /^pdf: (?:metadata|a page tree|a million objects)/, 'no text is read out of them: kept as a scan'],
  ['/gremienarbeit/import', /^text: (?:20 MB of empty lines|agreements|three million|one mark)/, 'read apart, and cut to what fits a page'],
  [
    '/geschaeftsstelle/daten/einlesen',
    /^(?:csv|xlsx|json|yaml): /,
    'where it can be read at all, as CSV or XLSX: a preview that says what is wrong',
  ],
  ['/beratungsprofil/:consultant/akkreditierung', /./, 'kept as a text, with the verdict of the look apart'],
];

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
await new Promise((resolve) => server.once('listening', resolve));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const prober = new Worker(fromRoot('test', 'support', 'prober.ts'));
/** Without the prober every look would wait for ever. */
const gone = new Promise<never>((_, reject) => prober.once('exit', (code) => reject(new Error(`the prober ended with ${code}`))));
gone.catch(() => undefined);
afterAll(async () => {
  await prober.terminate();
  server.close();
});

/** Bytes that this thread holds outside of what the walk itself has built. */
const held = () => process.memoryUsage().heapUsed + process.memoryUsage().external;

async function send(path: string, type: string, body: Buffer): Promise<Report> {
  await sql`delete from platform.rate_limit`.execute(services.db);
  await office.get('/konto'); // signed in anew
  const order: Order = {
    url: base + path,
    health: `${base}/healthz`,
    headers: { cookie, origin: config.publicUrl, 'content-type': type },
    body: new Uint8Array(body),
  };
  const report = new Promise<Report>((resolve) => prober.once('message', resolve));
  prober.postMessage(order, [order.body.buffer as ArrayBuffer]);
  return Promise.race([report, gone]);
}

/** The same again where the machine was busy: the best of three counts, and the limit stays. */
async function sendBest(path: string, type: string, body: Buffer): Promise<Report> {
  let best = await send(path, type, body);
  for (let tries = 1; tries < TRIES && best.slowest > SLOWEST_HEALTH_MS; tries++) {
    const again = await send(path, type, body);
    if (again.slowest < best.slowest) best = again;
  }
  return best;
}

/** How pages say what is wrong: at the field, in an alert, or in the list of what is wrong in a check. */
const WORDS = /role="alert"|kern-alert|kern-error|Eingelesen ist nichts/;
const BOUNDARY = 'grenze-der-probe';
function formOf(fields: Record<string, string>, bomb: Bomb): Buffer {
  const head = (name: string, more = '') => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const texts = Object.entries(fields).map(([name, value]) => `${head(name)}${value}\r\n`);
  return Buffer.concat([
    Buffer.from(texts.join('') + head('datei', `; filename="${bomb.file}"`)),
    bomb.bytes(),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

const stateOf = async (table: string) =>
  String((await services.pool.query(`select md5(string_agg(t::text, '' order by t::text)) as state from ${table} t`)).rows[0].state);

const measured: { route: string; bomb: string; status: number; ms: number; slowest: number }[] = [];
function judge(route: string, bomb: string, { status, text, ms, slowest }: Report): void {
  measured.push({ route, bomb, status, ms: Math.round(ms), slowest: Math.round(slowest) });
  expect(status, text.slice(0, 200)).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
  expect(ms, 'the answer').toBeLessThan(SLOWEST_ANSWER_MS);
  expect(slowest, 'the slowest answer of /healthz').toBeLessThan(SLOWEST_HEALTH_MS);
}
afterAll(() => {
  if (process.env['BOMBS'] !== 'table') return;
  for (const { route, bomb, status, ms, slowest } of measured) console.log(`${route} | ${bomb} | ${status} | ${ms} | ${slowest}`);
});

/** What a route is sent: all bombs of its kinds; one of each other kind, which it must tell by its first bytes. */
function bombsOf({ kinds }: UploadRule): Bomb[] {
  const own = BOMBS.filter(({ kind }) => kinds.includes(kind));
  const others = [...Map.groupBy(BOMBS, ({ kind }) => kind)].flatMap(([kind, [first]]) => (kinds.includes(kind) || !first ? [] : [first]));
  return [...own, ...others, { name: 'nothing', kind: 'text', file: 'leer.txt', bytes: () => Buffer.alloc(0) }];
}

describe('every upload', () => {
  const rules = uploadRules();

  it('is a route of the application, with a record behind it', () => {
    const posts = routesOf(app).filter(({ method }) => method === 'POST');
    expect(rules.map(({ route }) => route).filter((route) => !posts.some(({ path }) => path === route))).toEqual([]);
    expect(Object.keys(TARGETS).toSorted()).toEqual(rules.map(({ route }) => route).toSorted());
  });

  it('is read by upload.ts and nothing else', () => {
    // The device reads its own file in its own browser.
    const readers = sourcesThatSay(/\.(?:formData|parseBody|blob)\(|req\.arrayBuffer\(|req\.raw\.body/);
    expect(readers).toEqual(['modules/checks/device/app.ts', 'platform/http/body.ts', 'platform/http/upload.ts']);
  });

  it('is opened apart: the server does not even load what reads foreign files', () => {
    const loaded = packagesOf('src/main.ts');
    expect(loaded.size).toBeGreaterThan(20); // hono, kysely …
    for (const reader of ['unpdf', 'mammoth', 'read-excel-file/node', 'csv-parse/sync', 'sharp']) expect(loaded).not.toContain(reader);
  });

  describe.each(rules.map((rule) => [rule.route, rule] as const))('%s', (route, rule) => {
    const target = TARGETS[route];
    if (!target) return;
    const { path, fields = {}, table } = target;
    const isKept = rule.kinds.length === 0;

    it.each(bombsOf(rule).map((bomb) => [bomb.name, bomb] as const))(
      '%s',
      async (name, bomb) => {
        const before = isKept ? '' : await stateOf(table);
        const body = rule.pasted
          ? Buffer.from(new URLSearchParams({ ...fields, [rule.pasted]: bomb.bytes().toString('utf8').slice(0, 200_000) }).toString())
          : formOf(fields, bomb);
        const start = held();
        const report = await sendBest(
          path,
          rule.pasted ? 'application/x-www-form-urlencoded' : `multipart/form-data; boundary=${BOUNDARY}`,
          body,
        );
        judge(route, name, report);
        expect(held() - start - body.length * 3).toBeLessThan(MOST_GROWTH);
        if (isKept || HARMLESS.some(([where, which]) => where === route && which.test(name))) return;
        expect(report.status).toBeGreaterThanOrEqual(400);
        if (report.status !== 413) expect(report.text).toMatch(WORDS);
        expect(await stateOf(table)).toBe(before);
      },
      60_000,
    );

    it.each(Object.entries(BODIES))(
      'a body that is a bomb: %s',
      async (name, { type, body }) => judge(route, `body: ${name}`, await sendBest(path, type, body())),
      60_000,
    );
  });
});

describe('every form that takes a large text', () => {
  const type = 'application/x-www-form-urlencoded';
  const texts: [string, () => string][] = [
    ['fields without end', () => 'a&'.repeat(450_000)],
    ['one mark after another', () => `text=a${'\u0323\u0301\u0315'.repeat(150_000)}`],
    ['tags that do not close', () => `text=${encodeURIComponent('<!--<style><p '.repeat(40_000))}`],
    ['tags without end', () => `text=${encodeURIComponent('<li><br></p>'.repeat(50_000))}`],
    ['blanks', () => `text=${'+'.repeat(900_000)}x`],
  ];
  const pages = [`${story}/erzaehlen/start`, `/gremienarbeit/sitzungen/${meetingId}/oeffentlich`];
  it.each(pages.flatMap((path) => texts.map(([name, text]) => [path, name, text] as const)))(
    '%s: %s',
    async (path, name, text) => judge(path.replace(/[0-9a-f-]{36}/g, ':id'), name, await sendBest(path, type, Buffer.from(text()))),
    60_000,
  );
});
