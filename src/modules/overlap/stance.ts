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

/** The strongest relatives have to be answered before something new goes on. */
export const hasToBeAnswered = (verdict: string): boolean => verdict === 'copy' || verdict === 'same';
