/** What may be done with a meeting, and from when: the one rule for pages, service and tests. Pure. */
import type { MeetingState, MinutesState } from './model.ts';

export type MeetingStep = 'invite' | 'cancel' | 'begin';
export type MeetingHindrance = 'isHeld' | 'isCancelled' | 'notYet' | 'isOver' | 'look' | 'changed';

export interface MeetingFacts {
  state: MeetingState;
  minutes_state: MinutesState;
  day: string;
}

/** What whoever writes to all has seen, and what they would write by now (`invitationPrint`). */
export interface Look {
  looked: string | undefined;
  print: string;
}

/** Nobody writes to a whole body what they have not seen as it is by now. */
export const lookHindrance = ({ looked, print }: Look): MeetingHindrance | undefined =>
  !looked ? 'look' : looked === print ? undefined : 'changed';

/** What keeps a meeting from a step on a day; undefined: it may be taken. */
export function meetingHindrance(
  { state, minutes_state, day }: MeetingFacts,
  step: MeetingStep,
  today: string,
): MeetingHindrance | undefined {
  if (state === 'held' || minutes_state !== 'none') return 'isHeld';
  if (state === 'cancelled') return 'isCancelled';
  if (step === 'invite' && day < today) return 'isOver';
  return step === 'begin' && day > today ? 'notYet' : undefined;
}
