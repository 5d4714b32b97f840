/** "Today" is the day where the network lives, at half past midnight as at noon (findings/imports-mail-time F11, code 4). */
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { localMoment } from '../src/platform/clock.ts';
import { actionWords, recordNoun } from '../src/modules/accounts/trail-words.ts';
import { plusDays } from '../src/platform/days.ts';
import { wholeOf } from '../src/platform/files/long-table.ts';
import { fullNetwork } from './support/full-network.ts';
import { taken } from './support/full-network/hands.ts';
import { patternOf } from './support/walk/route-patterns.ts';
import { walk } from './support/walk/walk.ts';

const network = await fullNetwork();
const { clock, config, get, made, people, post, services, sheets } = network;
const DAY = plusDays(clock.today(), 3);
const moveTo = (time: string) => clock.advance(localMoment(DAY, time).getTime() - clock.now().getTime());

/** Every day that a page or a file names, in German, in English, or as machines write it. */
const daysIn = (text: string): string[] =>
  [
    ...text.matchAll(
      /\b\d{4}-\d\d-\d\d\b|\b\d{1,2}\. ?(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) \d{4}|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g,
    ),
  ].map(([day]) => day);

moveTo('00:30');
await taken(
  post('/anfrage', {
    message: 'In der Nacht gefragt.',
    contact: 'Nele Nacht',
    email: 'nacht@betrieb.example',
    place: '24103',
    consent: 'ja',
  }),
);

describe.each([
  'visitor',
  'office',
  'administrator',
  'consultant',
  'organisationCoordinator',
  'networkCoordinator',
  'bodySecretary',
] as const)('at half past midnight: %s', (kind) => {
  const ask = kind === 'visitor' ? get : people[kind].get;
  it('reads the same days on every page as at noon', { timeout: 240_000 }, async () => {
    moveTo('00:30');
    const { pages } = await walk({
      origin: config.publicUrl,
      get: ask,
      from: [kind === 'visitor' ? '/' : '/konto', ...(kind === 'visitor' ? [made.checks.path] : [])],
      expected: new Set(),
      words: { text: ['Führung'], ort: ['24103 Kiel'] },
      mayFollow: (pattern) => pattern.action !== 'link.use' || kind === 'visitor',
    });
    expect(pages.size).toBeGreaterThan(20);
    moveTo('12:00');
    const different: { page: string; night: string[]; noon: string[] }[] = [];
    const seen = new Set<string>();
    for (const [page, night] of pages) {
      // One address of each route is enough: the day comes from the code, not from the record.
      const route = patternOf(page)?.path ?? page;
      if (seen.has(route) || daysIn(night).length === 0) continue;
      seen.add(route);
      const noon = await (await ask(page)).text();
      const [a, b] = [new Set(daysIn(night)), new Set(daysIn(noon))];
      const only = (these: Set<string>, those: Set<string>) => [...these].filter((day) => !those.has(day));
      if (only(a, b).length + only(b, a).length > 0) different.push({ page, night: only(a, b), noon: only(b, a) });
    }
    expect(different).toEqual([]);
  });
});

describe('what leaves the house as a table', () => {
  it.each(sheets.exports.map(({ name }) => name))('%s: local moments, and words in place of codes', async (name) => {
    moveTo('00:30');
    for (const locale of ['de', 'en'] as const) {
      const text = (await wholeOf(await actAs(SYSTEM, () => sheets.export(name, 'csv', locale)))).toString();
      expect(text.split('\r\n').length).toBeGreaterThan(2);
      expect(text).not.toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d/);
      // Codes as our own records keep them; a word of the language is none.
      if (locale === 'de')
        expect(text).not.toMatch(/;(?:open|accepted|task|decision|regional|dormant|reactivated|offer|bodySecretary|organisationEditor);/);
    }
  });

  it('a request of half past midnight came in on that day', async () => {
    const text = (await wholeOf(await actAs(SYSTEM, () => sheets.export('requests', 'csv')))).toString();
    expect(text).toContain(`${DAY} 00:30`);
  });

  it('and so says every letter about it', async () => {
    await services.jobs.drain();
    moveTo('00:30');
    const { rows } = await services.pool.query(`select body from platform.mail where recipient = 'nacht@betrieb.example'`);
    expect(rows.length).toBeGreaterThan(0);
    for (const { body } of rows) expect(body).not.toContain(plusDays(DAY, -1));
  });
});

