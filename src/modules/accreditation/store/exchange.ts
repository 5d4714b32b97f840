import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { currentActor } from '#platform/actor.ts';
import { HttpError } from '#platform/http/errors.ts';
import { change, may, permit } from '#modules/accounts/index.ts';
import type { AccreditationTables, ExchangeRow, ParticipationRow, QuestionRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccreditationTables>();

export async function insertExchange(db: Db, row: Omit<ExchangeRow, 'notes' | 'cancelled'>): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'exchange.manage', {}, { what: 'exchange.planned', kind: 'exchange', record: row.id });
    await tables(trx).insertInto('accreditation.exchange').values(row).execute();
  });
}

/** An exchange is run by whoever planned it, and by the office. */
export const mayRun = ({ created_by }: Pick<ExchangeRow, 'created_by'>): boolean => {
  const actor = currentActor();
  return may(actor, 'exchange.manage') && (created_by === actor.userId || may(actor, 'accreditation.decide'));
};

/** @throws HttpError 403 for whoever does not run it */
async function mustRun(db: Db, id: string): Promise<void> {
  permit('exchange.manage');
  const exchange = await exchangeById(db, id);
  if (exchange && !mayRun(exchange)) throw new HttpError(403);
}

export async function updateExchange(db: Db, id: string, values: Partial<Pick<ExchangeRow, 'notes' | 'cancelled'>>): Promise<void> {
  await mustRun(db, id);
  await tables(db).updateTable('accreditation.exchange').set(values).where('id', '=', id).execute();
}

export const exchangeById = (db: Db, id: string): Promise<ExchangeRow | undefined> =>
  tables(db).selectFrom('accreditation.exchange').selectAll().where('id', '=', id).executeTakeFirst();

/** Exchanges from a day on, the next first. */
export const exchangesFrom = (db: Db, day: string, asked: Asked): Promise<Page<ExchangeRow>> =>
  pageOf(db, tables(db).selectFrom('accreditation.exchange').selectAll().where('day', '>=', day).orderBy('day'), 'id', asked);

/** Exchanges before a day, the last one first. */
export const pastExchanges = (db: Db, day: string, asked: Asked): Promise<Page<ExchangeRow>> =>
  pageOf(db, tables(db).selectFrom('accreditation.exchange').selectAll().where('day', '<', day).orderBy('day', 'desc'), 'id', asked);

export const participantsOf = (db: Db, exchangeId: string): Promise<ParticipationRow[]> =>
  tables(db).selectFrom('accreditation.participation').selectAll().where('exchange_id', '=', exchangeId).orderBy('registered_at').execute();

export async function register(db: Db, row: Omit<ParticipationRow, 'attended'>): Promise<boolean> {
  permit('course.join');
  const inserted = await tables(db)
    .insertInto('accreditation.participation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('exchange_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function unregister(db: Db, exchangeId: string, consultantId: string): Promise<void> {
  permit('course.join');
  await tables(db)
    .deleteFrom('accreditation.participation')
    .where('exchange_id', '=', exchangeId)
    .where('consultant_id', '=', consultantId)
    .where('attended', 'is', null)
    .execute();
}

/** Who was there; everybody else who was registered was not. */
export async function saveAttended(db: Db, exchangeId: string, consultants: readonly string[]): Promise<void> {
  await inTransaction(db, async (trx) => {
    await mustRun(trx, exchangeId);
    await change(trx, 'exchange.manage', {}, { what: 'exchange.attendance', kind: 'exchange', record: exchangeId });
    await tables(trx)
      .updateTable('accreditation.participation')
      .set({ attended: sql<boolean>`consultant_id = any(${[...consultants]}::uuid[])` })
      .where('exchange_id', '=', exchangeId)
      .execute();
  });
}

export const questionsOf = (db: Db, exchangeId: string): Promise<QuestionRow[]> =>
  tables(db).selectFrom('accreditation.question').selectAll().where('exchange_id', '=', exchangeId).orderBy('at').execute();

export async function ask(db: Db, row: QuestionRow): Promise<void> {
  permit('course.join');
  await tables(db).insertInto('accreditation.question').values(row).execute();
}

export async function answerQuestion(db: Db, exchangeId: string, id: string, answer: string): Promise<void> {
  await mustRun(db, exchangeId);
  await tables(db)
    .updateTable('accreditation.question')
    .set({ answer })
    .where('id', '=', id)
    .where('exchange_id', '=', exchangeId)
    .execute();
}

/** Days of the exchanges that each of some people attended. */
export async function attendedDays(db: Db, consultants: readonly string[]): Promise<Map<string, string[]>> {
  if (consultants.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('accreditation.participation as p')
    .innerJoin('accreditation.exchange as e', 'e.id', 'p.exchange_id')
    .select(['p.consultant_id', 'e.day'])
    .where('p.consultant_id', 'in', [...consultants])
    .where('p.attended', '=', true)
    .where('e.cancelled', '=', false)
    .execute();
  return new Map([...Map.groupBy(rows, (row) => row.consultant_id)].map(([id, own]) => [id, own.map((row) => row.day)]));
}

export type DemoExchange = Omit<ExchangeRow, 'notes' | 'cancelled'>;
const DEMO = 'demo';

/** Enters the exchanges of the demo network; they know by whom they were planned. */
export async function insertDemoExchanges(db: Db, rows: readonly DemoExchange[]): Promise<void> {
  permit('data.import');
  if (rows.length > 0)
    await tables(db)
      .insertInto('accreditation.exchange')
      .values(rows.map((row) => ({ ...row, created_by: DEMO })))
      .execute();
}

export async function removeDemoExchanges(db: Db): Promise<void> {
  await tables(db).deleteFrom('accreditation.exchange').where('created_by', '=', DEMO).execute();
}
