import { isHoliday, type Region } from 'feiertagejs';
import { localDay } from '#platform/clock.ts';

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

/** Whether people work on a day (`YYYY-MM-DD`): Monday to Friday, no holiday of the state. */
export function isWorkingDay(day: string, region: string): boolean {
  const noon = new Date(`${day}T12:00:00Z`);
  const weekday = noon.getUTCDay();
  return weekday >= 1 && weekday <= 5 && !isHoliday(noon, region as Region);
}

const MOST_DAYS = 400;

/**
 * Working days that have passed in full between two moments: what comes on Friday afternoon has waited one working day on
 * Monday afternoon. Never more than some 280; whoever waits longer waits long enough.
 */
export function workingDaysSince(since: Date, now: Date, region: string): number {
  let passed = 0;
  for (let days = 1; days <= MOST_DAYS; days++) {
    const moment = new Date(since.getTime() + days * 86_400_000);
    if (moment > now) break;
    if (isWorkingDay(localDay(moment), region)) passed++;
  }
  return passed;
}
