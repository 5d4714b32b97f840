/** What may be done with a meeting, and from when: the one rule for pages, service and tests. Pure. */
import type { MeetingState, MinutesState } from './model.ts';

export type MeetingStep = 'invite' | 'cancel' | 'begin';
export type MeetingHindrance = 'isHeld' | 'isCancelled' | 'notYet';

export interface MeetingFacts {
  state: MeetingState;
  minutes_state: MinutesState;
  day: string;
}

/** What keeps a meeting from a step on a day; undefined: it may be taken. */
export function meetingHindrance(
  { state, minutes_state, day }: MeetingFacts,
  step: MeetingStep,
  today: string,
): MeetingHindrance | undefined {
  if (state === 'held' || minutes_state !== 'none') return 'isHeld';
  if (state === 'cancelled') return 'isCancelled';
  return step === 'begin' && day > today ? 'notYet' : undefined;
}
