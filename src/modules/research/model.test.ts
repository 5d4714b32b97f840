import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsWithNothing, isLate, standingOf, touched } from './model.ts';

describe('where results stand', () => {
  it('follows from the steps that were agreed', () => {
    expect(standingOf([])).toBe('handed');
    expect(standingOf([{ state: 'done' }, { state: 'open' }])).toBe('underway');
    expect(standingOf([{ state: 'done' }, { state: 'dropped' }])).toBe('arrived');
    expect(standingOf([{ state: 'dropped' }])).toBe('nothing');
    expect([
      isLate({ state: 'open', due: '2026-11-22' }, '2026-11-23'),
      isLate({ state: 'done', due: '2026-11-22' }, '2026-11-23'),
    ]).toEqual([true, false]);
  });

  it('a project that ends soon with nothing arrived is shown', () => {
    const today = '2026-11-23';
    expect(endsWithNothing({ ends_on: '2027-03-01' }, ['underway'], today)).toBe(true);
    expect(endsWithNothing({ ends_on: '2026-01-01' }, [], today)).toBe(true);
    expect(endsWithNothing({ ends_on: '2027-03-01' }, ['arrived', 'nothing'], today)).toBe(false);
    expect(endsWithNothing({ ends_on: '2028-03-01' }, [], today)).toBe(false);
  });
});

describe('touched points', () => {
  const words = (...list: string[]) => new Map(list.map((word) => [word, 1]));
  const points = [
    { id: 'a/one', topics: ['onboarding'], lexemes: words('einarbeitung', 'plan') },
    { id: 'a/two', topics: ['pay-benefits'], lexemes: words('lohn') },
    { id: 'a/three', topics: [], lexemes: words('einarbeitung', 'erster', 'tag') },
  ];
  it('are those of the same topics and words, the closest first', () => {
    const found = touched({ topics: ['onboarding'], lexemes: words('einarbeitung', 'plan', 'woche') }, points, () => 1, 5);
    expect(found.map((each) => each.id)).toEqual(['a/one', 'a/three']);
    expect(found[0]?.shared).toEqual(['onboarding']);
  });

  it('are never more than wished, each once, in falling order', () => {
    const lexemes = fc.array(fc.constantFrom('a', 'b', 'c', 'd')).map((list) => words(...list));
    const topics = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'));
    const point = fc.record({ id: fc.uuid(), topics, lexemes });
    fc.assert(
      fc.property(fc.uniqueArray(point, { selector: (each) => each.id }), topics, lexemes, (all, own, said) => {
        const found = touched({ topics: own, lexemes: said }, all, () => 1, 3);
        expect(found.length).toBeLessThanOrEqual(3);
        expect(new Set(found.map((each) => each.id)).size).toBe(found.length);
        for (const [index, each] of found.entries()) expect(each.score).toBeLessThanOrEqual(found[index - 1]?.score ?? 1);
      }),
    );
  });
});