/** No sign that somebody types or pastes keeps a paper from being made (findings/imports-mail-time F6). */
describe('every paper of the house', async () => {
  moveTo('12:00');
  const PAPER = /application\/(?:pdf|vnd\.openxmlformats|zip)/;
  const papers = new Map<string, (path: string) => Promise<Response> | Response>();
  for (const kind of [
    'office',
    'administrator',
    'consultant',
    'company',
    'organisationCoordinator',
    'networkCoordinator',
    'bodySecretary',
  ] as const) {
    await walk({
      origin: config.publicUrl,
      from: ['/konto'],
      expected: new Set(),
      words: { text: ['Führung'], ort: ['24103 Kiel'] },
      mayFollow: (pattern) => pattern.action !== 'link.use',
      async get(path) {
        const answer = await people[kind].get(path);
        if (PAPER.test(answer.headers.get('content-type') ?? '') && !papers.has(path)) papers.set(path, people[kind].get);
        return answer;
      },
    });
  }
  await walk({
    origin: config.publicUrl,
    from: [made.checks.path, ...made.cases.links],
    expected: new Set(),
    words: { text: ['Führung'], ort: ['24103 Kiel'] },
    async get(path) {
      const answer = await get(path);
      if (PAPER.test(answer.headers.get('content-type') ?? '') && !papers.has(path)) papers.set(path, get);
      return answer;
    },
  });

  /** Columns that hold what people write; what identifies a record keeps its words. */
  const FREE = [
    'name',
    'title',
    'text',
    'summary',
    'description',
    'about',
    'note',
    'notes',
    'message',
    'contact',
    'company',
    'goal',
    'word',
    'people',
    'answer',
    'why',
    'result',
    'question',
    'responsible',
    'who',
    'organisation',
    'place',
    'town',
  ];
  const NASTY = ' \uf0b7 👍 漢 \u0378 \ufffe سلام';
  const { rows } = await services.pool.query<{ table: string; column: string }>(
    `select format('%I.%I', c.table_schema, c.table_name) as table, c.column_name as column
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.data_type = 'text' and c.column_name = any($1)
       and c.table_schema not in ('pg_catalog', 'information_schema', 'platform', 'pgboss', 'accounts', 'search')`,
    [FREE],
  );
  let changed = 0;
  for (const { table, column } of rows) {
    try {
      changed +=
        (
          await services.pool.query(
            `update ${table} set "${column}" = "${column}" || $1 where "${column}" is not null and "${column}" <> ''`,
            [NASTY],
          )
        ).rowCount ?? 0;
    } catch {
      // A column with a rule of its own (one of some words, once only) holds nothing that people write freely.
    }
  }

  it('is found by walking, and every record has signs that no font draws', () => {
    expect(changed).toBeGreaterThan(300);
    const kinds = new Set([...papers.keys()].map((path) => /\.(\w+)$/.exec(path.split('?')[0] ?? '')?.[1]));
    expect([...kinds]).toEqual(expect.arrayContaining(['pdf', 'docx', 'xlsx']));
    expect(papers.size).toBeGreaterThan(25);
  });

  it.each([...papers])('%s', async (path, ask) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    const begin = Buffer.from(await answer.arrayBuffer())
      .subarray(0, 4)
      .toString('latin1');
    expect(['%PDF', 'PK\u0003\u0004']).toContain(begin);
  });
});

describe('the trail of everything that happened', () => {
  it('has words for every action and every kind of record', async () => {
    const { rows } = await services.pool.query('select distinct action, kind from platform.audit order by 1, 2');
    expect(rows.length).toBeGreaterThan(80);
    const wordless = (rows as { action: string; kind: string }[]).filter(({ action, kind }) =>
      (['de', 'en'] as const).some((locale) => !actionWords(action, locale) || !recordNoun(kind, locale)),
    );
    expect(wordless).toEqual([]);
  });
});
