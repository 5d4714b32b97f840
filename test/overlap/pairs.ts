import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fromRoot } from '../../src/platform/root.ts';

export interface LabelledOffer {
  kind: string;
  topics: string[];
  title: string;
  text: string;
}
type Entry = Record<'base' | 'same' | 'goesWith', LabelledOffer>;
export type Label = 'copy' | 'same' | 'goesWith' | 'beside' | 'unrelated';

export interface Pair {
  label: Label;
  a: LabelledOffer;
  b: LabelledOffer;
  /** Entries with odd numbers may be looked at while tuning. */
  part: 'build' | 'aside';
}

/** What people do to a text they copy: another first sentence, the last one gone, figures and towns changed, order turned. */
const CHANGES: ((text: string) => string)[] = [
  (text) => `Neu bei uns im Landkreis! ${text}`,
  (text) => text.replace(/[^.!?]*[.!?]\s*$/, '').trim() || text,
  (text) => text.replace(/\b(?:drei|vier|fünf|zwei|sechs)\b/gi, 'mehrere').replace(/\d+/g, '7'),
  (text) => {
    const sentences = text.match(/[^.!?]+[.!?]+\s*/g) ?? [text];
    return [...sentences.slice(1), sentences[0] ?? ''].join(' ').trim();
  },
  (text) =>
    text
      .replace(/\bwir\b/g, 'unsere Beratung')
      .replace(/\bWir\b/g, 'Unsere Beratung')
      .replace(/\bSie\b/g, 'Betriebe'),
];

export const entries = (): Entry[] => parse(readFileSync(fromRoot('test', 'overlap', 'offers.yaml'), 'utf8')) as Entry[];

export const besides = (): (LabelledOffer & { of: number })[] =>
  parse(readFileSync(fromRoot('test', 'overlap', 'beside.yaml'), 'utf8')) as (LabelledOffer & { of: number })[];

/** All labelled pairs: 45 copies, 45 paraphrases, 45 complements and 30 harder ones, some 90 unrelated. */
export function labelledPairs(): Pair[] {
  const all = entries();
  const beside = new Map(besides().map((offer) => [offer.of, offer]));
  const part = (index: number) => (index % 2 === 0 ? 'build' : 'aside') as Pair['part'];
  // Unrelated pairs stay within their half: an even step.
  const other = (index: number, step: number) => all[(index + step) % (all.length - (all.length % 2))] ?? all[0];
  return all.flatMap(({ base, same, goesWith }, index): Pair[] => {
    const change = CHANGES[index % CHANGES.length] ?? ((text: string) => text);
    const first = other(index, 14);
    const second = other(index, 26);
    return [
      { label: 'copy', a: base, b: { ...base, text: change(base.text) }, part: part(index) },
      { label: 'same', a: base, b: same, part: part(index) },
      { label: 'goesWith', a: base, b: goesWith, part: part(index) },
      ...[beside.get(index + 1)].flatMap((b) => (b ? [{ label: 'beside' as const, a: base, b, part: part(index) }] : [])),
      ...(first && first.base !== base ? [{ label: 'unrelated' as const, a: base, b: first.base, part: part(index) }] : []),
      ...(second && second.base !== base ? [{ label: 'unrelated' as const, a: base, b: second.same, part: part(index) }] : []),
    ];
  });
}
