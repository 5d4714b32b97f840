import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { WHOLE } from '#platform/lists.ts';
import { permitOne } from '../permit.ts';
import type { AccountsTables } from '../tables.ts';
import { joinRequestsOf } from './invitations.ts';
import { consentsOf, notificationsOf, preferencesOf } from './notifications.ts';
import { passkeysOf } from './people.ts';
import { sessionsOf } from './sessions.ts';

const tables = (db: Db) => db.withTables<AccountsTables>();

/** Accounts without a task that nobody has used since a moment. */
export async function removeIdleAccounts(db: Db, before: Date): Promise<number> {
  permitOne(['privacy.decide']);
  const result = await sql`delete from accounts."user" u where u."updatedAt" < ${before}
    and not exists (select 1 from accounts."grant" g where g.user_id = u.id)
    and not exists (select 1 from accounts.session s where s."userId" = u.id and s."updatedAt" >= ${before})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

export async function removeOldInvitations(db: Db, before: Date): Promise<number> {
  permitOne(['privacy.decide']);
  const result = await tables(db).deleteFrom('accounts.invitation').where('expires_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function removeInvitationsTo(db: Db, email: string): Promise<void> {
  permitOne(['privacy.decide']);
  await tables(db).deleteFrom('accounts.invitation').where('email', '=', email.toLowerCase()).execute();
}

export async function removeOldNotices(db: Db, before: Date): Promise<number> {
  permitOne(['privacy.decide']);
  const result = await tables(db).deleteFrom('accounts.notification').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** What an account consists of besides itself and its roles: for whoever wants to take it along. */
export async function accountData(db: Db, userId: string): Promise<{ id: string; title: string; rows: Record<string, unknown>[] }[]> {
  const [sessions, passkeys, preferences, notices, joins, consents] = await Promise.all([
    sessionsOf(db, userId),
    passkeysOf(db, userId),
    preferencesOf(db, userId),
    notificationsOf(db, userId, WHOLE),
    joinRequestsOf(db, userId),
    consentsOf(db, userId),
  ]);
  const rows = (list: readonly object[]) => list.map((each) => ({ ...each }));
  return [
    { id: 'sessions', title: 'Anmeldungen', rows: rows(sessions) },
    { id: 'passkeys', title: 'Passkeys', rows: rows(passkeys) },
    { id: 'preferences', title: 'Mitteilungen: Wünsche', rows: [...preferences].map(([kind, rhythm]) => ({ kind, rhythm })) },
    { id: 'notices', title: 'Mitteilungen', rows: rows(notices.rows) },
    { id: 'joinRequests', title: 'Bitten um Mitarbeit', rows: rows(joins) },
    { id: 'consents', title: 'Einwilligungen', rows: rows(consents) },
  ];
}
