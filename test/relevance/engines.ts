import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import { stemmer } from '@orama/stemmers/german';
import { sql } from 'kysely';
import MiniSearch from 'minisearch';
import type { Db } from '../../src/platform/database/index.ts';

/** A document as every engine gets it: the same texts, the same weights by field. */
export interface Text {
  id: string;
  title: string;
  topics: string;
  summary: string;
  body: string;
  organisation: string;
}
const FIELDS = ['title', 'topics', 'summary', 'body', 'organisation'] as const;
const BOOST = { title: 5, topics: 2, summary: 1.5, organisation: 2, body: 1 };

/** Answers with the ids of the best documents, best first. */
export type Engine = (text: string) => Promise<string[]>;

/**
 * PostgreSQL's plain german configuration with weights by field. Words are joined by "or": with "and" a sentence finds
 * nothing.
 */
export async function postgresEngine(db: Db, texts: readonly Text[], depth: number): Promise<Engine> {
  await sql`create table public.plain (id uuid primary key, words tsvector not null)`.execute(db);
  for (const text of texts)
    await sql`insert into public.plain values (${text.id},
      setweight(to_tsvector('german', ${text.title}), 'A') || setweight(to_tsvector('german', ${`${text.topics} ${text.organisation}`}), 'B') ||
      setweight(to_tsvector('german', ${text.summary}), 'C') || setweight(to_tsvector('german', ${text.body}), 'D'))`.execute(db);
  await sql`create index plain_words on public.plain using gin (words)`.execute(db);
  await sql`analyze public.plain`.execute(db);
  return async (text) => {
    const { rows } = await sql<{ id: string }>`
      select id from public.plain, (select replace(plainto_tsquery('german', ${text})::text, '&', '|')::tsquery as q) query
      where words @@ q order by ts_rank('{0.2, 0.3, 0.4, 1}', words, q) desc, id limit ${depth}`.execute(db);
    return rows.map((row) => row.id);
  };
}

/** MiniSearch with prefixes and typos, as its documentation recommends. */
export function miniSearchEngine(texts: readonly Text[], depth: number): Engine {
  const index = new MiniSearch<Text>({ fields: [...FIELDS], searchOptions: { boost: BOOST, prefix: true, fuzzy: 0.2 } });
  index.addAll(texts);
  return async (text) =>
    index
      .search(text)
      .slice(0, depth)
      .map((hit) => String(hit.id));
}

/** Orama with its German stemmer; of its tolerances the best on the queries to build with. */
export async function oramaEngine(texts: readonly Text[], depth: number): Promise<Engine> {
  const index = create({
    schema: { id: 'string', title: 'string', topics: 'string', summary: 'string', body: 'string', organisation: 'string' },
    components: { tokenizer: { language: 'german', stemming: true, stemmer } },
  });
  await insertMultiple(index, [...texts]);
  return async (text) => {
    const answer = await searchOrama(index, { term: text, properties: [...FIELDS], boost: BOOST, limit: depth, threshold: 1 });
    return answer.hits.map((hit) => String(hit.document.id));
  };
}
