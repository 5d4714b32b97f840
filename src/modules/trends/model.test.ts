import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDivided, isDueForReview, isGap, onRadar, spreadOf } from './model.ts';

const value = fc.integer({ min: 1, max: 5 });

describe('judgements', () => {
  it('have their middle and their range, whatever the order', () => {
    expect(spreadOf([])).toBeUndefined();
    expect(spreadOf([5, 1, 3])).toEqual({ count: 3, median: 3, least: 1, most: 5 });
    expect(spreadOf([2, 3])).toEqual({ count: 2, median: 2.5, least: 2, most: 3 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const spread = spreadOf(values);
        expect(spread).toEqual(spreadOf(values.toReversed()));
        if (!spread) throw new Error('some');
        expect(values.filter((each) => each <= spread.median).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(values.filter((each) => each >= spread.median).length * 2).toBeGreaterThanOrEqual(values.length);
      }),
    );
  });

  it('are worth a talk where they are far apart', () => {
    expect(isDivided({ count: 2, median: 3, least: 1, most: 4 })).toBe(true);
    expect(isDivided({ count: 2, median: 3, least: 2, most: 4 })).toBe(false);
  });
});

describe('the radar', () => {
  it('keeps everything inside, the nearer the closer to the middle, each in its sector', () => {
    const blip = fc.record({ id: fc.uuid(), sector: fc.integer({ min: 0, max: 8 }), nearness: value, strength: value });
    fc.assert(
      fc.property(fc.uniqueArray(blip, { selector: (each) => each.id }), (blips) => {
        const placed = onRadar(blips, 9);
        expect(placed.length).toBe(blips.length);
        for (const { x, y, nearness, sector } of placed) {
          const radius = Math.hypot(x, y);
          expect(radius).toBeCloseTo(0.12 + 0.82 * ((5 - nearness) / 4), 9);
          const turn = (Math.atan2(y, x) + Math.PI / 2 + 4 * Math.PI) % (2 * Math.PI);
          expect(Math.floor((turn / (2 * Math.PI)) * 9 + 1e-9)).toBe(sector);
        }
        expect(onRadar(blips.toReversed(), 9).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
          placed.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        );
      }),
    );
  });
});

it('a year on it is asked what became of a trend, and a gap is where little reaches people and nothing comes from anywhere', () => {
  expect(isDueForReview({ review_on: '2026-11-23', outcome_at: null }, '2026-11-23')).toBe(true);
  expect(isDueForReview({ review_on: '2026-11-24', outcome_at: null }, '2026-11-23')).toBe(false);
  expect(isDueForReview({ review_on: '2026-11-01', outcome_at: new Date() }, '2026-11-23')).toBe(false);
  expect([isGap(0.49, 0), isGap(0.5, 0), isGap(0, 1)]).toEqual([true, false, false]);
});
