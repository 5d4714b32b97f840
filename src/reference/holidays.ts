import { getHolidays, type Region } from 'feiertagejs';
import { DAY, localDay } from '#platform/clock.ts';
import { type Day, daysBetween, plusDays, weekdayOf } from '#platform/days.ts';

/** Codes of the states as holidays know them, by the state's key (first two digits of the AGS). */
const REGIONS: Record<string, Region> = {
  '01': 'SH',
  '02': 'HH',
  '03': 'NI',
  '04': 'HB',
  '05': 'NW',
  '06': 'HE',
  '07': 'RP',
  '08': 'BW',
  '09': 'BY',
  '10': 'SL',
  '11': 'BE',
  '12': 'BB',
  '13': 'MV',
  '14': 'SN',
  '15': 'ST',
  '16': 'TH',
};

/** The holidays' code of a state by its key; the nationwide ones where it is not known. */
export const holidayRegion = (stateKey: string | undefined): string => REGIONS[stateKey ?? ''] ?? 'BUND';

/** Days before a year's first, and then for each of its days how many were worked until its end. */
type Year = readonly number[];

const YEARS = new Map<string, Year>();
const firstOf = (year: string): Day => `${year}-01-01`;
const dayOfYear = (day: Day): number => daysBetween(firstOf(day.slice(0, 4)), day) + 1;
const SATURDAY = 6;

/** The table of a year and a state, made once: looking up the holidays takes the library milliseconds for each day. */
function yearOf(year: string, region: string): Year {
  const key = `${year} ${region}`;
  const known = YEARS.get(key);
  if (known) return known;
  const holidays = new Set(getHolidays(Number(year), region as Region).map(({ dateString }) => dateString));
  const table = [0];
  for (let day = firstOf(year); day.startsWith(year); day = plusDays(day, 1)) {
    const isWorked = weekdayOf(day) < SATURDAY && !holidays.has(day);
    table.push((table.at(-1) as number) + (isWorked ? 1 : 0));
  }
  YEARS.set(key, table);
  return table;
}

/** Working days of a year until the end of a day; 0: before its first. */
const workedUntil = (year: string, day: number, region: string): number => yearOf(year, region)[day] ?? 0;

/** Working days from one day to another, both included (`YYYY-MM-DD`). */
function workingDays(from: Day, to: Day, region: string): number {
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
  let count = workedUntil(last, dayOfYear(to), region) - workedUntil(first, dayOfYear(from) - 1, region);
  for (let year = Number(first); year < Number(last); year++) count += yearOf(String(year), region).at(-1) as number;
  return count;
}

/** Whether people work on a day (`YYYY-MM-DD`): Monday to Friday, no holiday of the state. */
export const isWorkingDay = (day: Day, region: string): boolean => workingDays(day, day, region) === 1;

/**
 * Working days that have passed in full between two moments: what comes on Friday afternoon has waited one working day on
 * Monday afternoon.
 */
export function workingDaysSince(since: Date, now: Date, region: string): number {
  const days = Math.floor((now.getTime() - since.getTime()) / DAY);
  if (days < 1) return 0;
  return workingDays(localDay(new Date(since.getTime() + DAY)), localDay(new Date(since.getTime() + days * DAY)), region);
}
