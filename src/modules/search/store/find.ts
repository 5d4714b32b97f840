import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { DOCUMENT_KINDS, type DocumentKind, type Found, type SearchQuery } from '../model.ts';

/** A topic that is not the main one of a document counts a little less. */
const SIDE_TOPIC = 0.8;
/** So many of each list are read; more where a filter will take some away. */
const OF_EACH_LIST = 80;
const OF_EACH_LIST_FILTERED = 300;
/** Lexemes that carry less than this share of the most telling one are only counted, not looked up. */
const LEAST_SHARE = 0.12;
/** How much the words count against the topic in the rough choice. */
const WORDS_AGAINST_TOPIC = 2;
/** BM25's term weight is below this (k1 + 1). */
const MOST_IMPACT = 2.2;

/** Kilometres on a plane tangent at the place looked from; null where none is known. */
const distanceFrom = (near: SearchQuery['near']) =>
  near
    ? sql<
        number | null
      >`111.2 * sqrt((lat - ${near.lat}::float8) ^ 2 + ((lon - ${near.lon}::float8) * ${Math.cos((near.lat * Math.PI) / 180)}::float8) ^ 2)`
    : sql<number | null>`null::float8`;

/** Everything that is asked for besides topics and words; the columns are named alike in both tables. */
function conditions(query: SearchQuery): RawBuilder<unknown> {
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

/** What only members of a body may see is left out for all others, whatever else is asked. */
const visible = ({ bodies }: SearchQuery) => (bodies === 'all' ? sql`true` : sql`(audience is null or audience && ${[...bodies]}::uuid[])`);

const isFiltered = (query: SearchQuery) =>
  Boolean(query.offerKinds || query.online || query.onSite || query.free || query.language || query.bodies.length > 0);

/** The query's lexemes that occur anywhere, with their rarity (Robertson's idf, never below zero). */
const weighed = (query: SearchQuery) => sql`
  select u.lexeme, u.weight * ln(1 + (greatest(c.documents, 1) - l.documents + 0.5) / (l.documents + 0.5)) as weight
  from unnest(${query.lexemes.map((each) => each.lexeme)}::text[], ${query.lexemes.map((each) => each.weight)}::float8[]) u (lexeme, weight)
  join search.lexeme l using (lexeme) left join search.corpus c on true`;

/**
 * Documents by topic: the best-fitting topic counts, then nearness. Each topic gives its own best first, so that however
 * many a topic has, only a few go on.
 */
function byTopic(query: SearchQuery, limit: number) {
  const ids = query.topics.map((topic) => topic.id);
  const weights = query.topics.map((topic) => topic.weight);
  return sql`(select best.id, best.fit, 0::float8 as text from (
    select best.id, max(w.weight * case when best.rank = 1 then 1 else ${SIDE_TOPIC}::float8 end) as fit, min(best.distance_km) as distance_km
    from unnest(${ids}::text[], ${weights}::float8[]) w (topic, weight)
    cross join lateral (
      select document_id as id, rank, ${distanceFrom(query.near)} as distance_km from search.entry
      where entry.topic = w.topic and ${conditions(query)} order by rank > 1, distance_km, document_id limit ${limit}
    ) best
    group by best.id order by fit desc, distance_km asc nulls last, best.id limit ${limit}
  ) best)`;
}

/** Documents by words: of each telling lexeme and kind those for which it is most telling. */
function byWords(query: SearchQuery, limit: number) {
  const kinds = query.kinds ?? DOCUMENT_KINDS;
  const each = isFiltered(query) ? OF_EACH_LIST_FILTERED : OF_EACH_LIST;
  return sql`(select hit.id, 0::float8 as fit, hit.text from (
    select list.document_id as id, sum(list.impact * q.weight) as text
    from (select * from q where weight >= ${LEAST_SHARE}::float8 * (select max(weight) from q)) q
    cross join unnest(${[...kinds]}::text[]) k (kind)
    cross join lateral (
      select document_id, impact from search.posting
      where posting.lexeme = q.lexeme and posting.kind = k.kind order by impact desc, document_id desc limit ${each}
    ) list
    group by list.document_id order by text desc, list.document_id limit ${isFiltered(query) ? limit * 5 : limit}
  ) hit)`;
}

/** Simply the nearest where nothing was said. */
const nearest = (query: SearchQuery, limit: number) => sql`select id, 0::float8 as fit, 0::float8 as text from search.document
  where ${conditions(query)} and ${visible(query)} order by ${distanceFrom(query.near)} asc nulls last, id limit ${limit}`;

/** Lists of codes come as one text: parsing PostgreSQL's arrays takes longer than the search. */
type Listed = 'topics' | 'industries' | 'sizes' | 'languages' | 'met';
type Row = Omit<Found, Listed> & Record<Listed, string>;
const listed = (name: Exclude<Listed, 'met'>) => sql`array_to_string(d.${sql.ref(name)}, ' ') as ${sql.ref(name)}`;
const unlisted = (text: string): string[] => (text === '' ? [] : text.split(' '));

/**
 * What may be meant, by topics and by words: a rough choice made in the database from narrow rows, at most `limit` of
 * each; only what is chosen is read whole. The models decide finely (`ranking.ts` here, `model.ts` of the matching).
 */
export async function findDocuments(db: Db, query: SearchQuery, limit: number): Promise<Found[]> {
  const ways = [...(query.topics.length > 0 ? [byTopic(query, limit)] : []), ...(query.lexemes.length > 0 ? [byWords(query, limit)] : [])];
  const chosen = ways.length > 0 ? sql.join(ways, sql` union all `) : nearest(query, limit);
  const result = await sql<Row>`
    with q as materialized (${weighed(query)}), most as (select coalesce(sum(weight), 0) * ${MOST_IMPACT}::float8 as text from q),
    listed as (${chosen}),
    chosen as (
      select id from listed group by id
      order by max(fit) + ${WORDS_AGAINST_TOPIC}::float8 * max(text) / greatest((select text from most), 0.001) desc, id limit ${limit}
    )
    select d.id, d.kind, d.offer_kind, d.slug, d.path, d.title, d.summary, d.organisation,
      ${listed('topics')}, ${listed('industries')}, ${listed('sizes')}, ${listed('languages')},
      d.online, d.on_site, d.free, d.reach_km, d.town, d.lat, d.lon, d.accredited_until, d.marked, d.changed_at, d.demo,
      ${distanceFrom(query.near)} as distance_km,
      coalesce(words.text / nullif((select text from most), 0), 0) as text, coalesce(words.met, '') as met
    from chosen join search.document d using (id)
    left join lateral (
      select sum(impact::float8 * q.weight) as text, string_agg(q.lexeme, ' ') as met
      from (select q.lexeme, q.weight, d.lexemes -> q.lexeme as impact from q) q where impact is not null
    ) words on true
    where ${conditions(query)} and ${visible(query)}`.execute(db);
  return result.rows.map((row) => ({
    ...row,
    topics: unlisted(row.topics),
    industries: unlisted(row.industries),
    sizes: unlisted(row.sizes),
    languages: unlisted(row.languages),
    met: unlisted(row.met),
  }));
}

/** Documents that share bands with a text, those that share most first. */
export async function documentsByBands(db: Db, bands: readonly number[], kinds: readonly DocumentKind[], limit: number): Promise<string[]> {
  if (bands.length === 0) return [];
  const result = await sql<{ id: string }>`
    select id from (select id, bands from search.document where bands && ${[...bands]}::int[] and kind = any(${[...kinds]}::text[]) limit ${limit * 20}) near
    order by (select count(*) from unnest(near.bands) band where band = any(${[...bands]}::int[])) desc, id limit ${limit}`.execute(db);
  return result.rows.map((row) => row.id);
}

/** How rare lexemes are (Robertson's idf); those that nobody uses are left out. */
export async function raritiesOf(db: Db, lexemes: readonly string[]): Promise<Map<string, number>> {
  const result = await sql<{ lexeme: string; rarity: number }>`
    select lexeme, ln(1 + (greatest(c.documents, 1) - l.documents + 0.5) / (l.documents + 0.5))::float8 as rarity
    from search.lexeme l cross join search.corpus c where lexeme = any(${[...lexemes]}::text[])`.execute(db);
  return new Map(result.rows.map((row) => [row.lexeme, Math.max(0, row.rarity)]));
}

/** Words of the corpus that look like one that nobody uses. */
export async function similarWords(db: Db, word: string, limit: number): Promise<{ word: string; documents: number }[]> {
  const result = await sql<{ word: string; documents: number }>`
    select word, documents from search.word where word % ${word}
    order by similarity(word, ${word}) desc, documents desc limit ${limit}`.execute(db);
  return result.rows;
}

/** Words of the corpus that begin so, the most used first. */
export async function wordsBeginning(db: Db, start: string, limit: number): Promise<string[]> {
  const pattern = `${start.replaceAll(/[\\%_]/g, '')}%`;
  const result = await sql<{ word: string }>`
    select word from search.word where word like ${pattern} order by documents desc, word limit ${limit}`.execute(db);
  return result.rows.map((row) => row.word);
}

/** Documents whose title begins so, or has a word that does. */
export async function titlesBeginning(db: Db, start: string, limit: number): Promise<{ title: string; path: string; kind: string }[]> {
  const word = start.replaceAll(/[\\%_]/g, '');
  const result = await sql<{ title: string; path: string; kind: string }>`
    select title, path, kind from search.document
    where audience is null and kind not in ('offer', 'story', 'news') and title ilike ${`%${word}%`} and (title ilike ${`${word}%`} or title ilike ${`% ${word}%`})
    order by title, id limit ${limit}`.execute(db);
  return result.rows;
}
