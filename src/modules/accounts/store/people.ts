import { sql } from 'kysely';
import type { Grant } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { type Asked, mapPage, type Page, pageOf } from '#platform/lists.ts';
import { permitOne } from '../permit.ts';
import type { Role } from '../roles.ts';
import type { AccountsTables, GrantRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccountsTables>();

export interface Person {
  id: string;
  name: string;
  email: string;
  locale: 'de' | 'en';
  hasTotp: boolean;
  isBlocked: boolean;
  createdAt: Date;
}

const toPerson = (row: AccountsTables['accounts.user']): Person => ({
  id: row.id,
  name: row.name,
  email: row.email,
  locale: row.locale,
  hasTotp: row.twoFactorEnabled === true,
  isBlocked: row.blocked_at !== null,
  createdAt: row.createdAt,
});

export async function personById(db: Db, id: string): Promise<Person | undefined> {
  const row = await tables(db).selectFrom('accounts.user').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPerson(row);
}

export async function personByEmail(db: Db, email: string): Promise<Person | undefined> {
  const row = await tables(db).selectFrom('accounts.user').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst();
  return row && toPerson(row);
}

export async function peopleByIds(db: Db, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('accounts.user')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, toPerson(row)]));
}

/** Accounts by name, for the office. */
export async function listPeople(db: Db, search: string, asked: Asked): Promise<Page<Person>> {
  const pattern = `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const found = tables(db)
    .selectFrom('accounts.user')
    .selectAll()
    .where((where) => where.or([where('name', 'ilike', pattern), where('email', 'ilike', pattern)]))
    .orderBy('name');
  return mapPage(await pageOf(db, found, 'id', asked), toPerson);
}

/** Accounts after the last one that was read. */
export async function peopleAfter(db: Db, after: string, limit: number): Promise<Person[]> {
  const rows = await tables(db).selectFrom('accounts.user').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute();
  return rows.map(toPerson);
}

export async function savePerson(db: Db, id: string, values: { name?: string; locale?: 'de' | 'en' }): Promise<void> {
  await tables(db)
    .updateTable('accounts.user')
    .set({ ...values, updatedAt: new Date() })
    .where('id', '=', id)
    .execute();
}

export async function setBlocked(db: Db, id: string, at: Date | null): Promise<void> {
  await tables(db).updateTable('accounts.user').set({ blocked_at: at }).where('id', '=', id).execute();
}

/** An account for an address that somebody vouches for (the command line, an accepted invitation). */
export async function insertPerson(db: Db, person: { id: string; name: string; email: string; at: Date }): Promise<void> {
  const { id, name, at } = person;
  await tables(db)
    .insertInto('accounts.user')
    .values({
      id,
      name,
      email: person.email.toLowerCase(),
      emailVerified: true,
      twoFactorEnabled: false,
      createdAt: at,
      updatedAt: at,
      locale: 'de',
      blocked_at: null,
    })
    .execute();
}

export async function removePerson(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom('accounts.user').where('id', '=', id).execute();
}

/** The password's hash; undefined where none was set. */
export async function passwordOf(db: Db, userId: string): Promise<string | undefined> {
  const row = await tables(db)
    .selectFrom('accounts.account')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? undefined;
}

export async function savePassword(db: Db, userId: string, hash: string, id: string, at: Date): Promise<void> {
  const updated = await tables(db)
    .updateTable('accounts.account')
    .set({ password: hash, updatedAt: at } as never)
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  if (Number(updated.numUpdatedRows) > 0) return;
  await tables(db)
    .insertInto('accounts.account')
    .values({ id, userId, accountId: userId, providerId: 'credential', password: hash, createdAt: at, updatedAt: at } as never)
    .execute();
}

export async function removePassword(db: Db, userId: string): Promise<void> {
  await tables(db).deleteFrom('accounts.account').where('userId', '=', userId).where('providerId', '=', 'credential').execute();
}

/** Takes the authenticator and its recovery codes away. */
export async function removeTotp(db: Db, userId: string): Promise<void> {
  await tables(db).deleteFrom('accounts.twoFactor').where('userId', '=', userId).execute();
  await tables(db).updateTable('accounts.user').set({ twoFactorEnabled: false }).where('id', '=', userId).execute();
}

/** Takes a set-up away that was begun and never confirmed. */
export async function removeUnconfirmedTotp(db: Db, userId: string): Promise<void> {
  const person = await personById(db, userId);
  if (person && !person.hasTotp) await removeTotp(db, userId);
}

/** Takes away everything by which somebody could sign in besides the mailbox: one of them may be a stranger's. */
export async function removeFactors(db: Db, userId: string): Promise<void> {
  await removeTotp(db, userId);
  await removeAllButTotp(db, userId);
}

/** Takes away passkeys and the password. */
export async function removeAllButTotp(db: Db, userId: string): Promise<void> {
  await tables(db).deleteFrom('accounts.passkey').where('userId', '=', userId).execute();
  await removePassword(db, userId);
}

/** What signs somebody in besides the mailbox. */
export async function factorsOf(db: Db, userId: string): Promise<{ hasTotp: boolean; hasPassword: boolean; passkeys: number }> {
  const [person, password, passkeys] = await Promise.all([personById(db, userId), passwordOf(db, userId), passkeysOf(db, userId)]);
  return { hasTotp: person?.hasTotp ?? false, hasPassword: password !== undefined, passkeys: passkeys.length };
}

export const passkeysOf = (db: Db, userId: string) =>
  tables(db)
    .selectFrom('accounts.passkey')
    .select(['id', 'name', 'createdAt', 'backedUp'])
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .execute();

export async function removePasskey(db: Db, userId: string, id: string): Promise<boolean> {
  const result = await tables(db).deleteFrom('accounts.passkey').where('userId', '=', userId).where('id', '=', id).executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}

export async function grantsOf(db: Db, userId: string): Promise<Grant[]> {
  const rows = await tables(db)
    .selectFrom('accounts.grant')
    .select(['role', 'scope', 'scope_id'])
    .where('user_id', '=', userId)
    .orderBy('granted_at')
    .execute();
  return rows.map((row) => ({ role: row.role, scope: row.scope, id: row.scope_id }));
}

/** The roles of several people, each person's since when first. */
export async function grantsOfAll(db: Db, userIds: readonly string[]): Promise<Map<string, Role[]>> {
  const rows = await tables(db)
    .selectFrom('accounts.grant')
    .select(['user_id', 'role'])
    .where('user_id', '=', sql<string>`any(${[...userIds]}::uuid[])`)
    .orderBy('granted_at')
    .execute();
  const grouped = Map.groupBy(rows, (row) => row.user_id);
  return new Map([...grouped].map(([id, own]) => [id, own.map(({ role }) => role)]));
}

export async function insertGrant(db: Db, grant: GrantRow): Promise<boolean> {
  const result = await tables(db)
    .insertInto('accounts.grant')
    .values(grant)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) > 0;
}

export const grantById = (db: Db, id: string): Promise<GrantRow | undefined> =>
  tables(db).selectFrom('accounts.grant').selectAll().where('id', '=', id).executeTakeFirst();

export async function removeGrant(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom('accounts.grant').where('id', '=', id).execute();
}

/** Who has which role at a place, since when first. */
export const grantsAt = (db: Db, scope: GrantRow['scope'], scopeId: string | null, asked: Asked): Promise<Page<GrantRow>> => {
  const query = tables(db).selectFrom('accounts.grant').selectAll().where('scope', '=', scope);
  const here = scopeId === null ? query.where('scope_id', 'is', null) : query.where('scope_id', '=', scopeId);
  return pageOf(db, here.orderBy('granted_at'), 'id', asked);
};

/** The accounts that have one of some roles at a place. */
export async function holdersOf(db: Db, roles: readonly Role[], scopeId: string | null): Promise<string[]> {
  const query = tables(db)
    .selectFrom('accounts.grant')
    .select('user_id')
    .distinct()
    .where('role', 'in', [...roles]);
  const rows = await (scopeId === null ? query.where('scope_id', 'is', null) : query.where('scope_id', '=', scopeId)).execute();
  return rows.map((row) => row.user_id);
}

/** Everybody who has one of some roles, wherever. */
export async function allHolders(db: Db, roles: readonly Role[]): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('accounts.grant')
    .select('user_id')
    .distinct()
    .where('role', 'in', [...roles])
    .execute();
  return rows.map((row) => row.user_id);
}

/** Whether somebody administers the platform already. */
export const hasAdministrator = async (db: Db): Promise<boolean> => (await holdersOf(db, ['administrator'], null)).length > 0;

const ADMINISTRATORS_LOCK = 4_227_014;

/**
 * Whether somebody else could still administer the platform without this account. Whoever takes an administrator away
 * (the role, the account, its use) asks this first, in the same transaction: two who do it to each other stand in line.
 */
export async function leavesAdministrator(trx: Trx, without: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${ADMINISTRATORS_LOCK})`.execute(trx);
  const held = tables(trx as Db)
    .selectFrom('accounts.grant')
    .innerJoin('accounts.user', 'accounts.user.id', 'accounts.grant.user_id')
    .where('accounts.grant.role', '=', 'administrator')
    .where('accounts.user.blocked_at', 'is', null);
  // Who holds the role without a second step cannot use it: it waits for an invitation that nobody could send.
  const others = await held
    .select('accounts.grant.id')
    .where('user_id', '!=', without)
    .where((where) =>
      where.or([
        where('accounts.user.twoFactorEnabled', '=', true),
        where.exists(
          where.selectFrom('accounts.passkey').select('accounts.passkey.id').whereRef('accounts.passkey.userId', '=', 'accounts.user.id'),
        ),
      ]),
    )
    .executeTakeFirst();
  if (others) return true;
  return (await held.select('accounts.grant.id').where('user_id', '=', without).executeTakeFirst()) === undefined;
}

/** Ends all roles at a place: an organisation has left. */
export async function endAllGrants(db: Db, scope: GrantRow['scope'], scopeId: string): Promise<void> {
  permitOne(['membership.leave', { [scope]: scopeId }], ['roles.grant']);
  await tables(db).deleteFrom('accounts.grant').where('scope', '=', scope).where('scope_id', '=', scopeId).execute();
}
