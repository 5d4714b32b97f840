import type { Db } from '#platform/database/index.ts';
import type { AccountsTables, FirstFactorRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccountsTables>();

export async function insertFirstFactor(db: Db, row: FirstFactorRow): Promise<void> {
  await tables(db).insertInto('accounts.first_factor').values(row).execute();
}

/** Hands what a link opens to the session that was begun with it. */
export async function bindFirstFactor(db: Db, linkHash: string, sessionId: string): Promise<void> {
  await tables(db)
    .updateTable('accounts.first_factor')
    .set({ session_id: sessionId, link_hash: null })
    .where('link_hash', '=', linkHash)
    .execute();
}

export async function hasFirstFactor(db: Db, userId: string, sessionId: string, now: Date): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('accounts.first_factor')
    .select('id')
    .where('user_id', '=', userId)
    .where('session_id', '=', sessionId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

export async function removeFirstFactors(db: Db, userId: string): Promise<void> {
  await tables(db).deleteFrom('accounts.first_factor').where('user_id', '=', userId).execute();
}
