import type { Db } from '#platform/database/index.ts';
import type { BodyRow, GovernanceTables, MembershipRow, PersonRow } from '../tables.ts';

export const tables = (db: Db) => db.withTables<GovernanceTables>();

export const listBodies = (db: Db): Promise<BodyRow[]> => tables(db).selectFrom('governance.body').selectAll().orderBy('name').execute();

export const bodyBySlug = async (db: Db, slug: string): Promise<BodyRow | undefined> =>
  !/^[a-z0-9-]{1,200}$/.test(slug)
    ? undefined
    : tables(db).selectFrom('governance.body').selectAll().where('slug', '=', slug).executeTakeFirst();

export const bodyById = (db: Db, id: string): Promise<BodyRow | undefined> =>
  tables(db).selectFrom('governance.body').selectAll().where('id', '=', id).executeTakeFirst();

export async function insertBody(db: Db, body: BodyRow): Promise<void> {
  await tables(db).insertInto('governance.body').values(body).execute();
}

export async function updateBody(db: Db, id: string, change: Partial<Omit<BodyRow, 'id' | 'slug' | 'created_at'>>): Promise<void> {
  await tables(db).updateTable('governance.body').set(change).where('id', '=', id).execute();
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

export async function insertMembership(db: Db, membership: MembershipRow): Promise<void> {
  await tables(db).insertInto('governance.membership').values(membership).execute();
}

export async function endMembership(db: Db, id: string, day: string, now: Date): Promise<void> {
  await tables(db).updateTable('governance.membership').set({ to_day: day, updated_at: now }).where('id', '=', id).execute();
}

export const listPersons = (db: Db, limit = 2000): Promise<PersonRow[]> =>
  tables(db).selectFrom('governance.person').selectAll().orderBy('name').limit(limit).execute();

export const personById = (db: Db, id: string): Promise<PersonRow | undefined> =>
  tables(db).selectFrom('governance.person').selectAll().where('id', '=', id).executeTakeFirst();

export async function personsByIds(db: Db, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('governance.person')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export const personByName = (db: Db, name: string): Promise<PersonRow | undefined> =>
  tables(db)
    .selectFrom('governance.person')
    .selectAll()
    .where((where) => where(where.fn<string>('lower', ['name']), '=', name.toLowerCase()))
    .executeTakeFirst();

export async function insertPerson(db: Db, person: PersonRow): Promise<void> {
  await tables(db).insertInto('governance.person').values(person).execute();
}

export async function updatePerson(db: Db, id: string, change: Partial<Omit<PersonRow, 'id' | 'created_at'>>): Promise<void> {
  await tables(db).updateTable('governance.person').set(change).where('id', '=', id).execute();
}

export const listMemberships = (db: Db): Promise<MembershipRow[]> =>
  tables(db).selectFrom('governance.membership').selectAll().orderBy('id').execute();
