/** How readable a German text is, measured. Pure. */

/** What stands before a full stop without ending a sentence. */
const ABBREVIATIONS = new Set(
  'z b d h u a o ä bzw ca dr prof nr abs art bspw etc evtl ggf inkl max min mio mrd s st str tel usw vgl zb sog geb hr fr i v m'.split(' '),
);
const WORD = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu;
/** Björnsson: a word is long from the seventh letter on. */
const LONG = 7;

export const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

/** Sentences of a text. A point of a list or a heading is one of its own; abbreviations, dates and ordinals end none. */
export function sentencesIn(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text
    .split('\n')
    .map((each) => each.replace(/^\s*[-–•*#]+\s*/, '').trim())
    .filter(Boolean)) {
    let start = 0;
    for (const match of line.matchAll(/[.!?…]+["“”«»)]*(?=\s|$)/g)) {
      const end = match.index + match[0].length;
      const before = /(\S+)$/.exec(line.slice(start, match.index))?.[1]?.toLowerCase() ?? '';
      const rest = line.slice(end).trimStart();
      const isPoint = match[0].startsWith('.') && match[0].length === 1;
      const goesOn =
        isPoint && rest !== '' && (ABBREVIATIONS.has(before.replace(/^.*\./, '').replace(/[^\p{L}]/gu, '')) || /^\d{1,2}$/.test(before));
      if (goesOn) continue;
      sentences.push(line.slice(start, end).trim());
      start = end;
    }
    const rest = line.slice(start).trim();
    if (rest !== '') sentences.push(rest);
  }
  return sentences.filter((sentence) => wordsIn(sentence).length > 0);
}

export interface Readability {
  words: number;
  sentences: number;
  /** Words per sentence. */
  sentenceLength: number;
  /** Share of words of seven letters or more, 0–1. */
  longWords: number;
  /** LIX (C. H. Björnsson, Läsbarhet, 1968): words per sentence plus long words per hundred. */
  lix: number;
}

/** Measures a text; undefined where it has no words. */
export function readabilityOf(text: string): Readability | undefined {
  const words = wordsIn(text);
  const sentences = sentencesIn(text).length;
  if (words.length === 0 || sentences === 0) return undefined;
  const long = words.filter((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, '').length >= LONG).length / words.length;
  const sentenceLength = words.length / sentences;
  return { words: words.length, sentences, sentenceLength, longWords: long, lix: sentenceLength + 100 * long };
}

/** How hard a LIX is; for German, whose words are long, a factual text for everybody stays under 50. */
export type Hardness = 'easy' | 'medium' | 'hard';
export const MOST_LIX = 50;
export const MOST_WORDS = 15;
export const hardnessOf = (lix: number): Hardness => (lix < 40 ? 'easy' : lix <= MOST_LIX ? 'medium' : 'hard');

/** Short forms that everybody knows. */
const KNOWN = new Set(['PDF', 'DIN', 'ISO', 'EU', 'USA', 'IT', 'PC', 'TV', 'OK', 'GmbH', 'AG', 'KI']);

/** Abbreviations that are nowhere explained by a bracket beside them, each once, in the order in which they come. */
export function unexplained(text: string): string[] {
  const found = new Set(text.match(/(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\p{N}]{1,7}(?![\p{L}\p{N}])/gu) ?? []);
  const isExplained = (short: string) =>
    text.includes(`(${short})`) || new RegExp(`(?<![\\p{L}\\p{N}])${short}\\s*\\([^)]{4,}\\)`, 'u').test(text);
  return [...found].filter((short) => !KNOWN.has(short) && !/^\d+$/.test(short) && !/^[IVXLCDM]+$/.test(short) && !isExplained(short));
}

/** Whether a text begins with what to do: "Planen Sie …", "So planen Sie …", "1. Aufschreiben, …". */
export function beginsWithAction(text: string): boolean {
  const [first = ''] = sentencesIn(text);
  return (
    /^(?:so |zuerst |als erstes )?\p{L}+(?:e|en|n) Sie\b/iu.test(first) ||
    /^(?:\d+[.)]\s*)?\p{Lu}\p{Ll}+(?:en|ern|eln)\b[,:.]?/u.test(first)
  );
}
