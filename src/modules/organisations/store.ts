import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf, WHOLE } from '#platform/lists.ts';
import { anywhere, inPortions } from '#platform/rows.ts';
import type { ColumnType, Generated } from 'kysely';
import { permit, permitOne } from '#modules/accounts/index.ts';
import { type Contact, type NewOrganisation, type Organisation, ORGANISATION_KINDS } from './model.ts';

/** Tables of the schema `organisations`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type OrganisationsTables = {
  'organisations.organisation': NewOrganisation & {
    state: Generated<'published' | 'hidden'>;
    marked: Generated<boolean>;
    contacts: ColumnType<Contact[], string | undefined, string>;
  };
};

const tables = (db: Db) => db.withTables<OrganisationsTables>();

export async function insertOrganisations(db: Db, organisations: readonly NewOrganisation[]): Promise<void> {
  permit('data.import');
  for (const rows of inPortions(organisations)) await tables(db).insertInto('organisations.organisation').values(rows).execute();
}

export const organisationBySlug = (db: Db, slug: string): Promise<Organisation | undefined> =>
  tables(db)
    .selectFrom('organisations.organisation')
    .selectAll()
    .where('slug', '=', slug)
    .where('state', '=', 'published')
    .executeTakeFirst();

export async function organisationsByIds(db: Db, ids: readonly string[]): Promise<Map<string, Organisation>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('organisations.organisation')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

const publishedOrganisations = (db: Db) => tables(db).selectFrom('organisations.organisation').selectAll().where('state', '=', 'published');

/** All organisations by name; the network has hundreds, not thousands. */
export const listOrganisations = (db: Db): Promise<Organisation[]> => publishedOrganisations(db).orderBy('name').orderBy('id').execute();

/** The same as a list, by kind and name. */
export const organisationsByKind = (db: Db, asked: Asked): Promise<Page<Organisation>> =>
  pageOf(
    db,
    publishedOrganisations(db)
      .orderBy(sql`array_position(${[...ORGANISATION_KINDS]}::text[], kind)`)
      .orderBy('name'),
    'id',
    asked,
  );

/** One page of the published organisations that fit, by id, and how many there are. */
export async function organisationsPage(
  db: Db,
  { id, words }: { id?: string | undefined; words?: string | undefined },
  first: number,
  limit: number,
): Promise<{ organisations: Organisation[]; total: number }> {
  let select = tables(db).selectFrom('organisations.organisation').where('state', '=', 'published');
  if (id) select = select.where('id', '=', id);
  if (words) {
    const like = `%${words.replace(/[%_\\]/g, '\\$&')}%`;
    select = select.where(({ or, eb }) => or([eb('name', 'ilike', like), eb('description', 'ilike', like)]));
  }
  const { total } = await select.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const organisations = await select.selectAll().orderBy('id').offset(first).limit(limit).execute();
  return { organisations, total: Number(total) };
}

/** Whether an organisation has been entered that is no demo: then the demo data may go. */
export async function hasRealOrganisation(db: Db): Promise<boolean> {
  const row = await tables(db).selectFrom('organisations.organisation').select('id').where('demo', '=', false).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Takes the demo data away; returns what went. */
export async function removeDemoOrganisations(db: Db): Promise<string[]> {
  const rows = await tables(db).deleteFrom('organisations.organisation').where('demo', '=', true).returning('id').execute();
  return rows.map((row) => row.id);
}

/** Enters an organisation or replaces its profile; its address stays. */
export async function saveOrganisation(db: Db, organisation: NewOrganisation & { contacts: Contact[] }): Promise<void> {
  permitOne(['content.review'], ['membership.decide']);
  const { id: _, slug: __, demo: ___, since: ____, ...values } = { ...organisation, contacts: JSON.stringify(organisation.contacts) };
  await tables(db)
    .insertInto('organisations.organisation')
    .values({ ...organisation, contacts: JSON.stringify(organisation.contacts) })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...values, state: 'published', marked: false }))
    .execute();
}

export async function setOrganisationState(db: Db, id: string, state: Organisation['state'], marked: boolean): Promise<void> {
  permit('organisation.edit', { organisation: id });
  await tables(db).updateTable('organisations.organisation').set({ state, marked }).where('id', '=', id).execute();
}

/** An organisation whatever its state: for those who answer for it. */
export const organisationById = (db: Db, id: string): Promise<Organisation | undefined> =>
  tables(db).selectFrom('organisations.organisation').selectAll().where('id', '=', id).executeTakeFirst();

/** Everything for an export, by name; no more than a caller bears. */
export const allOrganisations = (db: Db, limit = WHOLE.perPage): Promise<Organisation[]> =>
  tables(db).selectFrom('organisations.organisation').selectAll().orderBy('name').orderBy('id').limit(limit).execute();

/** Changes some fields and nothing else, whatever the state: what an import may do. */
export async function changeOrganisation(
  db: Db,
  id: string,
  values: Partial<Omit<NewOrganisation, 'id' | 'slug' | 'demo'>>,
): Promise<void> {
  permit('data.import');
  await tables(db).updateTable('organisations.organisation').set(values).where('id', '=', id).execute();
}

export async function removeOrganisations(db: Db, ids: readonly string[]): Promise<void> {
  permit('data.import');
  for (const portion of inPortions(ids)) await tables(db).deleteFrom('organisations.organisation').where('id', 'in', portion).execute();
}

/** Whether no other organisation is called the same: only then does a name say which one is meant. */
export async function hasOwnName(db: Db, { id, name }: Pick<Organisation, 'id' | 'name'>): Promise<boolean> {
  const other = await tables(db)
    .selectFrom('organisations.organisation')
    .select('id')
    .where((where) => where(where.fn<string>('lower', ['name']), '=', name.toLowerCase()))
    .where('id', '<>', id)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

/** Those whose name holds a text, by name: for choosing one. */
export const organisationsNamed = (db: Db, text: string, limit: number): Promise<Pick<Organisation, 'id' | 'slug' | 'name' | 'town'>[]> =>
  tables(db)
    .selectFrom('organisations.organisation')
    .select(['id', 'slug', 'name', 'town'])
    .where('name', 'ilike', anywhere(text))
    .orderBy('name')
    .limit(limit)
    .execute();
