import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import type { DocumentRow, NewDocument, SearchTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<SearchTables>();

/** So many documents of a kind are kept for a lexeme, the most telling ones; nobody reads on. */
const CHAMPIONS = 300;
/** The index is built by one at a time; a single document waits for that. */
const LOCK = 4_227_031;

export const lockIndex = (trx: Db): Promise<unknown> => sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);

export async function insertDocuments(db: Db, documents: readonly NewDocument[]): Promise<void> {
  for (const rows of inPortions(documents)) await tables(db).insertInto('search.document').values(rows).execute();
}

const TABLES = ['document', 'entry', 'posting', 'lexeme', 'word'] as const;

/** Empties the index. Deleted, not truncated: whoever searches meanwhile sees the old one. */
export async function removeDocuments(db: Db): Promise<void> {
  for (const table of TABLES) await sql`delete from ${sql.table(`search.${table}`)}`.execute(db);
}

export async function removeDocument(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom('search.entry').where('document_id', '=', id).execute();
  await sql`delete from search.posting p using search.document d, jsonb_each(d.lexemes) t (lexeme, impact)
    where d.id = ${id} and p.lexeme = t.lexeme and p.kind = d.kind and p.impact = t.impact::real and p.document_id = d.id`.execute(db);
  await tables(db).deleteFrom('search.document').where('id', '=', id).execute();
}

/** The stamps of all documents of some kinds, by id. */
export async function stampsOf(db: Db, kinds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tables(db)
    .selectFrom('search.document')
    .select(['id', 'stamp'])
    .where('kind', 'in', kinds as DocumentRow['kind'][])
    .execute();
  return new Map(rows.map((row) => [row.id, row.stamp]));
}

export async function countDocuments(db: Db): Promise<number> {
  const row = await tables(db)
    .selectFrom('search.document')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

const entriesOf = sql`insert into search.entry
  select t.topic, d.id, t.rank, d.kind, d.offer_kind, d.languages, d.online, d.on_site, d.free, d.lat, d.lon, d.accredited_until
  from search.document d, unnest(d.topics) with ordinality t (topic, rank) where d.audience is null`;

/** Enters one document into the lists that lead to it: its topics, its lexemes, their rarity, its words. */
export async function listDocument(db: Db, id: string, words: readonly string[]): Promise<void> {
  await sql`${entriesOf} and d.id = ${id}`.execute(db);
  await sql`insert into search.posting (lexeme, kind, impact, document_id)
    select t.lexeme, d.kind, t.impact::real, d.id from search.document d, jsonb_each(d.lexemes) t (lexeme, impact) where d.id = ${id}`.execute(
    db,
  );
  await sql`insert into search.lexeme select jsonb_object_keys(lexemes), 1 from search.document where id = ${id}
    on conflict (lexeme) do update set documents = lexeme.documents + 1`.execute(db);
  await sql`insert into search.word select unnest(${[...words]}::text[]), 1
    on conflict (word) do update set documents = word.documents + 1`.execute(db);
}

/**
 * Makes all lists of an emptied index from all documents, lying in the order in which they are read.
 */
export async function rebuildLists(db: Db, words: ReadonlyMap<string, number>): Promise<void> {
  await sql`${entriesOf} order by t.topic, d.id`.execute(db);
  await sql`insert into search.posting (lexeme, kind, impact, document_id)
    select lexeme, kind, impact, id from (
      select t.lexeme collate "C" as lexeme, d.kind collate "C" as kind, d.id, t.impact::real as impact,
        row_number() over (partition by t.lexeme collate "C", d.kind collate "C" order by t.impact::real desc, d.id) as place
      from search.document d, jsonb_each(d.lexemes) t (lexeme, impact)
    ) list where place <= ${CHAMPIONS} order by lexeme, kind, impact, id`.execute(db);
  await sql`insert into search.lexeme
    select lexeme, count(*)::int from search.document d, jsonb_object_keys(d.lexemes) t (lexeme) group by lexeme`.execute(db);
  for (const portion of inPortions([...words], 5000))
    await sql`insert into search.word select * from unnest(${portion.map(([word]) => word)}::text[], ${portion.map(([, count]) => count)}::int[])`.execute(
      db,
    );
}

/**
 * Fresh statistics and a map of what everybody sees, so that the planner uses the indexes at once. Not in a transaction.
 * Where this role may not tidy (before PostgreSQL 17 that cannot be granted), the owner's function does the statistics.
 */
export async function tidyLists(db: Db): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select pg_has_role(c.relowner, 'USAGE') or exists (
      select 1 from aclexplode(c.relacl) a where a.grantee = current_user::regrole and a.privilege_type = 'MAINTAIN') as may
    from pg_class c where c.oid = 'search.document'::regclass`.execute(db);
  if (!rows[0]?.may) {
    await sql`select search.analyze_lists()`.execute(db);
    return;
  }
  for (const table of [...TABLES, 'corpus']) await sql`vacuum (analyze) ${sql.table(`search.${table}`)}`.execute(db);
}

/** What the index was built with; undefined where it was never built. */
export const builtWith = async (db: Db): Promise<{ analysis: string; built_at: Date } | undefined> =>
  tables(db).selectFrom('search.corpus').select(['analysis', 'built_at']).executeTakeFirst();

export async function saveCorpus(db: Db, corpus: Omit<SearchTables['search.corpus'], 'id'>): Promise<void> {
  await tables(db)
    .insertInto('search.corpus')
    .values({ id: true, ...corpus })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(corpus))
    .execute();
}

/** The words that at least so many documents use, for splitting compounds. */
export async function frequentWords(db: Db, least: number): Promise<string[]> {
  const rows = await tables(db).selectFrom('search.word').select('word').where('documents', '>=', least).orderBy('word').execute();
  return rows.map((row) => row.word);
}
