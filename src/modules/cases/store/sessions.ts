import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { change, permitOne } from '#modules/accounts/index.ts';
import type { HeldThatDay } from '../plausible.ts';
import type { CaseRow, CasesTables, SessionRow } from '../tables.ts';
import { mayWork, placeOf } from './cases.ts';

const tables = (db: Db) => db.withTables<CasesTables>();

/** The consultant whose working day a session in this case is part of; null where several people share the case. */
export const holderOf = (row: Pick<CaseRow, 'owner_scope' | 'owner'>): string | null =>
  row.owner_scope === 'consultant' ? row.owner : null;

/**
 * A case as it stands now and stays until the transaction ends: whoever enters a second session waits for the first.
 * Undefined where it is gone. @throws HttpError 403 for whoever does not look after it now
 */
export async function lockCase(trx: Db, id: string): Promise<{ row: CaseRow; sessions: SessionRow[] } | undefined> {
  const row = await tables(trx).selectFrom('cases.case_file').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return undefined;
  permitOne(['case.work', placeOf(row)]);
  const sessions = await tables(trx).selectFrom('cases.session').selectAll().where('case_id', '=', id).orderBy('day').execute();
  return { row, sessions };
}

/**
 * What is entered for a day in a case, and in all other cases for the same consultant. Until the transaction ends nobody
 * else enters anything for this consultant's day: two sessions sent at the same moment are added up one after the other.
 */
export async function lockDay(trx: Db, row: CaseRow, day: string): Promise<HeldThatDay[]> {
  const holder = holderOf(row);
  if (holder) await sql`select pg_advisory_xact_lock(hashtextextended(${`cases day ${holder} ${day}`}, 0))`.execute(trx);
  const rows = await tables(trx)
    .selectFrom('cases.session as session')
    .innerJoin('cases.case_file as file', 'file.id', 'session.case_id')
    .select(['file.id', 'file.company', 'file.owner_scope', 'file.owner'])
    .select((select) => select.fn.sum<number>('session.minutes').as('minutes'))
    .where('session.day', '=', day)
    .where((where) => where.or([where('file.id', '=', row.id), ...(holder ? [where('session.held_by', '=', holder)] : [])]))
    .groupBy(['file.id', 'file.company', 'file.owner_scope', 'file.owner'])
    .orderBy('file.id')
    .execute();
  return rows.map((held) => ({
    minutes: Number(held.minutes),
    isThisCase: held.id === row.id,
    // A case that was handed on is somebody else's: its company stays unnamed.
    company: mayWork(held) && held.company !== '' ? held.company : undefined,
  }));
}

export async function insertSession(trx: Db, row: CaseRow, session: SessionRow): Promise<void> {
  permitOne(['case.work', placeOf(row)]);
  await tables(trx).insertInto('cases.session').values(session).execute();
}

/** Leaves in the trail that a work phase was closed before its time; the reason itself stays with the session. */
export const auditClosedEarly = (trx: Db, row: CaseRow, { sprint_since, day }: SessionRow): Promise<void> =>
  change(trx, 'case.work', placeOf(row), { what: 'case.closedEarly', kind: 'case', record: row.id, details: { since: sprint_since, day } });
