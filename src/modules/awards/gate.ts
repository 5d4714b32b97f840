/** When a step of an award may be decided, and by whom: the one rule for pages, service and tests. Pure. */
import type { DecisionState } from './model.ts';

export type AwardAct = 'granted' | 'returned' | 'withdrawn';
export type AwardHindrance = 'notReviewed' | 'notGranted' | 'sameHands' | 'tasksOpen' | 'noReason';

export interface AwardFacts {
  state: DecisionState;
  /** Whether what was handed in still stands: a sheet that was taken away counts no more. */
  allDone: boolean;
  /** Who wrote the finding, and who decides. */
  finder: string | null;
  decider: string | null;
  /** What is said to the company. */
  note: string;
}

/** What keeps a step from being decided. Four eyes: whoever wrote the finding does not grant. */
export function awardHindrance({ state, allDone, finder, decider, note }: AwardFacts, act: AwardAct): AwardHindrance | undefined {
  if (act === 'withdrawn') {
    if (state !== 'granted') return 'notGranted';
    return note.trim() === '' ? 'noReason' : undefined;
  }
  if (state !== 'reviewed') return 'notReviewed';
  if (act === 'returned') return note.trim() === '' ? 'noReason' : undefined;
  if (!allDone) return 'tasksOpen';
  return finder !== null && finder === decider ? 'sameHands' : undefined;
}
