import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { readTable } from '../src/modules/sheets/file.ts';
import { these, wholeOf, xlsxPieces } from '../src/platform/files/long-table.ts';
import { csvOf as toCsv } from '../src/platform/files/table.ts';
import tableJob from '../src/modules/sheets/table.job.ts'; // here, without a process for each of many
import { columnName, countRows } from '../src/modules/sheets/model.ts';
import { harmless, original } from '../src/platform/files/formula.ts';
import { testApplication } from './support/application.ts';

const application = await testApplication({ DEMO: 'off' });
const { app, as, get, services, clock, config, sheets } = application;
const { db } = services;

const HEADER = ['Name', 'Art', 'Beschreibung', 'E-Mail', 'Ort'];
const PLACES = ['24103 Kiel', '53113 Bonn', '20095 Hamburg', '80331 München', '50667 Köln'];
const rowOf = (index: number) => [
  `Kammer ${index}`,
  'Kammern',
  `Berät Betriebe, Nummer ${index}.`,
  `kammer${index}@netz.example`,
  PLACES[index % PLACES.length] ?? '',
];
const tableOf = (count: number) => [HEADER, ...Array.from({ length: count }, (_, index) => rowOf(index))];

const office = await as(['office']);

async function upload(kind: string, bytes: Buffer, name: string): Promise<Response> {
  await office.get('/konto');
  const data = new FormData();
  data.set('art', kind);
  data.set('datei', new File([new Uint8Array(bytes)], name));
  return app.request('/geschaeftsstelle/daten/einlesen', {
    method: 'POST',
    body: data,
    headers: { origin: config.publicUrl, host: new URL(config.publicUrl).host, cookie: office.cookie },
  });
}

const toXlsx = ([head = [], ...rows]: readonly (readonly string[])[]) => wholeOf(xlsxPieces({ name: 'Blatt', head, rows: these(rows) }));

const countOrganisations = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from organisations.organisation`.execute(db)).rows[0]?.n;

describe('files', () => {
  it.each([
    ['XLSX', (rows: string[][]) => toXlsx(rows), 'x.xlsx'],
    ['CSV with semicolons', async (rows: string[][]) => toCsv(rows), 'x.csv'],
    [
      'CSV with commas',
      async (rows: string[][]) => Buffer.from(rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')),
      'x.csv',
    ],
    [
      'CSV of an old program (Windows-1252)',
      async (rows: string[][]) => Buffer.from(rows.map((row) => row.join(';')).join('\r\n'), 'latin1'),
      'x.csv',
    ],
  ])('%s come out as they were', async (_, write, name) => {
    const rows = [
      ['Name', 'Ort'],
      ['Bäckerei Größe', 'Köln'],
      ['Zweite', ''],
    ];
    expect(await readTable(await write(rows), name)).toEqual({ ok: true, value: rows });
  });

  it('whatever texts go out come in again unchanged, and none begins as a formula', async () => {
    const cell = fc.string({ maxLength: 40 }).map((text) =>
      text
        .replace(/[\p{Cc}]/gu, '')
        .normalize('NFC')
        .trim(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (rows) => {
        const table = [['A', 'B'], ...rows.map(([a, b]) => [`x${a}`, b])];
        const csv = toCsv(table);
        const read = await tableJob({ bytes: csv, isXlsx: false });
        expect(read.ok && read.value).toEqual(table);
      }),
      { numRuns: 60 },
    );
    for (const formula of ['=1+1', '+49 431', '-2', '@SUM(A1)', '=HYPERLINK("http://boese.example")', "=cmd|' /C calc'!A0"]) {
      expect(harmless(formula)).toBe(`'${formula}`);
      expect(original(harmless(formula))).toBe(formula);
      expect(toCsv([[formula]]).toString()).not.toMatch(/(^|;|")[=+\-@]/m);
    }
  });

  it('in XLSX a formula is a text', async () => {
    const bytes = await toXlsx([['=1+1'], ['=2+2']]);
    const read = await readTable(bytes, 'x.xlsx');
    expect(read.ok && read.value).toEqual([['=1+1'], ['=2+2']]);
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('=2+2');
    expect(sheet).not.toContain('<f>');
  });

  it('columns are named as in a spreadsheet', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'x.csv', 'empty'],
    ['only empty rows', Buffer.from(';;\n;;\n'), 'x.csv', 'empty'],
    ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'x.xls', 'wrongType'],
    ['a broken archive', Buffer.from('PK\u0003\u0004 kaputt'), 'x.xlsx', 'broken'],
    ['too many rows', Buffer.from(`Name\n${'x\n'.repeat(10_002)}`), 'x.csv', 'tooMany'],
    ['bytes that are no text', Buffer.from([0, 1, 2, 3, 0, 255]), 'x.csv', 'broken'],
  ])('%s: refused with a word', async (_, bytes, name, fault) => {
    expect(await readTable(bytes, name)).toEqual({ ok: false, fault });
  });

  it('six megabytes are refused', async () => {
    expect((await upload('organisations', Buffer.alloc(6 * 1024 * 1024, 65), 'x.csv')).status).toBe(413);
  });
});

