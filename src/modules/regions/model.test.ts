import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadNetworks } from './config.ts';
import { missingEvidence, nextStep, proposalsFor, type Standing, topicCounts, untilAfter } from './model.ts';

const rules = { dormantAfterDays: 365, askBeforeDays: 60, reactivatedDays: 365 };
const standing = (values: Partial<Standing>): Standing => ({
  state: 'active',
  lastActivity: '2026-01-01',
  askedOn: null,
  stateSince: null,
  ...values,
});
const day = fc.integer({ min: 0, max: 3000 }).map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10));

describe('the life of a network', () => {
  it('is asked 60 days before the year is over, not before', () => {
    expect(nextStep(standing({}), '2026-11-01', rules)).toBeUndefined();
    expect(nextStep(standing({}), '2026-11-02', rules)).toEqual({ kind: 'ask' });
  });
  it('falls asleep when the question stayed unanswered, and not when it was answered', () => {
    expect(nextStep(standing({ askedOn: '2026-11-02' }), '2026-12-31', rules)).toBeUndefined();
    expect(nextStep(standing({ askedOn: '2026-11-02' }), '2027-01-01', rules)).toEqual({ kind: 'state', state: 'dormant' });
    expect(nextStep(standing({ askedOn: '2026-11-02', lastActivity: '2026-11-03' }), '2027-01-01', rules)).toBeUndefined();
  });
  it('never falls asleep unasked, however long it was silent', () => {
    fc.assert(
      fc.property(
        day,
        day,
        fc.option(day),
        fc.constantFrom('active' as const, 'reactivated' as const),
        (lastActivity, today, askedOn, state) => {
          const step = nextStep(standing({ lastActivity, askedOn, state }), today, rules);
          if (step?.kind !== 'state' || step.state !== 'dormant') return;
          expect(askedOn).not.toBeNull();
          expect(Date.parse(today) - Date.parse(askedOn ?? today)).toBeGreaterThanOrEqual(60 * 86_400_000);
        },
      ),
    );
  });
  it('that woke again is active after a year', () => {
    const woken = standing({ state: 'reactivated', stateSince: '2025-11-20', lastActivity: '2026-11-01' });
    expect(nextStep(woken, '2026-11-19', rules)).toBeUndefined();
    expect(nextStep(woken, '2026-11-20', rules)).toEqual({ kind: 'state', state: 'active' });
  });
});

describe('recognition', () => {
  it('names what is missing', () => {
    expect(missingEvidence([{ id: 'a' }, { id: 'b' }], { a: 'Ja' })).toEqual(['b']);
  });
  it('counts whole years, also from a leap day', () => {
    expect(untilAfter('2026-11-26', 3)).toBe('2029-11-26');
    expect(untilAfter('2028-02-29', 1)).toBe('2029-02-28'); // § 188 (3) BGB: where the month has no such day, its last
  });
  it('has criteria that are named once', () => {
    const { criteria } = loadNetworks().recognition;
    expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
  });
});

describe('what two networks may do together', () => {
  const shared = { partners: ['a', 'b'], smaller: 6, topics: [], next: undefined };
  it('is to be bundled where half of the smaller one is the same', () => {
    expect(proposalsFor({ ...shared, smaller: 4 })).toEqual([{ kind: 'bundle', share: 0.5 }]);
    expect(proposalsFor({ ...shared, smaller: 5 })).toEqual([{ kind: 'meet' }]);
  });
  it('is to come to what the other plans, and a topic on which both have offers', () => {
    const next = { title: 'Treffen', day: '2027-01-10' };
    expect(proposalsFor({ ...shared, next, topics: [{ topic: 'ai', offers: 3 }] })).toEqual([
      { kind: 'event', ...next },
      { kind: 'topic', topic: 'ai', offers: 3 },
    ]);
  });
  it('counts the first topic of every offer', () => {
    expect(topicCounts([{ topics: ['b', 'a'] }, { topics: ['a'] }, { topics: ['a'] }, { topics: [] }])).toEqual([
      { topic: 'a', offers: 2 },
      { topic: 'b', offers: 1 },
    ]);
  });
});
