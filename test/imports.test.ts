/** Imports change what the file holds and nothing else, never somebody of the same name, and can be taken back whole. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { readTable } from '../src/modules/sheets/file.ts';
import { wholeOf } from '../src/platform/files/long-table.ts';
import { csvOf as toCsv } from '../src/platform/files/table.ts';
import { type Cells, countRows, type PlannedRow } from '../src/modules/sheets/model.ts';
import tableJob from '../src/modules/sheets/table.job.ts'; // here, without a process for each of many
import { HANGS_ON_MEETING } from '../src/modules/governance/store/meetings.ts';
import { testApplication } from './support/application.ts';

const application = await testApplication({ DEMO: 'on' });
const { services, clock, sheets, as } = application;
const { db } = services;

const exported = (kind: string): Promise<string> => actAs(SYSTEM, async () => (await wholeOf(await sheets.export(kind, 'csv'))).toString());
async function tableOf(kind: string): Promise<string[][]> {
  const read = await tableJob({ bytes: Buffer.from(await exported(kind)), isXlsx: false });
  if (!read.ok) throw new Error(read.fault);
  return read.value.map((row) => [...row]);
}
const preview = (kind: string, rows: readonly Cells[]) =>
  actAs(SYSTEM, async () => {
    clock.advance(1000);
    const read = await sheets.preview(kind, toCsv(rows), 'x.csv');
    if (!read.ok) throw new Error(read.fault);
    return read.value;
  });
const planOf = (id: string) => actAs(SYSTEM, async () => (await sheets.open(id)).plan);
const answer = (id: string, choose: (row: PlannedRow) => string) =>
  actAs(SYSTEM, async () => {
    const { plan } = await sheets.open(id);
    await sheets.answer(id, Object.fromEntries(plan.rows.filter((row) => row.action === 'ask').map((row) => [row.row, choose(row)])));
  });
const apply = (id: string) => actAs(SYSTEM, () => sheets.apply(id));
const undo = (id: string) => actAs(SYSTEM, () => sheets.undo(id));

/** Columns that say whose record it is: another value would mean another record. */
const FIXED: Record<string, readonly string[]> = {
  offers: ['Organisation'],
  members: ['Gremium', 'Name'],
  events: ['Gremium', 'Datum', 'Beginn'],
};

describe('what was taken out', () => {
  it.each(['organisations', 'offers', 'consultants', 'members', 'events'])(
    '%s: is read in again as it is, every row of it',
    async (kind) => {
      const plan = await planOf(await preview(kind, await tableOf(kind)));
      expect(plan.rows.flatMap((row) => row.faults)).toEqual([]);
      expect(countRows(plan)).toMatchObject({ add: 0, change: 0, ask: 0, wrong: 0 });
    },
  );
});

describe('what an import brought', () => {
  /** The cells that make another record of a copied row. */
  const OTHER: Record<string, Record<string, string>> = {
    organisations: { Name: 'Kammer der Probe', 'E-Mail': 'probe@kammer.example' },
    offers: { Titel: 'Angebot der Probe' },
    consultants: { Name: 'Petra Probe', 'E-Mail': 'petra@probe.example' },
    members: { Name: 'Paul Probe', 'E-Mail': 'paul@probe.example' },
    events: { Datum: '2031-03-04' },
  };

  it.each(Object.keys(OTHER))('%s: is taken away again by undo, and the export is as it was', async (kind) => {
    const before = await exported(kind);
    const [header = [], copied = []] = await tableOf(kind);
    const made = copied.map((cell, at) => (header[at] === 'Kennung' ? '' : (OTHER[kind]?.[header[at] ?? ''] ?? cell)));
    const id = await preview(kind, [header, made]);
    expect(countRows(await planOf(id))).toMatchObject({ add: 1, change: 0, ask: 0, wrong: 0 });
    expect(await apply(id)).toMatchObject({ ok: true });
    expect(await exported(kind)).not.toBe(before);
    expect(await undo(id)).toMatchObject({ ok: true });
    expect(await exported(kind)).toBe(before);
  });

  it('is looked for in every table that hangs on a meeting', async () => {
    const { rows } = await sql<{ name: string }>`select c.table_name as name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'governance' and c.column_name = 'meeting_id' and t.table_type = 'BASE TABLE'`.execute(db);
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...HANGS_ON_MEETING].toSorted());
  });
});

