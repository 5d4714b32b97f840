import type { Db } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import type { Consultant } from './model.ts';

/** Tables of the schema `consultants`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type ConsultantsTables = { 'consultants.consultant': Consultant };

const tables = (db: Db) => db.withTables<ConsultantsTables>();

export async function insertConsultants(db: Db, consultants: readonly Consultant[]): Promise<void> {
  for (const rows of inPortions(consultants)) await tables(db).insertInto('consultants.consultant').values(rows).execute();
}

export const consultantBySlug = (db: Db, slug: string): Promise<Consultant | undefined> =>
  tables(db).selectFrom('consultants.consultant').selectAll().where('slug', '=', slug).executeTakeFirst();

/** The next consultants by id, for building an index in portions. */
export const consultantsAfter = (db: Db, id: string, limit: number): Promise<Consultant[]> =>
  tables(db).selectFrom('consultants.consultant').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute();

export async function removeDemoConsultants(db: Db): Promise<void> {
  await tables(db).deleteFrom('consultants.consultant').where('demo', '=', true).execute();
}

/** Names by their ids. */
export async function consultantNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tables(db)
    .selectFrom('consultants.consultant')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
