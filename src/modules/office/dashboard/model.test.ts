import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOf, pageOfAll } from '#platform/lists.ts';
import { byAge, type Figure, FIGURES, monthBefore, pressing } from './model.ts';

const now = new Date('2026-11-26T10:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe('the figures', () => {
  it('tell how long things wait, each counted once', async () => {
    const ages = (days: readonly number[]) =>
      byAge(days.length, now, async (before) => days.filter((each) => ago(each).getTime() < before.getTime()).length);
    expect(await ages([0, 3, 3.1, 10, 11])).toEqual([2, 2, 1]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 400 })), async (days) => {
        expect((await ages(days)).reduce((sum, each) => sum + each, 0)).toBe(days.length);
      }),
    );
  });

  it('name what is pressing in the same order, and nothing that is at zero', () => {
    const figure = (id: Figure['id'], count: number): Figure => ({ id, count, parts: [], rows: pageOfAll([], firstOf(1)) });
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: FIGURES.length, maxLength: FIGURES.length }), (counts) => {
        const found = pressing(FIGURES.map((id, index) => figure(id, counts[index] ?? 0)));
        for (const each of found) expect(each.count).toBeGreaterThan(0);
        expect(found.map((each) => each.id)).not.toContain('coverage');
      }),
    );
    expect(pressing([figure('content', 1), figure('requests', 2)]).map((each) => each.id)).toEqual(['requests', 'content']);
  });

  it('report the month before', () => {
    expect(monthBefore('2027-01-01')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
    expect(monthBefore('2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-03-01' });
  });
});
