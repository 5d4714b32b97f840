import { sql } from 'kysely';
import { currentActor } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { HttpError } from '#platform/http/errors.ts';
import { inPortions } from '#platform/rows.ts';
import { may, permit, placesOf, refusalOf } from '#modules/accounts/index.ts';
import type { GovernanceTables, PersonRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<GovernanceTables>();

const persons = (db: Db) => tables(db).selectFrom('governance.person').selectAll().orderBy('name');

export const listPersons = (db: Db): Promise<PersonRow[]> => persons(db).orderBy('id').execute();

/** Everybody who did not agree to be named in public, however many they are. */
export async function namesToHide(db: Db): Promise<{ name: string; organisation: string | null; role: null; isPublic: false }[]> {
  const rows = await tables(db)
    .selectFrom('governance.person')
    .select(['name', 'organisation'])
    .where('kind', '=', 'person')
    .where('public_since', 'is', null)
    .execute();
  return rows.map((row) => ({ ...row, role: null, isPublic: false }));
}

/** Who has to do with which body: its members, who was there, who is responsible for what it agreed. */
const TIES = sql<{ person_id: string; body_id: string }>`(
  select person_id, body_id from governance.membership
  union select a.person_id, m.body_id from governance.attendance a join governance.meeting m on m.id = a.meeting_id
  union select r.person_id, g.body_id from governance.responsible r join governance.agreement g on g.id = r.agreement_id
)`.as('ties');

const personsOf = (db: Db, bodies: readonly string[]) =>
  persons(db).where('id', 'in', (from) =>
    from
      .selectFrom(TIES)
      .select('person_id')
      .where('body_id', '=', sql<string>`any(${[...bodies]}::uuid[])`)
      .where('person_id', 'is not', null),
  );

/** The people of some bodies, by name. */
export const personsAt = (db: Db, bodies: readonly string[]): Promise<PersonRow[]> => personsOf(db, bodies).orderBy('id').execute();

/** The people whom the actor looks after: the office all, a secretary those of their own bodies. */
export function ownPersons(db: Db): Promise<PersonRow[]> {
  const bodies = placesOf(currentActor(), 'body.manage', 'body');
  return bodies === 'all' ? listPersons(db) : personsAt(db, bodies);
}

/** The same as a list. */
export function ownPersonsPage(db: Db, asked: Asked): Promise<Page<PersonRow>> {
  const bodies = placesOf(currentActor(), 'body.manage', 'body');
  return pageOf(db, bodies === 'all' ? persons(db) : personsOf(db, bodies), 'id', asked);
}

/** The bodies that each of some people has to do with. */
async function bodiesOfPersons(db: Db, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
  for (const portion of inPortions(ids)) {
    const ties = await db.selectFrom(TIES).select(['person_id', 'body_id']).where('person_id', 'in', portion).execute();
    for (const { person_id, body_id } of ties) found.get(person_id)?.add(body_id);
  }
  return found;
}

/**
 * Those of some people whom the actor alone answers for. Somebody who also has to do with another body is the office's:
 * her address and her link open what the other body has agreed.
 */
export async function answeredFor(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const actor = currentActor();
  if (placesOf(actor, 'body.manage', 'body') === 'all') return new Set(ids);
  const bodies = await bodiesOfPersons(db, ids);
  return new Set(ids.filter((id) => [...(bodies.get(id) ?? [])].every((body) => may(actor, 'body.manage', { body }))));
}

/** Refuses whoever does not answer for a person alone. @throws HttpError 403 */
export async function mustAnswerFor(db: Db, id: string): Promise<void> {
  permit('body.manage');
  if (!(await answeredFor(db, [id])).has(id)) throw new HttpError(403, refusalOf('body.manage'));
}

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

export async function insertPerson(db: Db, person: PersonRow): Promise<void> {
  permit('body.manage');
  await tables(db).insertInto('governance.person').values(person).execute();
}

export function updatePerson(db: Db, id: string, values: Partial<Omit<PersonRow, 'id' | 'created_at'>>): Promise<void> {
  return inTransaction(db, async (trx) => {
    await mustAnswerFor(trx, id);
    await audit(trx, { action: 'person.changed', kind: 'person', record: id, details: { fields: Object.keys(values) } });
    await tables(trx).updateTable('governance.person').set(values).where('id', '=', id).execute();
  });
}

/** Whose seat it is. */
export const personOfMembership = (db: Db, id: string): Promise<PersonRow | undefined> =>
  tables(db)
    .selectFrom('governance.person')
    .selectAll('governance.person')
    .innerJoin('governance.membership', 'governance.membership.person_id', 'governance.person.id')
    .where('governance.membership.id', '=', id)
    .executeTakeFirst();

/** Takes people away again whom nothing names: the undo of an import. Returns the ids of those who stay. */
export async function removePersons(db: Db, ids: readonly string[]): Promise<string[]> {
  permit('data.import');
  const stay: string[] = [];
  for (const portion of inPortions(ids)) {
    const named = await Promise.all(
      (['governance.membership', 'governance.attendance', 'governance.responsible'] as const).map((table) =>
        tables(db).selectFrom(table).select('person_id').distinct().where('person_id', 'in', portion).execute(),
      ),
    );
    const kept = new Set(named.flat().map((row) => row.person_id));
    const free = portion.filter((id) => !kept.has(id));
    if (free.length > 0) await tables(db).deleteFrom('governance.person').where('id', 'in', free).execute();
    stay.push(...portion.filter((id) => kept.has(id)));
  }
  return stay;
}
