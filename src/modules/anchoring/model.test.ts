import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardestLevel, othersShare, type PotentialFacts, potentialOf, stateOf } from './model.ts';

const today = '2026-11-26';
const measure = (due: string, done_on: string | null = null) => ({ level: 'middle' as const, due, done_on });

describe('where a partner stands', () => {
  it('follows from what was rated and planned', () => {
    const all = { rated: 12, total: 12 };
    expect(stateOf(undefined, [], today)).toBe('notBegun');
    expect(stateOf({ rated: 1, total: 12 }, [], today)).toBe('begun');
    expect(stateOf(all, [measure('2027-01-01')], today)).toBe('running');
    expect(stateOf(all, [measure('2026-10-27')], today)).toBe('running');
    expect(stateOf(all, [measure('2026-10-26')], today)).toBe('stuck');
    expect(stateOf(all, [measure('2026-01-01', '2026-02-01')], today)).toBe('done');
    expect(stateOf({ rated: 3, total: 12 }, [measure('2026-01-01', '2026-02-01')], today)).toBe('begun');
  });

  it('is hardest where most is urgent', () => {
    expect(
      hardestLevel([
        { level: 'management', urgent: 0, some: 4 },
        { level: 'middle', urgent: 1, some: 0 },
      ]),
    ).toBe('middle');
    expect(hardestLevel([{ level: 'management', urgent: 0, some: 0 }])).toBeUndefined();
  });
});

describe('the comparison', () => {
  it('says nothing of fewer than five others, and nothing exact of more', () => {
    const other = fc
      .record({ rated: fc.integer({ min: 0, max: 4 }), withNeed: fc.integer({ min: 0, max: 4 }) })
      .map((each) => ({ rated: each.rated, withNeed: Math.min(each.withNeed, each.rated) }));
    fc.assert(
      fc.property(fc.array(other, { maxLength: 20 }), (others) => {
        const share = othersShare(others);
        if (others.filter((each) => each.rated > 0).length < 5) expect(share).toBeUndefined();
        else {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
          expect(Math.abs((share ?? 0) * 20 - Math.round((share ?? 0) * 20))).toBeLessThan(1e-9);
        }
      }),
    );
  });
});

describe('the potential', () => {
  it('names only what follows from something, never its own topics as others’, never more than three of a kind', () => {
    const topic = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const thing = fc.record({ topics: fc.uniqueArray(topic), title: fc.string(), href: fc.string() });
    const facts: fc.Arbitrary<PotentialFacts> = fc.record({
      own: fc.uniqueArray(topic),
      others: fc.array(fc.record({ topic, count: fc.integer({ min: 0, max: 9 }), districts: fc.integer({ min: 1, max: 9 }) })),
      reach: fc.array(fc.record({ topic, share: fc.double({ min: 0, max: 1, noNaN: true }) })),
      networks: fc.array(fc.record({ name: fc.string(), href: fc.string() })),
      programmes: fc.array(thing),
      checks: fc.array(thing),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const lines = potentialOf(given);
        for (const [, some] of Map.groupBy(lines, (line) => line.kind)) expect(some.length).toBeLessThanOrEqual(3);
        for (const line of lines) {
          if (line.kind === 'others') expect(given.own).not.toContain(line.topic);
          else if (line.kind === 'gap') expect(line.share).toBeLessThan(0.5);
          if (line.kind === 'gap' || line.kind === 'check' || line.kind === 'programme') expect(given.own).toContain(line.topic);
        }
      }),
    );
  });
});
