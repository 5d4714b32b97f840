/** When minutes may go a step further, and what is missing: the one rule for pages, service and tests. Pure. */
import type { MinutesState } from './model.ts';

export interface MinutesFacts {
  state: MinutesState;
  /** Day of the meeting. */
  day: string;
  /** Last day for objections to the draft that was sent round. */
  objectionsUntil: string | null;
  openObjections: number;
  /** The draft says something else than the one that was sent round. */
  isChangedSince: boolean;
  /** The public version was checked and kept. */
  hasPublicText: boolean;
  /** Personal words in the public version that nobody has ticked. */
  openMarks: number;
}

/** What keeps minutes from a step. What stands in `WITH_REASON` a person may set aside, with a reason. */
export type MinutesHindrance =
  | 'notPossible'
  | 'notHeld'
  | 'objectionsOpen'
  | 'objectionsRunning'
  | 'changedSince'
  | 'otherDraft'
  | 'noPublicText'
  | 'marksOpen';

/** The next states of minutes; a circulated draft with open objections goes back by a new circulation. */
const NEXT: Record<MinutesState, readonly MinutesState[]> = {
  none: ['draft'],
  draft: ['circulated'],
  circulated: ['draft', 'approved'],
  approved: ['published'],
  published: ['approved'],
};

/** Steps that say something of a meeting that has been: before it nobody can say it. */
const AFTER_MEETING = new Set<MinutesState>(['circulated', 'approved', 'published']);

/** Everything that stands in the way of a step on a day; none: it may be taken. */
export function minutesHindrances(facts: MinutesFacts, to: MinutesState, today: string): MinutesHindrance[] {
  if (!NEXT[facts.state].includes(to)) return ['notPossible'];
  if (facts.state === 'published') return []; // taking back is always possible
  const found: MinutesHindrance[] = [];
  if (AFTER_MEETING.has(to) && facts.day > today) found.push('notHeld');
  if (to === 'approved') {
    if (facts.openObjections > 0) found.push('objectionsOpen');
    if (facts.objectionsUntil !== null && facts.objectionsUntil >= today) found.push('objectionsRunning');
    if (facts.isChangedSince) found.push('changedSince');
  }
  if (to === 'published') {
    if (!facts.hasPublicText) found.push('noPublicText');
    else if (facts.openMarks > 0) found.push('marksOpen');
  }
  return found;
}

const WITH_REASON = new Set<MinutesHindrance>(['objectionsRunning', 'changedSince']);

/** What is left when a person sets aside, with a reason, what may be set aside. */
export const afterReason = (hindrances: readonly MinutesHindrance[], reason: string): MinutesHindrance[] =>
  hindrances.filter((each) => !WITH_REASON.has(each) || reason.trim() === '');

/** Whether somebody may object to a draft that was sent round: until the end of the last day. */
export const isOpenToObjections = (
  { minutes_state, objections_until }: { minutes_state: MinutesState; objections_until: string | null },
  today: string,
): boolean => minutes_state === 'circulated' && (objections_until === null || objections_until >= today);

/** Whether the minutes may still be written into: what was approved says what was approved. */
export const isWritable = (state: MinutesState): boolean => state !== 'approved' && state !== 'published';
