import type { NamedKind, SearchWords } from '../words.ts';
import { stem } from './stem.ts';

/** Stems of words that mean the same, each with its others. */
export function synonymsOf({ synonyms }: SearchWords): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const group of synonyms) {
    const all = group.filter((name) => !name.includes(' ')).map(stem);
    for (const one of all) found.set(one, new Set([...(found.get(one) ?? []), ...all.filter((other) => other !== one)]));
  }
  return found;
}

/** Stems of words that name a kind of offer or a person, and which. */
export function namesOfKinds({ kinds }: SearchWords): Map<string, Set<NamedKind>> {
  const found = new Map<string, Set<NamedKind>>();
  for (const [kind, names] of Object.entries(kinds) as [NamedKind, string[]][])
    for (const name of names) found.set(stem(name), (found.get(stem(name)) ?? new Set()).add(kind));
  return found;
}
