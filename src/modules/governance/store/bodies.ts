import { type Db, inTransaction } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import type { BodyRow, GovernanceTables, MembershipRow, PersonRow } from '../tables.ts';
import { change, permit } from '#modules/accounts/index.ts';
import { changeBody } from './guard.ts';
import { personsByIds } from './persons.ts';

export const tables = (db: Db) => db.withTables<GovernanceTables>();

export const listBodies = (db: Db): Promise<BodyRow[]> => tables(db).selectFrom('governance.body').selectAll().orderBy('name').execute();

/** Names of bodies by their ids. */
export async function bodyNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('governance.body')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export const bodyBySlug = async (db: Db, slug: string): Promise<BodyRow | undefined> =>
  !/^[a-z0-9-]{1,200}$/.test(slug)
    ? undefined
    : tables(db).selectFrom('governance.body').selectAll().where('slug', '=', slug).executeTakeFirst();

export const bodyById = (db: Db, id: string): Promise<BodyRow | undefined> =>
  tables(db).selectFrom('governance.body').selectAll().where('id', '=', id).executeTakeFirst();

export function insertBody(db: Db, body: BodyRow): Promise<void> {
  return inTransaction(db, async (trx) => {
    await change(trx, 'body.found', {}, { what: 'body.founded', kind: 'body', record: body.id });
    await tables(trx).insertInto('governance.body').values(body).execute();
  });
}

export function updateBody(db: Db, id: string, change: Partial<Omit<BodyRow, 'id' | 'slug' | 'created_at'>>): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeBody(trx, id, 'body.changed');
    await tables(trx).updateTable('governance.body').set(change).where('id', '=', id).execute();
  });
}

export interface Member extends MembershipRow {
  person: PersonRow | null;
}

/** Members of a body, current ones first, then by role. */
export async function membersOf(db: Db, bodyId: string): Promise<Member[]> {
  const rows = await tables(db)
    .selectFrom('governance.membership')
    .selectAll()
    .where('body_id', '=', bodyId)
    .orderBy('to_day', (order) => order.desc().nullsFirst())
    .orderBy('role')
    .execute();
  const persons = await personsByIds(
    db,
    rows.flatMap((row) => row.person_id ?? []),
  );
  return rows.map((row) => ({ ...row, person: row.person_id ? (persons.get(row.person_id) ?? null) : null }));
}

/** Who of a body gets its letters, and who has no address for them; whoever left gets none. */
export async function receiversOf(db: Db, bodyId: string, today: string): Promise<{ reached: Member[]; unreached: Member[] }> {
  const current = (await membersOf(db, bodyId)).filter(({ person, to_day }) => person && (to_day === null || to_day >= today));
  // Somebody with two roles is one person, and gets one letter.
  const members = [...new Map(current.toReversed().map((member) => [member.person_id, member])).values()].toReversed();
  return { reached: members.filter(({ person }) => person?.email), unreached: members.filter(({ person }) => !person?.email) };
}

/** Whoever keeps the minutes first, then whoever leads: the words are free, as in the minutes that they come from. */
const LEADS = [/schriftf|protokoll|sekret/i, /vorsitz|leit|sprech|moderat/i];

/** Where each body is reached: the address of its secretary, else of its chair. Bodies without one are missing. */
export async function bodyAddresses(db: Db): Promise<Map<string, string>> {
  const rows = await tables(db)
    .selectFrom('governance.membership')
    .innerJoin('governance.person', 'governance.person.id', 'governance.membership.person_id')
    .select(['governance.membership.body_id', 'governance.membership.role', 'governance.person.email'])
    .where('governance.person.email', 'is not', null)
    .where('governance.membership.to_day', 'is', null)
    .orderBy('governance.membership.created_at')
    .execute();
  const found = new Map<string, string>();
  for (const pattern of LEADS)
    for (const { body_id, role, email } of rows) if (email && !found.has(body_id) && pattern.test(role ?? '')) found.set(body_id, email);
  return found;
}

export function insertMembership(db: Db, membership: MembershipRow): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeBody(trx, membership.body_id, 'body.memberAdded');
    await tables(trx).insertInto('governance.membership').values(membership).execute();
  });
}

export function endMembership(db: Db, id: string, day: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const ended = await tables(trx)
      .updateTable('governance.membership')
      .set({ to_day: day, updated_at: now })
      .where('id', '=', id)
      .returning('body_id')
      .executeTakeFirst();
    // Refused after the fact is refused all the same: the transaction is undone.
    if (ended) await changeBody(trx, ended.body_id, 'body.memberEnded');
  });
}

export const listMemberships = (db: Db): Promise<MembershipRow[]> =>
  tables(db).selectFrom('governance.membership').selectAll().orderBy('id').execute();

/** Takes memberships away again: the undo of an import. */
export async function removeMemberships(db: Db, ids: readonly string[]): Promise<void> {
  permit('data.import');
  for (const portion of inPortions(ids)) await tables(db).deleteFrom('governance.membership').where('id', 'in', portion).execute();
}

/** Changes some fields of a membership: what an import may do. */
export async function changeMembership(db: Db, id: string, values: Partial<Omit<MembershipRow, 'id' | 'created_at'>>): Promise<void> {
  permit('data.import');
  await tables(db).updateTable('governance.membership').set(values).where('id', '=', id).execute();
}
