import { plusMonths, startOfMonth } from '#platform/days.ts';
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
  rows: Row[];
}

/** Working ages of requests, in days: fresh, waiting, too long. */
const AGES = [3, 10] as const;
const DAY = 86_400_000;

/** How many things have waited up to 3 days, up to 10, longer. */
export function byAge(since: readonly Date[], now: Date): [fresh: number, waiting: number, long: number] {
  const days = since.map((date) => (now.getTime() - date.getTime()) / DAY);
  const fresh = days.filter((each) => each <= AGES[0]).length;
  const waiting = days.filter((each) => each > AGES[0] && each <= AGES[1]).length;
  return [fresh, waiting, days.length - fresh - waiting];
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
