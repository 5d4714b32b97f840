import type { Db } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import type { Offer } from './model.ts';

/** Tables of the schema `offers`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type OffersTables = { 'offers.offer': Offer };

const tables = (db: Db) => db.withTables<OffersTables>();

export async function insertOffers(db: Db, offers: readonly Offer[]): Promise<void> {
  for (const rows of inPortions(offers)) await tables(db).insertInto('offers.offer').values(rows).execute();
}

export const offerBySlug = (db: Db, slug: string): Promise<Offer | undefined> =>
  tables(db).selectFrom('offers.offer').selectAll().where('slug', '=', slug).executeTakeFirst();

export const offersOfOrganisation = (db: Db, organisationId: string, limit: number): Promise<Offer[]> =>
  tables(db).selectFrom('offers.offer').selectAll().where('organisation_id', '=', organisationId).orderBy('title').limit(limit).execute();

/** The next offers by id, for building an index in portions. */
export const offersAfter = (db: Db, id: string, limit: number): Promise<Offer[]> =>
  tables(db).selectFrom('offers.offer').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute();

export async function removeDemoOffers(db: Db): Promise<void> {
  await tables(db).deleteFrom('offers.offer').where('demo', '=', true).execute();
}
