import fc from 'fast-check';
import { isHoliday, type Region } from 'feiertagejs';
import { describe, expect, it, vi } from 'vitest';
import { plusDays } from '#platform/days.ts';
import { holidayRegion, isWorkingDay, workingDaysSince } from './holidays.ts';

describe('working days', () => {
  it('leave out weekends and the holidays of the state', () => {
    expect(isWorkingDay('2026-11-27', 'SH')).toBe(true); // Friday
    expect(isWorkingDay('2026-11-28', 'SH')).toBe(false); // Saturday
    expect(isWorkingDay('2026-12-25', 'BUND')).toBe(false);
    // Epiphany is a holiday in three states only.
    expect(isWorkingDay('2027-01-06', holidayRegion('09'))).toBe(false);
    expect(isWorkingDay('2027-01-06', holidayRegion('01'))).toBe(true);
    expect(holidayRegion(undefined)).toBe('BUND');
  });

  it('count from the hour: what comes on Friday has waited one on Monday at the same time', () => {
    const friday = new Date('2026-11-27T14:00:00Z');
    expect(workingDaysSince(friday, new Date('2026-11-30T13:59:00Z'), 'SH')).toBe(0);
    expect(workingDaysSince(friday, new Date('2026-11-30T14:00:00Z'), 'SH')).toBe(1);
    expect(workingDaysSince(friday, new Date('2026-12-02T14:00:00Z'), 'SH')).toBe(3);
    expect(workingDaysSince(new Date('2026-12-23T10:00:00Z'), new Date('2026-12-29T10:00:00Z'), 'SH')).toBe(3); // 24th, 28th, 29th
    expect(workingDaysSince(new Date('2000-01-01T00:00:00Z'), friday, 'SH')).toBeGreaterThan(6500);
  });

  it('are those that the library says day by day, over all states and years', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('BW', 'BY', 'BE', 'SN', 'TH', 'BUND'),
        fc.integer({ min: 0, max: 13 * 365 }).map((days) => plusDays('2019-01-01', days)),
        fc.integer({ min: 0, max: 60 }),
        (region, day, days) => {
          // At noon, so that summer time moves no day.
          const from = new Date(`${day}T11:00:00Z`);
          let counted = 0;
          for (let after = 1; after <= days; after++) {
            const moment = new Date(from.getTime() + after * 86_400_000);
            if (moment.getUTCDay() % 6 !== 0 && !isHoliday(moment, region as Region)) counted++;
          }
          expect(workingDaysSince(from, new Date(from.getTime() + days * 86_400_000 + 3600_000), region)).toBe(counted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('come from a table: ten thousand that have waited for a year ask the library for a few years only', () => {
    const asked = vi.spyOn(Date.prototype, 'getUTCDay');
    const now = new Date('2026-11-27T14:00:00Z');
    for (let hour = 0; hour < 10_000; hour++) workingDaysSince(new Date(now.getTime() - hour * 3600_000 - 1), now, 'SL');
    // Two years' tables at most, whatever is asked.
    expect(asked.mock.calls.length).toBeLessThan(3 * 366);
    asked.mockRestore();
  });
});
