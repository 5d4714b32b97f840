/** How an author says that the new thing stands to one that is there. */
export const STANCES = ['joins', 'complements', 'replaces', 'standsAlone'] as const;
export type Stance = (typeof STANCES)[number];

/** How a review ends: it goes with what is there, it overlaps partly, it is a parallel structure. */
export const FINDINGS = ['complements', 'overlaps', 'parallel'] as const;
export type FindingKind = (typeof FINDINGS)[number];

/** Where an offer may be used under a condition. */
export const CONTEXTS = ['everywhere', 'events', 'training', 'website', 'press'] as const;
type UseContext = (typeof CONTEXTS)[number];

/** Where something may be used only so. */
export interface Condition {
  context: UseContext;
  text: string;
}

/** A word has to be said for what cannot be seen: why it stands alone, what it adds, what it replaces. */
export const needsWord = (stance: Stance): boolean => stance !== 'joins';

/** A near copy, or the same thing in other words. */
export const isTheSame = (verdict: string): boolean => verdict === 'copy' || verdict === 'same';

/** More would be answered without reading. */
const MOST_DUTIES = 3;

/**
 * Which relatives have to be answered before something new goes on: the strongest that are the same thing for companies of
 * the same region. `relatives`: the most alike first.
 */
export const dutiesOf = <Relative extends { verdict: string; agreement: { region: number } }>(relatives: readonly Relative[]): Relative[] =>
  relatives.filter(({ verdict, agreement }) => isTheSame(verdict) && agreement.region > 0).slice(0, MOST_DUTIES);