describe('any file with any of the columns', () => {
  it.each(['organisations', 'offers', 'consultants', 'members', 'events'])(
    '%s: changes only what it holds; taken back, the export is the same to the byte',
    async (kind) => {
      const untouched = await exported(kind);
      const [header = [], ...all] = await tableOf(kind);
      const idAt = header.indexOf('Kennung');
      const free = header.flatMap((name, at) => (at === idAt || FIXED[kind]?.includes(name) ? [] : [at]));
      expect(all.length).toBeGreaterThan(3);
      const invited = await sql<{ id: string }>`select id from governance.meeting where invited_sequence is not null`.execute(db);
      const isInvited = new Set(invited.rows.map((row) => row.id));
      const rows = all.filter((row) => !isInvited.has(row[idAt] ?? ''));
      const row = fc.nat({ max: rows.length - 1 });
      const change = fc.record({ row, donor: row, at: fc.constantFrom(...free) });
      const columns = fc.subarray(
        header.map((_, at) => at),
        { minLength: 1 },
      );
      // One that certainly changes something: a free cell in which two rows differ.
      const sure = rows.flatMap((cells, index) =>
        free.flatMap((at) => (index > 0 && cells[at] !== rows[0]?.[at] && cells[at] !== '' ? [{ row: 0, donor: index, at }] : [])),
      )[0] ?? { row: 0, donor: 0, at: 0 };
      let applied = 0;
      await fc.assert(
        fc.asyncProperty(
          columns,
          fc.uniqueArray(change, {
            minLength: 1,
            maxLength: 3,
            selector: (each) => (kind === 'members' ? rows[each.row]?.[header.indexOf('Name')] : each.row),
          }),
          async (kept, changes) => {
            // A cell of somebody else's row is a value that may stand there.
            const wanted = new Map<string, string[]>();
            for (const { row: index, donor, at } of changes) {
              const before = rows[index] ?? [];
              const after = before.map((cell, column) => (column === at ? (rows[donor]?.[at] ?? '') : cell));
              wanted.set(before[idAt] ?? '', after);
            }
            const file = [header, ...wanted.values()].map((cells) => kept.map((at) => cells[at] ?? ''));
            const id = await preview(kind, file);
            const ids = [...wanted.keys()];
            // Whoever reads the question finds the right one among the answers, unless the table does not even say where.
            await answer(id, (each) => each.choices.find((choice) => choice.answer === `record:${ids[each.row - 2]}`)?.answer ?? '');
            const plan = await planOf(id);
            const isMeant = plan.faults.length === 0 && plan.rows.every((each, index) => each.subject === ids[index]);
            if (!isMeant || plan.rows.some((each) => each.action === 'wrong')) {
              // A table that says too little never changes another record, and nothing without somebody's word.
              for (const [index, each] of plan.rows.entries()) if (each.action === 'change') expect(each.subject).toBe(ids[index]);
              if (plan.faults.length > 0 || plan.rows.some((each) => each.action === 'ask'))
                expect(await apply(id)).toEqual({ ok: false, fault: 'notPossible' });
              return;
            }
            const counts = plan.rows.filter((each) => each.action === 'change').length;
            const done = await apply(id);
            expect(done.ok).toBe(counts > 0);
            // An address belongs to the person: it is the same on each of her seats.
            const [nameAt, mailAt] = kind === 'members' ? [header.indexOf('Name'), header.indexOf('E-Mail')] : [-1, -1];
            const addresses = new Map([...wanted.values()].map((cells) => [cells[nameAt], cells[mailAt] ?? '']));
            const expected = all.map((cells) => {
              const next = wanted.get(cells[idAt] ?? '');
              const own = next ? cells.map((cell, at) => (kept.includes(at) ? (next[at] ?? '') : cell)) : cells;
              const address = nameAt >= 0 && kept.includes(mailAt) ? addresses.get(cells[nameAt]) : undefined;
              return address === undefined ? own : own.map((cell, at) => (at === mailAt ? address : cell));
            });
            const sorted = (table: readonly Cells[]) => table.map((cells) => cells.join('\u001f')).toSorted();
            expect(sorted((await tableOf(kind)).slice(1))).toEqual(sorted(expected));
            if (!done.ok) return;
            applied++;
            expect(await undo(id)).toEqual({ ok: true, value: [] });
            expect(await exported(kind)).toBe(untouched);
          },
        ),
        { numRuns: 10, examples: [[header.map((_, at) => at), [sure]]] },
      );
      expect(applied).toBeGreaterThan(0);
    },
    60_000,
  );

  it('the preview shows the old and the new value of every cell that would change', async () => {
    const [header = [], first = []] = await tableOf('organisations');
    const name = first[header.indexOf('Name')] ?? '';
    const id = await preview('organisations', [
      ['Name', 'E-Mail', 'Ort'],
      [name, 'neu@netz.example', first[header.indexOf('Ort')] ?? ''],
    ]);
    const office = await as(['office']);
    const page = await (await office.get(`/geschaeftsstelle/daten/einlesen/${id}`)).text();
    expect(page).toContain(`<strong>E-Mail:</strong> <del>${first[header.indexOf('E-Mail')]}</del> → <ins>neu@netz.example</ins>`);
    expect(page).not.toContain('<strong>Beschreibung:</strong>');
  });

  it('what was shown is what happens: a change in between is shown before it is overwritten', async () => {
    const [header = [], first = []] = await tableOf('organisations');
    const at = (name: string) => first[header.indexOf(name)] ?? '';
    const id = await preview('organisations', [
      ['Kennung', 'E-Mail'],
      [at('Kennung'), 'einmal@netz.example'],
    ]);
    await sql`update organisations.organisation set email = 'dazwischen@netz.example' where id = ${at('Kennung')}`.execute(db);
    expect(await apply(id)).toEqual({ ok: false, fault: 'outdated' });
    expect((await planOf(id)).rows[0]?.changes).toEqual([
      { column: 'E-Mail', before: 'dazwischen@netz.example', after: 'einmal@netz.example' },
    ]);
    expect((await apply(id)).ok).toBe(true);
  });
});

