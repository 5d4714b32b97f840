import { root } from './root.ts';
import { stem } from './stem.ts';

/** Shortest part of a compound. */
const SHORTEST = 4;
/** A part that is known only by its family ("…attraktivität" by "attraktiv") has to be long enough to mean it. */
const SHORTEST_BY_ROOT = 7;
/** A part may stand in another form than in the vocabulary ("Gefahrstoffverzeichnis" by "Gefahrstoffe"). */
const SHORTEST_BY_STEM = 6;
/** What is left of a word beside a known part is taken for a word from this length on. */
const SHORTEST_REST = 5;
const LINKS = ['', 's', 'es', 'n', 'en', 'er', 'e'];
const MEMORY = 20_000;
/** Nobody writes longer words. */
const LONGEST = 60;

export interface Splitter {
  /** The parts of a word that the vocabulary knows, as they stand in it; none for a word that is no compound. */
  (word: string): string[];
  /** Whether the vocabulary has the word itself. */
  knows(word: string): boolean;
  /** Whether a word is made of known parts only. */
  covers(word: string): boolean;
}

/**
 * Splits German compounds by a vocabulary: "Ausbildungsmarketing" → "ausbildung" + "marketing". Only parts that the
 * vocabulary knows are given back, by themselves or by their family; a known word may be a compound, too.
 */
export function createSplitter(words: Iterable<string>): Splitter {
  const known = new Set<string>();
  const stems = new Set<string>();
  const families = new Set<string>();
  for (const raw of words) {
    const word = raw.toLowerCase();
    if (word.length < SHORTEST) continue;
    known.add(word);
    stems.add(stem(word));
    families.add(root(word));
  }
  const memory = new Map<string, string[]>();

  const tail = (word: string): string | undefined =>
    known.has(word) || (word.length >= SHORTEST_BY_ROOT && families.has(root(word))) ? word : undefined;

  const head = (word: string, end: number): string | undefined => {
    const part = word.slice(0, end);
    for (const link of LINKS) {
      if (!part.endsWith(link)) continue;
      const bare = part.slice(0, part.length - link.length);
      if (bare.length >= SHORTEST && known.has(bare)) return bare;
      if (bare.length >= SHORTEST_BY_STEM && stems.has(stem(bare))) return bare;
      if (bare.length >= SHORTEST_BY_ROOT && families.has(root(bare))) return bare;
    }
    return undefined;
  };

  function split(word: string): string[] {
    if (word.length < 2 * SHORTEST) return [];
    for (let end = word.length - SHORTEST; end >= SHORTEST; end--) {
      const first = head(word, end);
      if (first === undefined) continue;
      const rest = word.slice(end);
      const last = tail(rest);
      if (last !== undefined) return [first, last];
      const more = split(rest);
      if (more.length > 0) return [first, ...more];
    }
    return [];
  }

  /**
   * A known end or beginning is worth knowing, too: "Dachdeckerbetrieb" is about a "Betrieb", and then what is left is a
   * word of its own ("Verbesserungsprozess": "verbesserung").
   */
  function edges(word: string): string[] {
    for (let start = SHORTEST; start <= word.length - SHORTEST; start++) {
      const last = word.slice(start);
      if (!known.has(last) && !(last.length >= SHORTEST_BY_STEM && stems.has(stem(last)))) continue;
      const rest = word.slice(0, start).replace(/(?<=ung|heit|keit|ion|tät|schaft)s$/, '');
      return rest.length >= SHORTEST_REST ? [rest, last] : [last];
    }
    for (let end = word.length - SHORTEST; end > SHORTEST; end--) {
      const first = head(word, end);
      if (first === undefined) continue;
      const rest = word.slice(end);
      return rest.length >= SHORTEST_REST ? [first, rest] : [first];
    }
    return [];
  }

  function partsOf(word: string): string[] {
    // A word has no parts that are only its own inflection.
    const own = stem(word);
    const parts = split(word).filter((part) => stem(part) !== own);
    return parts.length > 1 ? parts : edges(word).filter((part) => stem(part) !== own);
  }

  const splitter = (raw: string): string[] => {
    const word = raw.toLowerCase();
    const cached = memory.get(word);
    if (cached) return cached;
    const result = word.length > LONGEST ? [] : partsOf(word);
    if (memory.size < MEMORY) memory.set(word, result);
    return result;
  };
  return Object.assign(splitter, {
    knows: (word: string) => known.has(word.toLowerCase()),
    covers: (word: string) => word.length <= LONGEST && split(word.toLowerCase()).length > 1,
  });
}
