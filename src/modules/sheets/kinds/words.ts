import { SECTIONS, SIZES, sizeLabel } from '#reference/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { RowReader } from '../kind.ts';

const t = offersTexts('de');
export const fold = (text: string) => text.toLowerCase().trim();

/** So many commas may stand in a name. */
const MOST_COMMAS = 4;

/** What a list names: a name with commas in it comes in pieces, and the longest run of pieces that is a name is meant. */
function namesIn<Value>(pieces: readonly string[], find: (word: string) => Value | undefined): (Value | { unknown: string })[] {
  const named: (Value | { unknown: string })[] = [];
  for (let at = 0; at < pieces.length; ) {
    const runs = Array.from({ length: Math.min(pieces.length - at, MOST_COMMAS + 1) }, (_, commas) => commas + 1).toReversed();
    const length = runs.find((run) => find(pieces.slice(at, at + run).join(', ')) !== undefined) ?? 1;
    const word = pieces.slice(at, at + length).join(', ');
    named.push(find(word) ?? { unknown: word });
    at += length;
  }
  return named;
}

/** Reads topics by their names or ids. */
export function topicsOf(row: RowReader<string>, key: string, topics: Topics): string[] {
  const find = (word: string) => topics.all.find((topic) => fold(topic.de) === fold(word) || topic.id === fold(word));
  const named = namesIn(row.pieces(key), find);
  for (const unknown of new Set(named.flatMap((found) => ('unknown' in found ? [found.unknown] : []))))
    row.fault(key, `Das Thema „${unknown.slice(0, 60)}“ kennen wir nicht.`);
  return [...new Set(named.flatMap((found) => ('id' in found ? [found.id] : [])))];
}

export function industriesOf(row: RowReader<string>, key: string): string[] {
  return row.list(key).flatMap((word) => {
    const found = SECTIONS.find((section) => section.code === word.toUpperCase());
    if (!found) row.fault(key, `„${word.slice(0, 60)}“ ist kein Abschnitt der WZ 2008 (A bis U).`);
    return found ? [found.code] : [];
  });
}

/** Numbers of employees as ranges; a spreadsheet may have put any dash between. */
export function sizesOf(row: RowReader<string>, key: string): string[] {
  return row.list(key).flatMap((word) => {
    const plain = word.replace(/\s+/g, '').replace(/[–—−]/g, '-');
    const found = SIZES.find((size) => size === plain);
    if (!found) row.fault(key, `„${word.slice(0, 60)}“ ist keine Größe. Möglich sind: ${SIZES.map(sizeLabel).join(', ')}.`);
    return found ? [found] : [];
  });
}

export function languagesOf(row: RowReader<string>, key: string): string[] {
  const words = row.list(key);
  if (words.length === 0) return ['de'];
  return words.flatMap((word) => {
    const found = Object.entries(t.languageNames).find(([code, name]) => code === fold(word) || fold(name) === fold(word));
    if (!found) row.fault(key, `Die Sprache „${word.slice(0, 60)}“ kennen wir nicht.`);
    return found ? [found[0]] : [];
  });
}

export const languageNames = (codes: readonly string[]): string => codes.map((code) => t.languageNames[code] ?? code).join(', ');

/** "kostenfrei", "kostenlos", "0", "0 €", "0,00 Euro" */
export const isFree = (cost: string): boolean =>
  /^(?:kostenfrei|kostenlos|gratis|umsonst|0+(?:[.,]0+)?\s*(?:€|euro|eur)?)$/.test(fold(cost));

export interface Named {
  id: string;
  name: string;
}
export type ByName = ReadonlyMap<string, readonly Named[]>;

export const byName = (all: readonly Named[]): ByName => Map.groupBy(all, (each) => fold(each.name));

/** The organisation that a cell names: a name that several have means none of them. */
export function organisationIn<Key extends string>(row: RowReader<Key>, key: Key, known: ByName, unknown: string): Named | undefined {
  const typed = row.text(key);
  const [found, ...more] = known.get(fold(typed)) ?? [];
  if (typed !== '' && !found) row.fault(key, unknown);
  if (more.length > 0) row.fault(key, 'So heißen hier mehrere. Ändern Sie den Namen der einen, damit es eindeutig ist.');
  return found;
}
