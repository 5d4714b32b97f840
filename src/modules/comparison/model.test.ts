import { describe, expect, it } from 'vitest';
import { company, dice, people, THEMES } from './examples.ts';
import { coarse, type Contribution, familyOf, ownShare, release, RULES, standing } from './model.ts';

describe('one’s own company', () => {
  const ratings = { p1: 'urgent', p2: 'some', p3: 'none', p4: 'notApplicable' } as const;

  it('stands by its share of the rated points, and only beyond the rounding', () => {
    expect(ownShare(ratings, ['p1', 'p3', 'p4', 'p5'])).toBe(50);
    expect([40, 50, 60].map((figure) => standing(ratings, ['p1', 'p3'], figure))).toEqual(['same', 'same', 'same']);
    expect(standing(ratings, ['p1', 'p2'], 80)).toBe('more');
    expect(standing(ratings, ['p3'], 20)).toBe('less');
  });

  it('says nothing where nothing is rated', () => {
    expect(ownShare(ratings, ['p4', 'p5'])).toBeUndefined();
    expect(standing(ratings, ['p4'], 50)).toBeUndefined();
  });
});

describe('figures', () => {
  const same = (count: number, more: Partial<Contribution> = {}): Contribution[] =>
    Array.from({ length: count }, (_, id) => ({
      ...company(dice(id + 1), id, 0.5),
      family: 'all' as const,
      consultant: undefined,
      ...more,
    }));

  it('need ten companies for themes, twenty for points', () => {
    expect(release(same(9), THEMES).figures).toEqual([]);
    expect(release(same(12), THEMES).figures).toEqual([]); // waits for twenty …
    const patient = release(same(12, { waited: RULES.patience.value }), THEMES).figures[0];
    expect([Object.keys(patient?.themes ?? {}), patient?.points]).toEqual([['t'], {}]); // … but not for ever
    expect(Object.keys(release(same(20), THEMES).figures[0]?.points ?? {})).toHaveLength(4);
    expect(release(same(9, { waited: 99 }), THEMES).figures).toEqual([]);
  });

  it('never show an end, an exact number or anything between the steps', () => {
    for (const rating of ['urgent', 'none'] as const) {
      const ratings = { p1: rating, p2: rating, p3: rating, p4: rating };
      const [figure] = release(same(33, { ratings }), THEMES).figures;
      expect(Object.values(figure?.points ?? {})).toEqual(Array(4).fill(rating === 'urgent' ? 90 : 10));
      expect(JSON.stringify(figure)).not.toContain('33');
    }
    for (let share = 0; share <= 1; share += 0.001) expect([10, 20, 30, 40, 50, 60, 70, 80, 90]).toContain(coarse(share));
  });

  it('wait where one consultant stands behind more than half', () => {
    const half = [...same(20, { consultant: 'x' }), ...same(20)].map((each, index) => ({ ...each, id: String(index) }));
    expect(release(half, THEMES).figures).toHaveLength(1);
    expect(release([...half, ...same(1, { consultant: 'x' })], THEMES).figures).toEqual([]);
  });

  it('leave a second point out where only one would be missing', () => {
    const persons = same(24).map((each, index) =>
      index < 10 ? { ...each, ratings: { ...each.ratings, p1: 'notApplicable' as const } } : each,
    );
    expect(Object.keys(release(persons, THEMES).figures[0]?.points ?? {})).toHaveLength(2);
  });

  it('use everybody once: no company is in two figures or two releases', () => {
    const all = people(dice(7), 0.4, 900);
    const { used, figures } = release(all, THEMES);
    expect(new Set(used).size).toBe(used.length);
    expect(figures.length).toBeGreaterThan(5);
    const rest = all.filter(({ id }) => !used.includes(id));
    const again = release(rest, THEMES).used;
    expect(again.filter((id) => used.includes(id))).toEqual([]);
  });

  it('send who told nothing into the figure of all', () => {
    expect(familyOf(0.99, { size: '1', industry: 'F', state: undefined })).toBe('all');
    expect(familyOf(0.99, { size: '1', industry: 'F', state: '01' })).toBe('state');
    expect(familyOf(0, { size: '1', industry: 'F', state: '01' })).toBe('all');
  });
});
