import { describe, expect, it } from 'vitest';
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
    expect(workingDaysSince(new Date('2000-01-01T00:00:00Z'), friday, 'SH')).toBeGreaterThan(250);
  });
});
