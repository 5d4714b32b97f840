import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { AccountsTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccountsTables>();

export async function markSession(db: Db, token: string, method: string, strongAt: Date | null): Promise<void> {
  await tables(db)
    .updateTable('accounts.session')
    .set({ method, ...(strongAt ? { strong_at: strongAt } : {}) })
    .where('token', '=', token)
    .execute();
  // When the account was last used: what nobody uses for years is deleted.
  await sql`update accounts."user" set "updatedAt" = now() where id = (select "userId" from accounts.session where token = ${token})`.execute(
    db,
  );
}

export interface SessionView {
  id: string;
  began: Date;
  touched: Date;
  userAgent: string;
  method: string;
  isStrong: boolean;
}

const toView = (row: AccountsTables['accounts.session']): SessionView => ({
  id: row.id,
  began: row.createdAt,
  touched: row.updatedAt,
  userAgent: row.userAgent ?? '',
  method: row.method,
  isStrong: row.strong_at !== null,
});

export async function sessionById(db: Db, id: string): Promise<SessionView | undefined> {
  const row = await tables(db).selectFrom('accounts.session').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toView(row);
}

/** What a session has shown is gone: it has to show a second factor anew. */
export async function weakenSession(db: Db, id: string): Promise<void> {
  await tables(db).updateTable('accounts.session').set({ strong_at: null }).where('id', '=', id).execute();
}

/** The sessions of an account, the last used first. */
export async function sessionsOf(db: Db, userId: string): Promise<SessionView[]> {
  const rows = await tables(db)
    .selectFrom('accounts.session')
    .selectAll()
    .where('userId', '=', userId)
    .where('expiresAt', '>', new Date())
    .orderBy('updatedAt', 'desc')
    .execute();
  return rows.map(toView);
}

/** Ends one session of an account, or all but one. Only ever the account's own. */
export async function endSessions(db: Db, userId: string, which: { id: string } | { except: string } | 'all'): Promise<number> {
  let query = tables(db).deleteFrom('accounts.session').where('userId', '=', userId);
  if (which !== 'all') query = 'id' in which ? query.where('id', '=', which.id) : query.where('id', '!=', which.except);
  const result = await query.executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** The session that a token belongs to. */
export const sessionByToken = (db: Db, token: string): Promise<{ id: string; userId: string } | undefined> =>
  tables(db).selectFrom('accounts.session').select(['id', 'userId']).where('token', '=', token).executeTakeFirst();

/** Sign-in remains that nobody needs any more. */
export async function removeExpiredSessions(db: Db, now: Date): Promise<number> {
  const sessions = await tables(db).deleteFrom('accounts.session').where('expiresAt', '<', now).executeTakeFirst();
  const links = await tables(db).deleteFrom('accounts.verification').where('expiresAt', '<', now).executeTakeFirst();
  return Number(sessions.numDeletedRows) + Number(links.numDeletedRows);
}