describe('the same name', () => {
  const MEMBERS = ['Gremium', 'Name', 'Organisation', 'E-Mail'];
  const addressesOf = async (name: string) =>
    (await sql<{ email: string | null }>`select email from governance.person where name = ${name} order by email`.execute(db)).rows.map(
      (row) => row.email,
    );
  const bodies = async () =>
    (await sql<{ name: string }>`select name from governance.body order by name limit 2`.execute(db)).rows.map((row) => row.name);

  it('with a title before it is the same name, and nearly the same is asked about', async () => {
    const [one = '', two = ''] = await bodies();
    await apply(await preview('members', [MEMBERS, [one, 'Gero Muster', 'Kammer Nord', 'gero@nord.example']]));
    const id = await preview('members', [
      [...MEMBERS, 'Rolle'],
      [one, 'Prof. Dr. Gero Muster', 'Kammer Nord', 'gero@nord.example', 'Leitung'],
      [two, 'Gero Muster-Beispiel', 'Kammer Nord', 'neu@nord.example', ''],
    ]);
    const [same, near] = (await planOf(id)).rows;
    expect([same?.action, same?.changes]).toEqual(['change', [{ column: 'Rolle', before: '', after: 'Leitung' }]]);
    expect([near?.action, near?.choices.some((choice) => choice.label.includes('gero@nord.example'))]).toEqual(['ask', true]);
    // Whoever is meant is shown with what would be written over.
    await answer(id, (row) => row.choices.find((choice) => choice.label.includes('gero@nord.example'))?.answer ?? '');
    expect((await planOf(id)).rows[1]?.changes).toContainEqual({
      column: 'E-Mail',
      before: 'gero@nord.example',
      after: 'neu@nord.example',
    });
  });

  it('of people in two imports at once is entered once: each knows only its own', async () => {
    const [one = '', two = ''] = await bodies();
    const rows = Array.from({ length: 40 }, (_, n) => [one, `Zugleich Person${n}`, 'Kammer Nord', `zugleich${n}@nord.example`]);
    const id = await preview('members', [MEMBERS, ...rows, ...rows.map(([, ...rest]) => [two, ...rest])]);
    const other = await preview('members', [MEMBERS, [one, 'Selma Vorlage', 'Kammer Nord', 'selma.neu@nord.example']]);
    const [done] = await Promise.all([apply(id), ...Array.from({ length: 10 }, () => actAs(SYSTEM, () => sheets.answer(other, {})))]);
    expect(done).toMatchObject({ ok: true });
    const { rows: people } = await sql<{
      n: number;
    }>`select count(*)::int as n from governance.person where name like 'Zugleich Person%'`.execute(db);
    expect(people[0]?.n).toBe(40);
  });

  it('of two people with two addresses stays two people', async () => {
    const [one = '', two = ''] = await bodies();
    const id = await preview('members', [
      MEMBERS,
      [one, 'Thomas Beispielmann', 'Kammer Nord', 't.beispielmann@nord.example'],
      [two, 'Thomas Beispielmann', 'Hochschule Süd', 'thomas@sued.example'],
    ]);
    expect((await apply(id)).ok).toBe(true);
    expect(await addressesOf('Thomas Beispielmann')).toEqual(['t.beispielmann@nord.example', 'thomas@sued.example']);
  });

  it('with the same address in two bodies is one person', async () => {
    const [one = '', two = ''] = await bodies();
    const id = await preview('members', [
      MEMBERS,
      [one, 'Sabine Doppelt', 'Kammer Nord', 'sabine@nord.example'],
      [two, 'Sabine Doppelt', 'Kammer Nord', 'sabine@nord.example'],
    ]);
    expect((await apply(id)).ok).toBe(true);
    expect(await addressesOf('Sabine Doppelt')).toEqual(['sabine@nord.example']);
  });

  it('with another address is asked about; either answer is kept, and undo brings the address back', async () => {
    const [one = '', two = ''] = await bodies();
    await apply(await preview('members', [MEMBERS, [one, 'Selma Vorlage', 'Kammer Nord', 'selma@nord.example']]));
    const other = [MEMBERS, [two, 'Selma Vorlage', 'Kammer Nord', 'selma.neu@nord.example']];
    const asked = await preview('members', other);
    const [row] = (await planOf(asked)).rows;
    expect(row?.action).toBe('ask');
    expect(row?.choices.map((choice) => choice.label)).toEqual(['Selma Vorlage, selma@nord.example, Kammer Nord', '']);
    expect(await apply(asked)).toEqual({ ok: false, fault: 'notPossible' });
    await answer(asked, (each) => each.choices[0]?.answer ?? '');
    expect((await apply(asked)).ok).toBe(true);
    expect(await addressesOf('Selma Vorlage')).toEqual(['selma.neu@nord.example']);
    expect(await undo(asked)).toEqual({ ok: true, value: [] });
    expect(await addressesOf('Selma Vorlage')).toEqual(['selma@nord.example']);

    const second = await preview('members', other);
    await answer(second, () => 'new');
    await apply(second);
    expect(await addressesOf('Selma Vorlage')).toEqual(['selma.neu@nord.example', 'selma@nord.example']);
    expect(await undo(second)).toEqual({ ok: true, value: [] });
    expect(await addressesOf('Selma Vorlage')).toEqual(['selma@nord.example']);
  });

  it('undo says whose address it leaves, because somebody has changed it since', async () => {
    const [one = ''] = await bodies();
    await apply(await preview('members', [MEMBERS, [one, 'Karl Nachher', 'Kammer Nord', 'karl@nord.example']]));
    const [header = [], ...rows] = await tableOf('members');
    const seat = rows.find((each) => each[header.indexOf('Name')] === 'Karl Nachher')?.[header.indexOf('Kennung')] ?? '';
    const id = await preview('members', [
      ['Kennung', 'E-Mail'],
      [seat, 'karl.neu@nord.example'],
    ]);
    await apply(id);
    await sql`update governance.person set email = 'karl.selbst@nord.example' where name = 'Karl Nachher'`.execute(db);
    expect(await undo(id)).toEqual({ ok: true, value: ['Karl Nachher'] });
    expect(await addressesOf('Karl Nachher')).toEqual(['karl.selbst@nord.example']);
  });

  const ORGANISATIONS = ['Name', 'Art', 'E-Mail', 'Ort'];
  it('of organisations in two towns is two organisations; one that moved or was renamed is asked about', async () => {
    const both = await preview('organisations', [
      ORGANISATIONS,
      ['Bildungshaus Muster', 'Bildung', 'kiel@bildung.example', '24103 Kiel'],
      ['Bildungshaus Muster', 'Bildung', 'bonn@bildung.example', '53113 Bonn'],
    ]);
    expect((await planOf(both)).rows.map((row) => row.action)).toEqual(['add', 'add']);
    await apply(both);
    const moved = await preview('organisations', [
      ORGANISATIONS,
      ['Bildungshaus Muster', 'Bildung', 'hh@bildung.example', '20095 Hamburg'],
      ['Bildungshaus Muster e. V.', 'Bildung', 'kiel@bildung.example', '24103 Kiel'],
    ]);
    const plan = await planOf(moved);
    expect(plan.rows.map((row) => [row.action, row.choices.length])).toEqual([
      ['ask', 3],
      ['ask', 2],
    ]);
  });

  it('the export of a record renames it by its id, wherever its name stands', async () => {
    const [header = [], first = []] = await tableOf('organisations');
    const row = first.map((cell, at) => (header[at] === 'Name' ? `${cell} e. V.` : cell));
    const id = await preview('organisations', [header, row]);
    expect((await planOf(id)).rows.map((each) => [each.action, each.changes.map((change) => change.column)])).toEqual([
      ['change', ['Name']],
    ]);
    expect((await apply(id)).ok).toBe(true);
    const { rows } = await sql<{
      title: string;
    }>`select title from editorial.standing where subject = ${first[header.indexOf('Kennung')]}`.execute(db);
    expect(rows[0]?.title).toBe(`${first[header.indexOf('Name')]} e. V.`);
    expect((await undo(id)).ok).toBe(true);
  });

  it('of two meetings on one day are two meetings at two hours', async () => {
    const [one = ''] = await bodies();
    const id = await preview('events', [
      ['Gremium', 'Datum', 'Beginn'],
      [one, '3.3.2031', '9:00'],
      [one, '3.3.2031', '14:00'],
    ]);
    expect((await planOf(id)).rows.map((row) => row.action)).toEqual(['add', 'add']);
  });
});

