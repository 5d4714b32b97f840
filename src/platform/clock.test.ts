import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay, localMoment, localTime } from './clock.ts';

describe('local time', () => {
  it('is that of Berlin, in winter and in summer', () => {
    expect(localMoment('2027-01-12', '10:00').toISOString()).toBe('2027-01-12T09:00:00.000Z');
    expect(localMoment('2027-07-12', '9:05').toISOString()).toBe('2027-07-12T07:05:00.000Z');
  });

  it('comes back as it was said, but for the hour that summer time leaves out', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, minute, (date, minutes) => {
        const said = [
          date.toISOString().slice(0, 10),
          `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
        ] as const;
        const moment = localMoment(...said);
        const isLeftOut = said[1].startsWith('02') && localTime(moment).startsWith('03');
        if (!isLeftOut) expect([localDay(moment), localTime(moment)]).toEqual(said);
      }),
    );
  });
});
