import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import type { Candidate, SearchDocument, SearchQuery } from './model.ts';

/** Tables of the schema `search`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type SearchTables = { 'search.document': SearchDocument };

const tables = (db: Db) => db.withTables<SearchTables>();

export async function replaceDocuments(db: Db, documents: readonly SearchDocument[]): Promise<void> {
  for (const rows of inPortions(documents)) {
    await tables(db)
      .insertInto('search.document')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          title: row.ref('excluded.title'),
          summary: row.ref('excluded.summary'),
          organisation: row.ref('excluded.organisation'),
          topics: row.ref('excluded.topics'),
          industries: row.ref('excluded.industries'),
          languages: row.ref('excluded.languages'),
          online: row.ref('excluded.online'),
          on_site: row.ref('excluded.on_site'),
          free: row.ref('excluded.free'),
          reach_km: row.ref('excluded.reach_km'),
          town: row.ref('excluded.town'),
          lat: row.ref('excluded.lat'),
          lon: row.ref('excluded.lon'),
          accredited_until: row.ref('excluded.accredited_until'),
          stems: row.ref('excluded.stems'),
        })),
      )
      .execute();
  }
}

export async function removeDocuments(db: Db): Promise<void> {
  await tables(db).deleteFrom('search.document').execute();
}

export async function countDocuments(db: Db): Promise<number> {
  const row = await tables(db)
    .selectFrom('search.document')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Fresh statistics after a bulk load, so that the planner uses the indexes at once. */
export async function analyseDocuments(db: Db): Promise<void> {
  await sql`analyze search.document`.execute(db);
}

/**
 * The best candidates by topic and words, the nearest first among equals. A rough order made in the database; the
 * matching decides finely (model of `matching`). Distance on a plane tangent at the place looked from.
 */
export async function findCandidates(db: Db, query: SearchQuery, limit: number): Promise<Candidate[]> {
  const { near } = query;
  const distance = near
    ? sql<
        number | null
      >`111.2 * sqrt(power(lat - ${near.lat}, 2) + power((lon - ${near.lon}) * ${Math.cos((near.lat * Math.PI) / 180)}, 2))`
    : sql<number | null>`null::float8`;
  const byTopic = query.topics.map(
    ({ id, weight }) =>
      sql`(case when topics[1] = ${id} then ${weight}::float8 when ${id} = any(topics) then ${weight * 0.8}::float8 else 0 end)`,
  );
  const topicScore = byTopic.length === 0 ? sql<number>`0::float8` : sql<number>`greatest(${sql.join(byTopic)})`;
  let select = tables(db)
    .selectFrom('search.document')
    .selectAll()
    .select(distance.as('distance_km'))
    .where((where) =>
      where.or([
        ...(query.topics.length > 0 ? [sql<boolean>`topics && ${query.topics.map((topic) => topic.id)}::text[]`] : []),
        ...(query.stems.length > 0 ? [sql<boolean>`stems && ${query.stems}::text[]`] : []),
        ...(query.topics.length === 0 && query.stems.length === 0 ? [sql<boolean>`true`] : []),
      ]),
    )
    .where((where) => where.or([where('accredited_until', 'is', null), where('accredited_until', '>=', query.today)]));
  if (query.kinds) select = select.where('kind', 'in', [...query.kinds]);
  if (query.offerKinds) select = select.where('offer_kind', 'in', [...query.offerKinds]);
  if (query.online) select = select.where('online', '=', true);
  if (query.onSite) select = select.where('on_site', '=', true);
  if (query.free) select = select.where('free', '=', true);
  if (query.language) select = select.where(sql<boolean>`${query.language} = any(languages)`);
  return select.orderBy(sql`${topicScore} desc`).orderBy(sql`distance_km asc nulls last`).orderBy('id').limit(limit).execute();
}
