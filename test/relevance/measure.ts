/** Judgements and measures for the labelled queries (Järvelin & Kekäläinen 2002 for nDCG). */
export interface LabelledQuery {
  text: string;
  topics?: string[];
  kinds?: string[];
  title?: string;
  organisation?: string;
}

/** What a document is judged by: what it is about, never its words. */
export interface Judged {
  id: string;
  kind: string;
  offerKind: string | null;
  title: string;
  organisation: string;
  topics: string[];
}

/** 3: what was looked for; 2: the right subject in another form; 1: it is about it, too; 0: not. */
export function grade(query: LabelledQuery, document: Judged): number {
  if (query.title) return document.title.includes(query.title) ? 3 : 0;
  if (query.organisation) return document.organisation.startsWith(query.organisation) ? 3 : 0;
  const rank = document.topics.findIndex((topic) => query.topics?.includes(topic));
  if (rank < 0) return 0;
  if (rank > 0) return 1;
  return query.kinds && !(document.offerKind !== null && query.kinds.includes(document.offerKind)) ? 2 : 3;
}

const gain = (grades: readonly number[], depth: number): number =>
  grades.slice(0, depth).reduce((sum, each, index) => sum + (2 ** each - 1) / Math.log2(index + 2), 0);

/** Normalised discounted cumulative gain of the first `depth`: 1 where the best stand first. */
export function ndcg(found: readonly number[], all: readonly number[], depth: number): number {
  const best = gain(
    all.toSorted((a, b) => b - a),
    depth,
  );
  return best === 0 ? 0 : gain(found, depth) / best;
}

/** Share of the documents of grade 2 and 3 (at most `depth` of them can be) among the first `depth`. */
export function recall(found: readonly number[], all: readonly number[], depth: number): number {
  const relevant = all.filter((each) => each >= 2).length;
  return relevant === 0 ? 0 : found.slice(0, depth).filter((each) => each >= 2).length / Math.min(depth, relevant);
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