describe('import of organisations', () => {
  it('2,000 rows: the preview is there and writes nothing', async () => {
    const bytes = await toXlsx(tableOf(2000));
    const before = await countOrganisations();
    const begin = performance.now();
    const answer = await upload('organisations', bytes, 'organisationen.xlsx');
    const page = await (await office.get(answer.headers.get('location') ?? '')).text();
    const seconds = (performance.now() - begin) / 1000;
    console.log(`preview of 2,000 rows: ${seconds.toFixed(2)} s`);
    expect(page).toContain('2000 neu, 0 geändert, 0 unverändert, 0 mit Fehlern.');
    expect(await countOrganisations()).toBe(before);
  });

  it('one wrong cell changes nothing, and is named', async () => {
    const table = tableOf(20);
    const wrong = table[7];
    if (wrong) wrong[3] = 'keine Adresse';
    const before = await countOrganisations();
    const answer = await upload('organisations', toCsv(table), 'mit-fehler.csv');
    const path = answer.headers.get('location') ?? '';
    const page = await (await office.get(path)).text();
    expect(page).toContain('<strong>D8:</strong> „keine Adresse“ ist keine E-Mail-Adresse.');
    expect(page).not.toContain('/anwenden');
    expect((await office.post(`${path}/anwenden`, {})).status).toBe(422);
    expect(await countOrganisations()).toBe(before);
  });

  it('is carried out, changed by the next file, skipped by the same file, and taken back', async () => {
    const before = await countOrganisations();
    const first = (await upload('organisations', toCsv(tableOf(3)), 'erste.csv')).headers.get('location') ?? '';
    expect((await office.post(`${first}/anwenden`, {})).status).toBe(303);
    expect(await countOrganisations()).toBe((before ?? 0) + 3);

    const again = await (
      await office.get((await upload('organisations', toCsv(tableOf(3)), 'noch-einmal.csv')).headers.get('location') ?? '')
    ).text();
    expect(again).toContain('0 neu, 0 geändert, 3 unverändert');

    const table = tableOf(4);
    if (table[1]) table[1][2] = 'Eine neue Beschreibung.';
    clock.advance(1000);
    const second = (await upload('organisations', toCsv(table), 'zweite.csv')).headers.get('location') ?? '';
    const preview = await (await office.get(second)).text();
    expect(preview).toContain('1 neu, 1 geändert, 2 unverändert');
    await office.post(`${second}/anwenden`, {});
    const text = async () =>
      (await sql<{ d: string }>`select description as d from organisations.organisation where name = 'Kammer 0'`.execute(db)).rows[0]?.d;
    expect(await text()).toBe('Eine neue Beschreibung.');
    expect((await office.post(`${first}/zuruecknehmen`, {})).status).toBe(422); // only the last one
    expect((await office.post(`${second}/zuruecknehmen`, {})).status).toBe(303);
    expect(await text()).toBe('Berät Betriebe, Nummer 0.');
    expect(await countOrganisations()).toBe((before ?? 0) + 3);
    expect((await office.post(`${second}/zuruecknehmen`, {})).status).toBe(422);
    const page = await (await office.get('/geschaeftsstelle/verlauf')).text();
    expect(page).toContain('Einlesen: zurückgenommen');
  });

  it('is not taken back over the head of somebody who has changed something since', async () => {
    const table = [HEADER, ['Kammer Später', 'Kammern', 'Berät alle.', 'spaeter@netz.example', '24103 Kiel']];
    const path = (await upload('organisations', toCsv(table), 'spaeter.csv')).headers.get('location') ?? '';
    await office.post(`${path}/anwenden`, {});
    await sql`update organisations.organisation set updated_at = updated_at + interval '1 hour' where name = 'Kammer Später'`.execute(db);
    const answer = await office.post(`${path}/zuruecknehmen`, {});
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('seitdem wurde geändert oder benutzt: Kammer Später');
  });

  it('is not taken back where somebody was asked to work there since: their letter would lead nowhere', async () => {
    const table = [HEADER, ['Kammer Geladen', 'Kammern', 'Berät alle.', 'geladen@netz.example', '24103 Kiel']];
    const path = (await upload('organisations', toCsv(table), 'geladen.csv')).headers.get('location') ?? '';
    await office.post(`${path}/anwenden`, {});
    const { rows } = await sql<{ id: string }>`select id from organisations.organisation where name = 'Kammer Geladen'`.execute(db);
    const members = `/mitarbeit/organisation/${rows[0]?.id}`;
    expect((await office.post(`${members}/einladen`, { email: 'neu@geladen.example', role: 'organisationEditor' })).status).toBe(303);
    const answer = await office.post(`${path}/zuruecknehmen`, {});
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('geändert oder benutzt: Kammer Geladen')]);
    const invitation = /einladungen\/[0-9a-f-]{36}\/zuruecknehmen/.exec(await (await office.get(members)).text())?.[0];
    expect((await office.post(`${members}/${invitation}`, {})).status).toBe(303);
    expect((await office.post(`${path}/zuruecknehmen`, {})).status).toBe(303);
  });

  it('says which column is missing, and which it does not know', async () => {
    const missing = await (
      await office.get(
        (
          await upload(
            'organisations',
            toCsv([
              ['Name', 'Farbe'],
              ['X', 'rot'],
            ]),
            'x.csv',
          )
        ).headers.get('location') ?? '',
      )
    ).text();
    expect(missing).toContain('Die Spalte „E-Mail“ fehlt.');
    expect(missing).toContain('Farbe');
  });

  it('the same name twice in one file is a fault of the second', async () => {
    const page = await (
      await office.get((await upload('organisations', toCsv([HEADER, rowOf(900), rowOf(900)]), 'x.csv')).headers.get('location') ?? '')
    ).text();
    expect(page).toContain('<strong>A3:</strong> Steht schon in Zeile 2.');
  });
});

