import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fromRoot } from '../../src/platform/root.ts';
import type { SearchSource } from '../../src/modules/search/index.ts';
import type { Topics } from '../../src/modules/topics/index.ts';
import type { Engine, Text } from './engines.ts';
import { grade, type Judged, type LabelledQuery, mean, ndcg, recall } from './measure.ts';

/** The measures: nDCG over the first ten, recall over the first twenty. */
export const DEPTH = { ndcg: 10, recall: 20 } as const;

/** What our own search is asked beside the words: nothing. */
export const FILTERS = {
  near: undefined,
  kinds: undefined,
  offerKinds: undefined,
  online: false,
  onSite: false,
  free: false,
  language: undefined,
  // Whoever was accredited at some time counts: the others do not know of accreditations.
  today: '1901-01-01',
  bodies: [],
};

export const labelledQueries = (): Record<'build' | 'aside', LabelledQuery[]> =>
  parse(readFileSync(fromRoot('test', 'relevance', 'queries.yaml'), 'utf8')) as Record<'build' | 'aside', LabelledQuery[]>;

export interface Corpus {
  texts: Text[];
  judged: Judged[];
}

/** All public documents of the directory, as texts for the engines and as what they are judged by. */
export async function corpusOf(sources: readonly SearchSource[], topics: Topics): Promise<Corpus> {
  const documents = (await Promise.all(sources.map((source) => source.after('00000000-0000-0000-0000-000000000000', 100_000)))).flat();
  return {
    texts: documents.map(({ id, title, summary, body, organisation, topics: ids }) => ({
      id,
      title,
      summary,
      body,
      organisation,
      topics: ids.flatMap((topic) => [topics.label(topic, 'de'), ...(topics.get(topic)?.alt.de ?? [])]).join(' '),
    })),
    judged: documents.map(({ id, kind, offer_kind: offerKind, title, organisation, topics: ids }) => ({
      id,
      kind,
      offerKind,
      title,
      organisation,
      topics: ids,
    })),
  };
}

export interface Figures {
  ndcg: number;
  recall: number;
  /** Milliseconds for one query. */
  ms: number;
  byQuery: { query: LabelledQuery; ndcg: number; first: string[] }[];
}

/** How well and how fast an engine answers some queries. */
export async function measure(engine: Engine, queries: readonly LabelledQuery[], { judged }: Corpus): Promise<Figures> {
  const byId = new Map(judged.map((document) => [document.id, document]));
  const results: Figures['byQuery'] = [];
  const recalls: number[] = [];
  let ms = 0;
  for (const query of queries) {
    const all = judged.map((document) => grade(query, document));
    const start = performance.now();
    const ids = await engine(query.text);
    ms += performance.now() - start;
    const found = ids.flatMap((id) => byId.get(id) ?? []);
    const grades = found.map((document) => grade(query, document));
    results.push({
      query,
      ndcg: ndcg(grades, all, DEPTH.ndcg),
      first: found.slice(0, 4).map((document, index) => `${grades[index]} ${document.title}`),
    });
    recalls.push(recall(grades, all, DEPTH.recall));
  }
  return { ndcg: mean(results.map((each) => each.ndcg)), recall: mean(recalls), ms: ms / queries.length, byQuery: results };
}
