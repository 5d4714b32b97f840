import type { Work } from '../../src/modules/overlap/model.ts';
import { shinglesOf, wordsOf } from '../../src/modules/search/analysis/fingerprint.ts';
import type { LabelledOffer, Label } from './pairs.ts';

/** Average precision of a ranking: pairs that are the same thing against all others (Robertson 2008). */
export function averagePrecision(scored: readonly { score: number; isSame: boolean }[]): number {
  let hits = 0;
  let sum = 0;
  scored
    .toSorted((a, b) => b.score - a.score || Number(a.isSame) - Number(b.isSame))
    .forEach(({ isSame }, index) => {
      if (!isSame) return;
      hits++;
      sum += hits / (index + 1);
    });
  return hits === 0 ? 0 : sum / hits;
}

/** A copy or a paraphrase is the same thing; a complement and an unrelated one is not. */
export const isSame = (label: Label): boolean => label === 'copy' || label === 'same';

export const workOf = (offer: LabelledOffer, lexemes: ReadonlyMap<string, number>): Work => ({
  form: offer.kind,
  topics: offer.topics,
  lexemes,
  shingles: shinglesOf(wordsOf(`${offer.title} ${offer.text}`)),
  industries: [],
  sizes: [],
  online: false,
  reach_km: null,
  place: undefined,
});
