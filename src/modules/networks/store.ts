import { sql } from 'kysely';
import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { anywhere, inPortions } from '#platform/rows.ts';
import { change, placesOf } from '#modules/accounts/index.ts';
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
  tables(db).selectFrom('networks.network').selectAll().orderBy('name').orderBy('id').execute();

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

export const networkById = (db: Db, id: string): Promise<Network | undefined> =>
  tables(db).selectFrom('networks.network').selectAll().where('id', '=', id).executeTakeFirst();

/** What a network says of itself, and where it works. */
/**
 * Which of some districts the actor may not add: another network of the same kind works there, and requests would change
 * hands. Shared districts are the office's to enter. By district, the other network's name.
 */
export async function districtsOfOthers(
  db: Db,
  network: Pick<Network, 'id' | 'kind'>,
  districts: readonly string[],
): Promise<Map<string, string>> {
  if (districts.length === 0 || placesOf(currentActor(), 'network.edit', 'network') === 'all') return new Map();
  const own = await areaOf(db, network.id);
  const added = districts.filter((district) => !own.includes(district));
  if (added.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('networks.area as a')
    .innerJoin('networks.network as n', 'n.id', 'a.network_id')
    .select(['a.district', 'n.name'])
    .where('a.district', 'in', added)
    .where('n.id', '<>', network.id)
    .where('n.kind', '=', network.kind)
    .orderBy('n.name')
    .execute();
  return new Map(rows.map((row) => [row.district, row.name]));
}

/** Description, address and districts of a network. @throws HttpError 403 where a district is another network's */
export async function saveNetwork(
  db: Db,
  network: Pick<Network, 'id' | 'kind'>,
  values: Pick<Network, 'description' | 'email' | 'updated_at'>,
  districts: readonly string[],
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { id } = network;
    await change(trx, 'network.edit', { network: id }, { what: 'network.saved', kind: 'network', record: id });
    if ((await districtsOfOthers(trx, network, districts)).size > 0) throw new HttpError(403);
    await tables(trx).updateTable('networks.network').set(values).where('id', '=', id).execute();
    await tables(trx).deleteFrom('networks.area').where('network_id', '=', id).execute();
    if (districts.length > 0)
      await tables(trx)
        .insertInto('networks.area')
        .values(districts.map((district) => ({ network_id: id, district })))
        .execute();
  });
}

/** Notes a state and the newest sign of life: a day before the known one changes nothing. */
export async function noteLife(db: Db, id: string, state: Network['state'], day: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'network.edit', { network: id }, { what: 'network.life', kind: 'network', record: id, details: { state } });
    await tables(trx)
      .updateTable('networks.network')
      .set((eb) => ({ state, last_activity: eb.fn<string>('greatest', ['last_activity', eb.cast(eb.val(day), 'date')]) }))
      .where('id', '=', id)
      .execute();
  });
}

export async function addMember(db: Db, networkId: string, organisationId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const entry = { what: 'network.member', kind: 'network', record: networkId, details: { organisation: organisationId } };
    await change(trx, 'network.edit', { network: networkId }, entry);
    await tables(trx)
      .insertInto('networks.member')
      .values({ network_id: networkId, organisation_id: organisationId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

export async function removeMember(db: Db, networkId: string, organisationId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const entry = { what: 'network.memberLeft', kind: 'network', record: networkId, details: { organisation: organisationId } };
    await change(trx, 'network.edit', { network: networkId }, entry);
    await tables(trx)
      .deleteFrom('networks.member')
      .where('network_id', '=', networkId)
      .where('organisation_id', '=', organisationId)
      .execute();
  });
}

/** Who else works in a district of a network, with the partners that sit in both. */
export interface Neighbour {
  id: string;
  districts: string[];
  partners: string[];
  /** How many partners the smaller of the two has. */
  smaller: number;
}

/** The networks that share a district and at least one partner with a network, most shared partners first. */
export async function neighboursOf(db: Db, networkId: string): Promise<Neighbour[]> {
  const size = (id: string) => sql<number>`(select count(*)::int from networks.member where network_id = ${sql.ref(id)})`;
  return tables(db)
    .selectFrom('networks.network as other')
    .innerJoin('networks.network as own', (join) => join.on('own.id', '=', networkId).onRef('other.id', '!=', 'own.id'))
    .select((eb) => [
      'other.id',
      sql<number>`least(${size('own.id')}, ${size('other.id')})`.as('smaller'),
      eb
        .selectFrom('networks.area as a')
        .innerJoin('networks.area as b', 'b.district', 'a.district')
        .select(sql<string[]>`coalesce(array_agg(a.district order by a.district), '{}')`.as('districts'))
        .whereRef('a.network_id', '=', 'own.id')
        .whereRef('b.network_id', '=', 'other.id')
        .$asScalar()
        .$notNull()
        .as('districts'),
      eb
        .selectFrom('networks.member as a')
        .innerJoin('networks.member as b', 'b.organisation_id', 'a.organisation_id')
        .select(sql<string[]>`coalesce(array_agg(a.organisation_id::text order by a.organisation_id), '{}')`.as('partners'))
        .whereRef('a.network_id', '=', 'own.id')
        .whereRef('b.network_id', '=', 'other.id')
        .$asScalar()
        .$notNull()
        .as('partners'),
    ])
    .execute()
    .then((rows) =>
      rows
        .filter(({ districts, partners }) => districts.length > 0 && partners.length > 0)
        .toSorted((a, b) => b.partners.length - a.partners.length || (a.id < b.id ? -1 : 1)),
    );
}

/** The network that works in a district and is awake; the regional one before a centre, the last active first. */
export const networkOfDistrict = (db: Db, district: string): Promise<Network | undefined> =>
  tables(db)
    .selectFrom('networks.network as n')
    .innerJoin('networks.area as a', 'a.network_id', 'n.id')
    .selectAll('n')
    .where('a.district', '=', district)
    .where('n.state', '<>', 'dormant')
    .orderBy(sql`n.kind = 'regional'`, 'desc')
    .orderBy('n.last_activity', 'desc')
    .orderBy('n.id')
    .limit(1)
    .executeTakeFirst();

/** The network that each of some districts is counted for: one each, the regional one first. */
export async function networksOfDistricts(db: Db, districts: readonly string[]): Promise<Map<string, string>> {
  if (districts.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('networks.area as a')
    .innerJoin('networks.network as n', 'n.id', 'a.network_id')
    .select(['a.district', 'n.id'])
    .where('a.district', 'in', [...districts])
    .orderBy(sql`n.kind = 'regional'`)
    .orderBy('n.id', 'desc')
    .execute();
  // The last one written stays: regional before centre, the smallest id first.
  return new Map(rows.map((row) => [row.district, row.id]));
}

/** Those whose name holds a text, by name: for choosing one. */
export const networksNamed = (db: Db, text: string, limit: number): Promise<Pick<Network, 'id' | 'slug' | 'name' | 'town'>[]> =>
  tables(db)
    .selectFrom('networks.network')
    .select(['id', 'slug', 'name', 'town'])
    .where('name', 'ilike', anywhere(text))
    .orderBy('name')
    .limit(limit)
    .execute();
