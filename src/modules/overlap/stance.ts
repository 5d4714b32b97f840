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

/** From this agreement of the topics on two texts are about the same thing; below it, they share the words that everybody uses. */
const SAME_TOPIC = 0.5;

interface Answerable {
  verdict: string;
  agreement: { region: number; topics: number };
  /** The organisation writes it itself: nobody joins their own offer. */
  isOwn: boolean;
}

/**
 * Which relatives have to be answered before something new goes on: the strongest of others that are the same thing, on
 * the same topic, for companies of the same region. `relatives`: the most alike first.
 */
export const dutiesOf = <Relative extends Answerable>(relatives: readonly Relative[]): Relative[] =>
  relatives
    .filter(({ verdict, agreement, isOwn }) => !isOwn && isTheSame(verdict) && agreement.region > 0)
    .filter(({ verdict, agreement }) => verdict === 'copy' || agreement.topics >= SAME_TOPIC)
    .slice(0, MOST_DUTIES);
