import { remembered } from './remembered.ts';
import { stem } from './stem.ts';

/**
 * Endings that make another word from a word ("sichern" → "Sicherung", "attraktiv" → "Attraktivität"), longest first.
 * After Fleischer/Barz, "Wortbildung der deutschen Gegenwartssprache": the productive suffixes only.
 */
const SUFFIXES = [
  'ierungen',
  'ierung',
  'igkeiten',
  'igkeit',
  'lichkeit',
  'barkeit',
  'losigkeit',
  'isieren',
  'itäten',
  'ieren',
  'heiten',
  'keiten',
  'ungen',
  'ität',
  'heit',
  'keit',
  'isch',
  'lich',
  'schaft',
  'sam',
  'bar',
  'ung',
  'ig',
];
/** What is left of a word has to be one. */
const LEAST = 4;

function cut(word: string): string {
  for (const suffix of SUFFIXES)
    if (word.endsWith(suffix) && word.length - suffix.length >= LEAST) return word.slice(0, word.length - suffix.length);
  return word;
}

/**
 * The root that words of one family share: "Sicherung", "sichern"; "Attraktivität", "attraktiver". Coarser than the
 * stem, so it is a lexeme of its own (marked by `~`) and counts less.
 */
export const root = remembered((word) => {
  const bare = word.toLowerCase().replace(/(?:es|en|er|em|e|s|n)$/, (ending, at: number) => (at >= LEAST ? '' : ending));
  const once = cut(bare);
  return `~${stem(cut(once))}`;
});
