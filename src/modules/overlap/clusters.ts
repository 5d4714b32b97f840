/** A pair of things that are nearly the same. */
export interface Edge {
  a: string;
  b: string;
  score: number;
  isCopy: boolean;
}

export interface Cluster {
  members: string[];
  /** Of the strongest pair. */
  score: number;
  isCopy: boolean;
}

const earlier = (a: string, b: string): number => (a < b ? -1 : 1);

/**
 * Groups around a core: the one that most others are like, with all those. Everything in a group is directly like its
 * core; chains (a like b, b like c, and so on through half the stock) make no group. The largest first, the core first,
 * then in the order of the ids.
 */
export function clustersOf(edges: readonly Edge[]): Cluster[] {
  const like = new Map<string, Map<string, Edge>>();
  for (const edge of edges) {
    for (const [own, other] of [
      [edge.a, edge.b],
      [edge.b, edge.a],
    ] as const) {
      const known = like.get(own) ?? new Map<string, Edge>();
      const before = known.get(other);
      known.set(other, { ...edge, score: Math.max(edge.score, before?.score ?? 0), isCopy: edge.isCopy || before?.isCopy === true });
      like.set(own, known);
    }
  }
  const cores = [...like].toSorted(([a, first], [b, second]) => second.size - first.size || earlier(a, b));
  const taken = new Set<string>();
  const clusters: Cluster[] = [];
  for (const [core, others] of cores) {
    if (taken.has(core)) continue;
    const near = [...others].filter(([id]) => !taken.has(id)).toSorted(([a], [b]) => earlier(a, b));
    if (near.length === 0) continue;
    const members = [core, ...near.map(([id]) => id)];
    for (const id of members) taken.add(id);
    clusters.push({
      members,
      score: Math.max(...near.map(([, { score }]) => score)),
      isCopy: near.some(([, { isCopy }]) => isCopy),
    });
  }
  return clusters.toSorted(
    (a, b) => b.members.length - a.members.length || b.score - a.score || earlier(a.members[0] ?? '', b.members[0] ?? ''),
  );
}

/** Sentences and lists of a member that no other member has: what it contributes of its own. */
export function onlyHere(texts: readonly string[], index: number): string[] {
  const sentencesOf = (text: string) =>
    text
      .match(/[^.!?\n]+[.!?]?/g)
      ?.map((sentence) => sentence.trim())
      .filter((sentence) => sentence.length > 12) ?? [];
  const key = (sentence: string) => sentence.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
  const others = new Set(texts.flatMap((text, at) => (at === index ? [] : sentencesOf(text).map(key))));
  return sentencesOf(texts[index] ?? '').filter((sentence) => !others.has(key(sentence)));
}
