import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import type { Candidate, SearchDocument, SearchQuery } from './model.ts';
import type { SearchTables } from './tables.ts';

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

export async function removeDocument(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom('search.document').where('id', '=', id).execute();
}

/** The entries by topic of one document, made anew. */
export async function replaceEntries(db: Db, id: string): Promise<void> {
  await sql`delete from search.entry where document_id = ${id}`.execute(db);
  await sql`insert into search.entry
    select t.topic, d.id, t.rank, d.kind, d.offer_kind, d.languages, d.online, d.on_site, d.free, d.lat, d.lon, d.accredited_until
    from search.document d, unnest(d.topics) with ordinality t (topic, rank) where d.id = ${id}`.execute(db);
}

export async function countDocuments(db: Db): Promise<number> {
  const row = await tables(db)
    .selectFrom('search.document')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/**
 * Makes the entries by topic from all documents, lying in the order of their topics, and fresh statistics, so that the
 * planner uses the indexes at once.
 */
export async function rebuildEntries(db: Db): Promise<void> {
  await sql`delete from search.entry`.execute(db);
  await sql`insert into search.entry
    select t.topic, d.id, t.rank, d.kind, d.offer_kind, d.languages, d.online, d.on_site, d.free, d.lat, d.lon, d.accredited_until
    from search.document d, unnest(d.topics) with ordinality t (topic, rank)
    order by t.topic, d.id`.execute(db);
  await sql`analyze search.document`.execute(db);
  await sql`analyze search.entry`.execute(db);
}

/** A topic that is not the main one of a document counts a little less. */
const SIDE_TOPIC = 0.8;

/** Kilometres on a plane tangent at the place looked from; null where none is known. */
const distanceFrom = (near: SearchQuery['near']) =>
  near
    ? sql<
        number | null
      >`111.2 * sqrt((lat - ${near.lat}::float8) ^ 2 + ((lon - ${near.lon}::float8) * ${Math.cos((near.lat * Math.PI) / 180)}::float8) ^ 2)`
    : sql<number | null>`null::float8`;

/** Everything that is asked for besides topics and words; the columns are named alike in both tables. */
function conditions(query: SearchQuery) {
  return sql.join(
    [
      sql`(accredited_until is null or accredited_until >= ${query.today}::date)`,
      ...(query.kinds ? [sql`kind = any(${[...query.kinds]}::text[])`] : []),
      ...(query.offerKinds ? [sql`offer_kind = any(${[...query.offerKinds]}::text[])`] : []),
      ...(query.online ? [sql`online`] : []),
      ...(query.onSite ? [sql`on_site`] : []),
      ...(query.free ? [sql`free`] : []),
      ...(query.language ? [sql`${query.language} = any(languages)`] : []),
    ],
    sql` and `,
  );
}

/**
 * Documents by topic: the best-fitting topic counts, then nearness. Each topic gives its own best first, so that however
 * many a topic has, only a few go on.
 */
function byTopic(query: SearchQuery, limit: number) {
  const ids = query.topics.map((topic) => topic.id);
  const weights = query.topics.map((topic) => topic.weight);
  return sql`select best.id, max(w.weight * case when best.rank = 1 then 1 else ${SIDE_TOPIC}::float8 end) as fit, min(best.distance_km) as distance_km
    from unnest(${ids}::text[], ${weights}::float8[]) w (topic, weight)
    cross join lateral (
      select document_id as id, rank, ${distanceFrom(query.near)} as distance_km from search.entry
      where entry.topic = w.topic and ${conditions(query)} order by rank > 1, distance_km, document_id limit ${limit}
    ) best
    group by best.id order by fit desc, distance_km asc nulls last, best.id limit ${limit}`;
}

/** Documents by words where no topic was understood, or simply the nearest where nothing was said. */
function byWords(query: SearchQuery, limit: number) {
  const words = query.stems.length > 0 ? sql`stems && ${query.stems}::text[]` : sql`true`;
  return sql`select id, 0::float8 as fit, ${distanceFrom(query.near)} as distance_km from search.document
    where ${words} and ${conditions(query)} order by distance_km asc nulls last, id limit ${limit}`;
}

/**
 * The best candidates by topic or words, the nearest first among equals. A rough order made in the database from narrow
 * rows; only what is chosen is read whole. The matching decides finely (model of `matching`).
 */
export async function findCandidates(db: Db, query: SearchQuery, limit: number): Promise<Candidate[]> {
  const chosen = query.topics.length > 0 ? byTopic(query, limit) : byWords(query, limit);
  const result = await sql<Candidate>`
    with chosen as (${chosen})
    select d.id, d.kind, d.offer_kind, d.slug, d.title, d.summary, d.organisation, d.topics, d.industries, d.online, d.on_site, d.free, d.reach_km, d.town,
      d.lat, d.lon, d.accredited_until, chosen.distance_km,
      (select count(*)::int from unnest(d.stems) as word where word = any(${query.words}::text[])) as words_met
    from chosen join search.document d using (id)
    order by chosen.fit desc, chosen.distance_km asc nulls last, d.id`.execute(db);
  return result.rows;
}
