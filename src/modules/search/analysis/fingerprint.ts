/**
 * Near copies by MinHash (Broder 1997) and locality-sensitive hashing (Indyk & Motwani 1998): two texts share a band with
 * probability 1 − (1 − J^ROWS)^BANDS, where J is the share of word sequences they have in common: 0.95 at J = 0.8, a
 * thousandth at J = 0.3.
 */
const BANDS = 16;
const ROWS = 8;
/** Words in a sequence. */
const SHINGLE = 4;
const MOST_WORDS = 5000;

/** Words of a text, lower case, without signs. */
export const wordsOf = (text: string): string[] =>
  (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).slice(0, MOST_WORDS);

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** The sequences of words of a text, as numbers; a text shorter than one is a sequence itself. */
export function shinglesOf(words: readonly string[]): Set<number> {
  const shingles = new Set<number>();
  for (let at = 0; at + SHINGLE <= words.length; at++) shingles.add(hash(words.slice(at, at + SHINGLE).join(' ')));
  if (shingles.size === 0 && words.length > 0) shingles.add(hash(words.join(' ')));
  return shingles;
}

/** Odd multipliers and summands of the hash family, the same on every machine (murmur3's finaliser over the index). */
const mix = (value: number): number => {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};
const FAMILY = Array.from({ length: BANDS * ROWS }, (_, index) => ({ times: mix(2 * index + 1) | 1, plus: mix(2 * index + 2) }));

/** The bands of a text: two texts that share one are probably near copies. Signed 32-bit numbers, as the database has them. */
export function bandsOf(shingles: ReadonlySet<number>): number[] {
  if (shingles.size === 0) return [];
  const least = FAMILY.map(({ times, plus }) => {
    let smallest = 0xffffffff;
    for (const shingle of shingles) {
      const value = (Math.imul(shingle, times) + plus) >>> 0;
      if (value < smallest) smallest = value;
    }
    return smallest;
  });
  return Array.from({ length: BANDS }, (_, band) => hash(`${band} ${least.slice(band * ROWS, (band + 1) * ROWS).join(' ')}`) | 0);
}

/** Share of the shorter text's sequences that the other has, too: 1 for a copy, and for a part of a longer text. */
export function containment(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared++;
  return shared / small.size;
}

/** The longest passages that two texts have in common word for word, longest first, as they stand in the first. */
export function commonPassages(first: string, second: string, least: number, most: number): string[] {
  const there = wordsOf(second);
  const starts = new Map<string, number[]>();
  there.forEach((word, at) => starts.set(word, [...(starts.get(word) ?? []), at]));
  const tokens = [...first.normalize('NFC').matchAll(/[\p{L}\p{N}]+/gu)].slice(0, MOST_WORDS);
  const here = tokens.map((token) => token[0].toLowerCase());
  const found: { from: number; length: number }[] = [];
  for (let at = 0; at < here.length; ) {
    let longest = 0;
    for (const start of (starts.get(here[at] ?? '') ?? []).slice(0, 50)) {
      let length = 0;
      while (here[at + length] !== undefined && here[at + length] === there[start + length]) length++;
      longest = Math.max(longest, length);
    }
    if (longest >= least) found.push({ from: at, length: longest });
    at += longest >= least ? longest : 1;
  }
  return found
    .toSorted((a, b) => b.length - a.length)
    .slice(0, most)
    .map(({ from, length }) => {
      const begin = tokens[from];
      const end = tokens[from + length - 1];
      return begin && end ? first.normalize('NFC').slice(begin.index, end.index + end[0].length) : '';
    });
}
