import type { Db } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import type { Network } from './model.ts';

/** Tables of the schema `networks`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type NetworksTables = {
  'networks.network': Network;
  'networks.member': { network_id: string; organisation_id: string };
  'networks.area': { network_id: string; district: string };
};

const tables = (db: Db) => db.withTables<NetworksTables>();

export async function insertNetworks(
  db: Db,
  networks: readonly Network[],
  members: readonly NetworksTables['networks.member'][],
  areas: readonly NetworksTables['networks.area'][],
): Promise<void> {
  for (const rows of inPortions(networks)) await tables(db).insertInto('networks.network').values(rows).execute();
  for (const rows of inPortions(members)) await tables(db).insertInto('networks.member').values(rows).execute();
  for (const rows of inPortions(areas)) await tables(db).insertInto('networks.area').values(rows).execute();
}

export const listNetworks = (db: Db): Promise<Network[]> =>
  tables(db).selectFrom('networks.network').selectAll().orderBy('name').limit(2000).execute();

export const networkBySlug = (db: Db, slug: string): Promise<Network | undefined> =>
  tables(db).selectFrom('networks.network').selectAll().where('slug', '=', slug).executeTakeFirst();

/** Ids of the organisations that take part in a network. */
export async function membersOf(db: Db, networkId: string): Promise<string[]> {
  const rows = await tables(db).selectFrom('networks.member').select('organisation_id').where('network_id', '=', networkId).execute();
  return rows.map((row) => row.organisation_id);
}

/** Keys of the districts a network works in. */
export async function areaOf(db: Db, networkId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('networks.area')
    .select('district')
    .where('network_id', '=', networkId)
    .orderBy('district')
    .execute();
  return rows.map((row) => row.district);
}

export async function removeDemoNetworks(db: Db): Promise<void> {
  await tables(db).deleteFrom('networks.network').where('demo', '=', true).execute();
}

/** Names by their ids. */
export async function networkNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('networks.network')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