describe('the other kinds', () => {
  const apply = async (kind: string, rows: string[][]) => {
    clock.advance(1000); // nobody reads two files within a second
    const done = await actAs(SYSTEM, async () => {
      const read = await sheets.preview(kind, toCsv(rows), 'x.csv');
      if (!read.ok) throw new Error(read.fault);
      const { plan } = await sheets.open(read.value);
      const applied = await sheets.apply(read.value);
      return { plan, applied, id: read.value };
    });
    await services.jobs.drain();
    return done;
  };
  const faultsOf = ({ plan }: Awaited<ReturnType<typeof apply>>) =>
    plan.rows.flatMap((row) => row.faults.map((fault) => `${fault.cell}: ${fault.message}`));

  it('offers need their organisation; they are found at once', async () => {
    await apply('organisations', [
      HEADER,
      ['Verband West', 'Verbände und Innungen', 'Berät im Westen.', 'west@netz.example', '53113 Bonn'],
    ]);
    const header = ['Titel', 'Organisation', 'Art', 'In einem Satz', 'Themen', 'Form', 'Kosten', 'Ort', 'Umkreis'];
    const row = [
      'Lob im Alltag',
      'Verband West',
      'Beratung',
      'Danach loben Sie richtig.',
      'Wertschätzung und Anerkennung',
      'online',
      '480 € je Tag',
      '53113 Bonn',
      '50',
    ];
    const wrong = await apply('offers', [
      header,
      row.map((cell, index) => (index === 1 ? 'Gibt es nicht' : index === 4 ? 'Zauberei' : cell)),
    ]);
    expect(faultsOf(wrong)).toEqual([
      'E2: Das Thema „Zauberei“ kennen wir nicht.',
      'B2: Diese Organisation steht nicht im Verzeichnis. Lesen Sie zuerst die Organisationen ein.',
    ]);
    expect(wrong.applied.ok).toBe(false);
    const right = await apply('offers', [header, row]);
    expect(faultsOf(right)).toEqual([]);
    expect(right.applied).toEqual({ ok: true, value: undefined });
    const { rows } = await sql<{ slug: string }>`select slug from offers.offer where title = 'Lob im Alltag'`.execute(db);
    expect(await (await get(`/angebote/${rows[0]?.slug}`)).text()).toContain('480 € je Tag');
    const indexed = await sql`select 1 from search.document where title = 'Lob im Alltag'`.execute(db);
    expect(indexed.rows).toHaveLength(1);
    const undone = await actAs(SYSTEM, () => sheets.undo(right.id));
    await services.jobs.drain();
    expect(undone.ok).toBe(true);
    expect((await sql`select 1 from search.document where title = 'Lob im Alltag'`.execute(db)).rows).toHaveLength(0);
  });

  it('consultants, members and dates come in with German dates and times, and go out as they came', async () => {
    const consultants = [
      ['Name', 'E-Mail', 'In einem Satz', 'Themen', 'Ort', 'Akkreditiert bis', 'Online'],
      ['Clara Beispiel', 'clara@person.example', 'Begleitet Betriebe.', 'Wertschätzung und Anerkennung', '24103 Kiel', '31.12.2027', 'ja'],
    ];
    expect((await apply('consultants', consultants)).applied.ok).toBe(true);
    await application.governance.meetings.createBody({
      name: 'AG Probe',
      kind: 'workingGroup',
      mandate: '',
      parentId: null,
      rule: 'consensus',
    });
    const members = [
      ['Gremium', 'Name', 'Organisation', 'E-Mail', 'Rolle', 'Seit'],
      ['AG Probe', 'Dora Kern', 'Verband West', 'dora@person.example', 'Leitung', '1.1.2026'],
    ];
    expect((await apply('members', members)).applied.ok).toBe(true);
    const events = [
      ['Gremium', 'Datum', 'Beginn', 'Ende', 'Form', 'Ort'],
      ['AG Probe', '12.2.2027', '10 Uhr', '12:30', 'vor Ort', 'Bonn'],
    ];
    expect((await apply('events', events)).applied.ok).toBe(true);
    const wrong = await apply('events', [
      ['Gremium', 'Datum', 'Beginn'],
      ['AG Probe', '31.2.2027', '25 Uhr'],
    ]);
    expect(faultsOf(wrong)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^B2: „31\.2\.2027“ ist kein Datum/), expect.stringMatching(/^C2: „25 Uhr“/)]),
    );
    const out = await wholeOf(await actAs(SYSTEM, () => sheets.export('members', 'csv')));
    expect(out.toString()).toContain('AG Probe;Dora Kern;Verband West;dora@person.example;Leitung;2026-01-01');
    const again = await actAs(SYSTEM, async () => {
      const read = await sheets.preview('events', await wholeOf(await sheets.export('events', 'xlsx')), 'events.xlsx');
      return read.ok ? countRows((await sheets.open(read.value)).plan) : undefined;
    });
    expect(again).toMatchObject({ add: 0, change: 0, wrong: 0 });
  });

  it('every list can be taken out, as XLSX and CSV; every kind has its template', async () => {
    for (const { name } of [...sheets.kinds, ...sheets.exports]) {
      for (const format of ['xlsx', 'csv']) {
        const answer = await office.get(`/geschaeftsstelle/daten/${name}/${format}`);
        expect(answer.status, `${name}.${format}`).toBe(200);
        const read = await tableJob({ bytes: Buffer.from(await answer.arrayBuffer()), isXlsx: format === 'xlsx' });
        expect(read.ok && (read.value[0]?.length ?? 0) > 2).toBe(true);
      }
    }
    for (const { name } of sheets.kinds) expect((await office.get(`/geschaeftsstelle/daten/${name}/vorlage`)).status).toBe(200);
    expect((await office.get('/geschaeftsstelle/daten/nichts/csv')).status).toBe(404);
  });
});