describe('what must not be misread in silence', () => {
  it('two digits of a year from 69 on are of the last century', async () => {
    const id = await preview('organisations', [
      ['Name', 'Art', 'E-Mail', 'Ort', 'Partner seit'],
      ['Verein Alt', 'Bildung', 'alt@verein.example', '24103 Kiel', '1.3.98'],
      ['Verein Neu', 'Bildung', 'neu@verein.example', '24103 Kiel', '1.3.27'],
    ]);
    const since = (await planOf(id)).rows.map((row) => row.changes.find((change) => change.column === 'Partner seit')?.after);
    expect(since).toEqual(['1998-03-01', '2027-03-01']);
  });

  it('"0 €" is free of charge', async () => {
    const [header = [], ...rows] = await tableOf('offers');
    const paid = rows.find((row) => /\d/.test(row[header.indexOf('Kosten')] ?? '')) ?? [];
    const id = await preview('offers', [
      ['Kennung', 'Kosten'],
      [paid[header.indexOf('Kennung')] ?? '', '0 €'],
    ]);
    expect((await planOf(id)).rows[0]?.changes[0]?.after).toBe('kostenfrei');
  });

  it('an hour that a spreadsheet keeps as a time is that hour', async () => {
    const { default: writeXlsx } = await import('write-excel-file/node');
    const time = { value: new Date(Date.UTC(1899, 11, 30, 9, 30)), type: Date, format: 'h:mm' };
    const sheet = [{ data: [[{ value: 'Beginn' }], [time]], sheet: 'Termine' }];
    const bytes = await writeXlsx(sheet as never).toBuffer();
    const read = await readTable(Buffer.from(bytes), 'zeiten.xlsx');
    expect(read.ok && read.value).toEqual([['Beginn'], ['09:30']]);
  });
});
