/** Calendar days as `YYYY-MM-DD`: they have no hour and no zone. The day of a moment is the clock's to say (clock.ts). */
export type Day = string;

const MS = 86_400_000;
const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): Day => utcDay(new Date(ms));

/** The day of a moment that stands for a whole day by its midnight UTC, as calendars and spreadsheets count: of no other. */
export const utcDay = (midnight: Date): Day => midnight.toISOString().slice(0, 10);

/** The day so many days later; earlier where they are negative. */
export const plusDays = (day: Day, days: number): Day => dayOf(utc(day) + days * MS);

/** How many days after the first the second lies; negative before it. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utc(to) - utc(from)) / MS);

/** The same day so many months later or earlier; where that month is shorter, its last day. */
export function plusMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** The first day of its month. */
export const startOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => new Date(utc(day)).getUTCDay() || 7;

/** A day of the calendar; null where it has no such day, as the 31st of February. */
export function makeDay(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (!(year >= 1900 && year <= 2199) || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return dayOf(date.getTime());
}

/** The last day of a month, the first being 1. */
export const lastOfMonth = (year: number, month: number): Day => dayOf(Date.UTC(year, month, 0));
