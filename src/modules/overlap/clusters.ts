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

/** Groups that hang together by pairs (union-find), the largest first; within a group in the order of the ids. */
export function clustersOf(edges: readonly Edge[]): Cluster[] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    for (let at = id; at !== root; ) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { a, b } of edges) {
    const [first, second] = [rootOf(a), rootOf(b)].toSorted();
    if (first !== undefined && second !== undefined && first !== second) parent.set(second, first);
  }
  const groups = new Map<string, Cluster & { ids: Set<string> }>();
  for (const { a, b, score, isCopy } of edges) {
    const root = rootOf(a);
    const group = groups.get(root) ?? { members: [], ids: new Set<string>(), score: 0, isCopy: false };
    group.ids.add(a).add(b);
    groups.set(root, Object.assign(group, { score: Math.max(group.score, score), isCopy: group.isCopy || isCopy }));
  }
  return [...groups.values()]
    .map(({ ids, score, isCopy }) => ({ members: [...ids].toSorted(), score, isCopy }))
    .toSorted((a, b) => b.members.length - a.members.length || b.score - a.score || ((a.members[0] ?? '') < (b.members[0] ?? '') ? -1 : 1));
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
