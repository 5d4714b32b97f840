/** When somebody who asked for it is written to, and about what. Pure. */
import { localDay } from '#platform/clock.ts';
import { plusDays } from '#platform/days.ts';
import type { Theme } from '../definition/model.ts';
import { isSettled, type Measure, planOrder } from '../model.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Days before its date on which a measure is mentioned; days after which an overdue one no longer is. */
const BEFORE = 3;
const AFTER = 21;
/** Days between two mails about measures. */
const BETWEEN = 7;
/** Days of quiet after which a friendly mail goes out: once, and once more. */
const PAUSES = [10, 30] as const;
/** Days without a visit after which it is said that the sheet will be deleted. */
const LAST_CALL = 76;
const MOST_NAMED = 5;

export interface Situation {
  now: Date;
  visitedAt: Date;
  sentAt: Date | undefined;
  /** Friendly mails since the last visit. */
  pauses: number;
  measures: readonly Measure[];
  /** The next theme of those in focus that is not finished; undefined where all are. */
  next: Theme | undefined;
  /** How many points are left in focus. */
  left: number;
}

export type Reminder =
  | { kind: 'measures'; due: Measure[]; overdue: Measure[] }
  | { kind: 'pause'; next: Theme; left: number }
  | { kind: 'lastCall' };

const daysBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / DAY_MS;
const shifted = (date: Date, days: number) => plusDays(localDay(date), days);

/** The one mail that is due, if any: measures with a date come first, then a friendly word after a pause. */
export function reminderDue({ now, visitedAt, sentAt, pauses, measures, next, left }: Situation): Reminder | undefined {
  if (sentAt && daysBetween(sentAt, now) < BETWEEN) return undefined;
  const open = planOrder(measures).filter((measure) => !isSettled(measure) && measure.due !== undefined);
  const today = localDay(now);
  const due = open.filter(({ due: day = '' }) => day >= today && day <= shifted(now, BEFORE)).slice(0, MOST_NAMED);
  const overdue = open.filter(({ due: day = '' }) => day < today && day >= shifted(now, -AFTER)).slice(0, MOST_NAMED);
  if (due.length + overdue.length > 0) return { kind: 'measures', due, overdue };
  const quiet = daysBetween(visitedAt, now);
  if (quiet >= LAST_CALL && pauses <= PAUSES.length) return { kind: 'lastCall' };
  const wait = PAUSES[pauses];
  return wait !== undefined && quiet >= wait && next ? { kind: 'pause', next, left } : undefined;
}
