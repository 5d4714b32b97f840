/** What moved between two rounds of a check. */
import { carried, carryOver } from './definition/carry.ts';
import { type CheckDefinition, type Checkpoint, checkpointsOf } from './definition/model.ts';
import type { Rating, Ratings } from './model.ts';

export interface Moved {
  point: Checkpoint;
  from: Rating;
  to: Rating;
}

export interface Movement {
  better: Moved[];
  worse: Moved[];
  same: number;
}

const RANK: Record<Rating, number> = { urgent: 2, some: 1, none: 0, notApplicable: 0 };

/** Point by point, over versions: only what was rated both times counts. */
export function movement(older: CheckDefinition, before: Ratings, newer: CheckDefinition, now: Ratings): Movement {
  const then = carried(carryOver(older, newer), before);
  const result: Movement = { better: [], worse: [], same: 0 };
  for (const point of checkpointsOf(newer)) {
    const [from, to] = [then[point.id], now[point.id]];
    if (from === undefined || to === undefined) continue;
    if (RANK[to] < RANK[from]) result.better.push({ point, from, to });
    else if (RANK[to] > RANK[from]) result.worse.push({ point, from, to });
    else result.same++;
  }
  return result;
}
