import type { Generated, Selectable } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { change } from '#modules/accounts/index.ts';

interface PledgeTable {
  id: string;
  organisation_id: string;
  year: number;
  kind: 'money' | 'other';
  amount: number | null;
  what: string;
  due_on: string;
  note: string;
  given_on: Generated<string | null>;
  withdrawn_on: Generated<string | null>;
  created_at: Date;
}
export interface ReceiptRow {
  id: string;
  pledge_id: string;
  day: string;
  amount: number;
  note: string;
}
export interface ReminderRow {
  id: string;
  pledge_id: string;
  at: Date;
  recipient: string;
}
export interface LineRow {
  id: string;
  year: number;
  title: string;
  planned: number;
  spent: number;
  note: string;
}
export type PledgeRow = Selectable<PledgeTable>;
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type MeansTables = { 'means.pledge': PledgeTable; 'means.receipt': ReceiptRow; 'means.reminder': ReminderRow; 'means.line': LineRow };
const tables = (db: Db) => db.withTables<MeansTables>();

/** A change to the means, in the audit trail. @throws HttpError 403 */
const changing = (db: Db, what: string, record: string, work: (trx: Db) => Promise<unknown>): Promise<void> =>
  inTransaction(db, async (trx) => {
    await change(trx, 'means.keep', {}, { what, kind: 'means', record });
    await work(trx);
  });

export const pledgesOf = (db: Db, year: number): Promise<PledgeRow[]> =>
  tables(db).selectFrom('means.pledge').selectAll().where('year', '=', year).orderBy('due_on').orderBy('id').execute();
/** Pledges whose day has passed and that were not withdrawn, the oldest first. */
export const pledgesDueBefore = (db: Db, day: string): Promise<PledgeRow[]> =>
  tables(db).selectFrom('means.pledge').selectAll().where('due_on', '<', day).where('withdrawn_on', 'is', null).orderBy('due_on').execute();
export const pledgeById = (db: Db, id: string): Promise<PledgeRow | undefined> =>
  tables(db).selectFrom('means.pledge').selectAll().where('id', '=', id).executeTakeFirst();
export async function yearsOf(db: Db): Promise<number[]> {
  const [pledges, lines] = await Promise.all([
    tables(db).selectFrom('means.pledge').select('year').distinct().execute(),
    tables(db).selectFrom('means.line').select('year').distinct().execute(),
  ]);
  return [...new Set([...pledges, ...lines].map((row) => row.year))].toSorted((a, b) => b - a);
}
export const receiptsOf = (db: Db, pledges: readonly string[]): Promise<ReceiptRow[]> =>
  pledges.length === 0
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('means.receipt')
        .selectAll()
        .where('pledge_id', 'in', [...pledges])
        .orderBy('day')
        .execute();
export const remindersOf = (db: Db, pledge: string): Promise<ReminderRow[]> =>
  tables(db).selectFrom('means.reminder').selectAll().where('pledge_id', '=', pledge).orderBy('at', 'desc').execute();
export const linesOf = (db: Db, year: number): Promise<LineRow[]> =>
  tables(db).selectFrom('means.line').selectAll().where('year', '=', year).orderBy('title').execute();

/** @throws HttpError 403 */
export const insertPledge = (db: Db, row: Omit<PledgeRow, 'given_on' | 'withdrawn_on'>): Promise<void> =>
  changing(db, 'means.pledged', row.id, (trx) => tables(trx).insertInto('means.pledge').values(row).execute());
/** @throws HttpError 403 */
export const changePledge = (db: Db, id: string, values: Partial<Pick<PledgeRow, 'given_on' | 'withdrawn_on'>>): Promise<void> =>
  changing(db, 'means.changed', id, (trx) => tables(trx).updateTable('means.pledge').set(values).where('id', '=', id).execute());
/** @throws HttpError 403 */
export const insertReceipt = (db: Db, row: ReceiptRow): Promise<void> =>
  changing(db, 'means.received', row.pledge_id, (trx) => tables(trx).insertInto('means.receipt').values(row).execute());
/** @throws HttpError 403 */
export const removeReceipt = (db: Db, pledge: string, id: string): Promise<void> =>
  changing(db, 'means.receiptRemoved', pledge, (trx) =>
    tables(trx).deleteFrom('means.receipt').where('id', '=', id).where('pledge_id', '=', pledge).execute(),
  );
/** @throws HttpError 403 */
export const insertReminder = (trx: Db, row: ReminderRow): Promise<void> =>
  changing(trx, 'means.reminded', row.pledge_id, (each) => tables(each).insertInto('means.reminder').values(row).execute());
/** Enters a line of the budget, or changes the one of the same title and year. @throws HttpError 403 */
export const saveLine = (db: Db, row: LineRow): Promise<void> =>
  changing(db, 'means.line', row.id, (trx) =>
    tables(trx)
      .insertInto('means.line')
      .values(row)
      .onConflict((conflict) => conflict.columns(['year', 'title']).doUpdateSet({ planned: row.planned, spent: row.spent, note: row.note }))
      .execute(),
  );
/** @throws HttpError 403 */
export const removeLine = (db: Db, id: string): Promise<void> =>
  changing(db, 'means.lineRemoved', id, (trx) => tables(trx).deleteFrom('means.line').where('id', '=', id).execute());
