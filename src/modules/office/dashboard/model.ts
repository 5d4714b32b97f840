import { plusMonths, startOfMonth } from '#platform/days.ts';
import { addDays } from '#platform/clock.ts';
import type { Page } from '#platform/lists.ts';
/** The office's figures: what is counted, each with what lies behind it. Pure. */

export const FIGURES = [
  'requests',
  'contacts',
  'coverage',
  'agreements',
  'accreditations',
  'declarations',
  'content',
  'support',
  'pledges',
] as const;
export type FigureId = (typeof FIGURES)[number];

/** One thing behind a figure. */
export interface Row {
  title: string;
  note: string;
  /** Where it is worked on; none where there is no page of its own. */
  href: string | undefined;
}

export interface Figure {
  id: FigureId;
  count: number;
  /** The same, told apart: by age, or taken up of all. */
  parts: number[];
  /** What lies behind it, as much as was asked for. */
  rows: Page<Row>;
}

/** Ages of what waits, in days: longer than the first is no longer fresh, longer than the second is too long. */
const AGES = [3, 10] as const;

/** How many of all that wait have done so up to 3 days, up to 10, longer; `countSince` counts what has waited since before a moment. */
export async function byAge(
  all: number,
  now: Date,
  countSince: (before: Date) => Promise<number>,
): Promise<[fresh: number, waiting: number, long: number]> {
  const [older = 0, long = 0] = await Promise.all(AGES.map((days) => countSince(addDays(now, -days))));
  return [all - older, older - long, long];
}

/** What needs attention today, the most pressing first: figures whose count is no matter of opinion. */
const PRESSING: readonly FigureId[] = ['requests', 'agreements', 'support', 'accreditations', 'content', 'declarations', 'pledges'];
export const pressing = (figures: readonly Figure[]): Figure[] =>
  PRESSING.flatMap((id) => figures.find((figure) => figure.id === id && figure.count > 0) ?? []);

/** The month before a day, as its first day and the first day after it. */
export const monthBefore = (today: string): { from: string; to: string } => ({
  from: plusMonths(startOfMonth(today), -1),
  to: startOfMonth(today),
});
