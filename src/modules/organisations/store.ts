import type { Db } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import type { Organisation } from './model.ts';

/** Tables of the schema `organisations`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type OrganisationsTables = { 'organisations.organisation': Organisation };

const tables = (db: Db) => db.withTables<OrganisationsTables>();

export async function insertOrganisations(db: Db, organisations: readonly Organisation[]): Promise<void> {
  for (const rows of inPortions(organisations)) await tables(db).insertInto('organisations.organisation').values(rows).execute();
}

export const organisationBySlug = (db: Db, slug: string): Promise<Organisation | undefined> =>
  tables(db).selectFrom('organisations.organisation').selectAll().where('slug', '=', slug).executeTakeFirst();

export async function organisationsByIds(db: Db, ids: readonly string[]): Promise<Map<string, Organisation>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('organisations.organisation')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** All organisations by name; the network has hundreds, not thousands. */
export const listOrganisations = (db: Db): Promise<Organisation[]> =>
  tables(db).selectFrom('organisations.organisation').selectAll().orderBy('name').limit(5000).execute();

/** Whether an organisation has been entered that is no demo: then the demo data may go. */
export async function hasRealOrganisation(db: Db): Promise<boolean> {
  const row = await tables(db).selectFrom('organisations.organisation').select('id').where('demo', '=', false).limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function removeDemoOrganisations(db: Db): Promise<void> {
  await tables(db).deleteFrom('organisations.organisation').where('demo', '=', true).execute();
}
