import { stem } from './stem.ts';

/** Shortest part of a compound. */
const SHORTEST = 4;
const LINKS = ['', 's', 'es', 'n', 'en', 'er', 'e'];

/**
 * Splits German compounds by a vocabulary: "Ausbildungsmarketing" → "Ausbildung" + "Marketing". Only parts that the
 * vocabulary knows are given back; a word that is in the vocabulary itself is not split.
 */
export function createSplitter(words: Iterable<string>): (word: string) => string[] {
  const known = new Map<string, string>();
  for (const word of words) if (word.length >= SHORTEST) known.set(word.toLowerCase(), stem(word));
  const memory = new Map<string, string[]>();

  const head = (word: string, end: number): string | undefined => {
    const part = word.slice(0, end);
    for (const link of LINKS) {
      if (!part.endsWith(link)) continue;
      const found = known.get(part.slice(0, part.length - link.length));
      if (found && part.length - link.length >= SHORTEST) return found;
    }
    return undefined;
  };

  function split(word: string): string[] {
    if (word.length < 2 * SHORTEST) return [];
    for (let end = word.length - SHORTEST; end >= SHORTEST; end--) {
      const first = head(word, end);
      if (!first) continue;
      const rest = word.slice(end);
      const last = known.get(rest);
      if (last) return [first, last];
      const more = split(rest);
      if (more.length > 0) return [first, ...more];
    }
    return [];
  }

  /** A known end or beginning is worth knowing, too: "Dachdeckerbetrieb" is about a "Betrieb". */
  function edges(word: string): string[] {
    const found: string[] = [];
    for (let start = SHORTEST; start <= word.length - SHORTEST - 1; start++) {
      const last = known.get(word.slice(start));
      if (last) {
        found.push(last);
        break;
      }
    }
    for (let end = word.length - SHORTEST; end > SHORTEST; end--) {
      const first = head(word, end);
      if (first) {
        found.push(first);
        break;
      }
    }
    return found;
  }

  return (raw) => {
    const word = raw.toLowerCase();
    const cached = memory.get(word);
    if (cached) return cached;
    const parts = known.has(word) ? [] : split(word);
    const result = parts.length > 0 || known.has(word) ? parts : edges(word);
    if (memory.size < 20_000) memory.set(word, result);
    return result;
  };
}
