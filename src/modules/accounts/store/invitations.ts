import { sql } from 'kysely';
import type { ScopeKind } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import type { AccountsTables, InvitationRow, JoinRequestRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccountsTables>();

export async function insertInvitation(db: Db, row: InvitationRow): Promise<void> {
  await tables(db).insertInto('accounts.invitation').values(row).execute();
}

export async function invitationById(db: Db, id: string, lock = false): Promise<InvitationRow | undefined> {
  const query = tables(db).selectFrom('accounts.invitation').selectAll().where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function saveInvitation(db: Db, id: string, values: { accepted_at?: Date; revoked_at?: Date }): Promise<void> {
  await tables(db).updateTable('accounts.invitation').set(values).where('id', '=', id).execute();
}

const openAt = (db: Db, scope: ScopeKind, scopeId: string | null, now: Date) => {
  const query = tables(db)
    .selectFrom('accounts.invitation')
    .where('scope', '=', scope)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
  return scopeId === null ? query.where('scope_id', 'is', null) : query.where('scope_id', '=', scopeId);
};

/** Open invitations to a place, the newest first. */
export const openInvitations = (db: Db, scope: ScopeKind, scopeId: string | null, now: Date, asked: Asked): Promise<Page<InvitationRow>> =>
  pageOf(db, openAt(db, scope, scopeId, now).selectAll().orderBy('created_at', 'desc'), 'id', asked);

/** Whether an address is invited to a place already. */
export async function isInvited(db: Db, email: string, scope: ScopeKind, scopeId: string, now: Date): Promise<boolean> {
  const row = await openAt(db, scope, scopeId, now).select('id').where('email', '=', email).executeTakeFirst();
  return row !== undefined;
}

/** Holds a place until the end of the transaction: invitations to it are written one after the other. */
export async function lockPlace(trx: Trx, scope: ScopeKind, scopeId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`invite ${scope} ${scopeId}`}, 0))`.execute(trx);
}

export async function countOpen(db: Db, scope: ScopeKind, scopeId: string | null, now: Date): Promise<number> {
  const row = await openAt(db, scope, scopeId, now)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** False where the same person's request is open already. */
export async function insertJoinRequest(db: Db, row: JoinRequestRow): Promise<boolean> {
  const result = await tables(db)
    .insertInto('accounts.join_request')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) > 0;
}

export async function joinRequestById(db: Db, id: string, lock = false): Promise<JoinRequestRow | undefined> {
  const query = tables(db).selectFrom('accounts.join_request').selectAll().where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function saveJoinRequest(
  db: Db,
  id: string,
  values: Pick<JoinRequestRow, 'state' | 'decided_at' | 'decided_by'>,
): Promise<void> {
  await tables(db).updateTable('accounts.join_request').set(values).where('id', '=', id).execute();
}

/** Who asks to work at a place, who has waited longest first. */
export const openJoinRequests = (db: Db, scope: ScopeKind, scopeId: string, asked: Asked): Promise<Page<JoinRequestRow>> => {
  const open = tables(db)
    .selectFrom('accounts.join_request')
    .selectAll()
    .where('scope', '=', scope)
    .where('scope_id', '=', scopeId)
    .where('state', '=', 'open')
    .orderBy('created_at');
  return pageOf(db, open, 'id', asked);
};

/** All open requests to join, the oldest first: for the office. */
export const allJoinRequests = (db: Db, asked: Asked): Promise<Page<JoinRequestRow>> =>
  pageOf(db, tables(db).selectFrom('accounts.join_request').selectAll().where('state', '=', 'open').orderBy('created_at'), 'id', asked);

export const joinRequestsOf = (db: Db, userId: string): Promise<JoinRequestRow[]> =>
  tables(db).selectFrom('accounts.join_request').selectAll().where('user_id', '=', userId).orderBy('created_at', 'desc').execute();
