import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayRemind, openOf, type PledgeFacts, readEuro, receivedOf, standingOf, totalsOf } from './model.ts';

const pledge = (change: Partial<PledgeFacts> = {}): PledgeFacts => ({
  kind: 'money',
  amount: 100_000,
  due_on: '2026-06-30',
  given_on: null,
  withdrawn_on: null,
  ...change,
});

describe('a pledge', () => {
  it('is open, partly there, overdue, received, withdrawn', () => {
    expect(standingOf(pledge(), 0, '2026-06-30')).toBe('open');
    expect(standingOf(pledge(), 1, '2026-06-30')).toBe('partly');
    expect(standingOf(pledge(), 1, '2026-07-01')).toBe('overdue');
    expect(standingOf(pledge(), 100_000, '2027-01-01')).toBe('received');
    expect(standingOf(pledge({ withdrawn_on: '2026-05-01' }), 0, '2027-01-01')).toBe('withdrawn');
    expect(standingOf(pledge({ kind: 'other', amount: null }), 0, '2026-01-01')).toBe('open');
    expect(standingOf(pledge({ kind: 'other', amount: null, given_on: '2026-01-01' }), 0, '2027-01-01')).toBe('received');
  });

  it('is reminded of once it is overdue, at most every four weeks', () => {
    const now = new Date('2026-08-01T00:00:00Z');
    expect(mayRemind('overdue', undefined, now)).toBe(true);
    expect(mayRemind('overdue', new Date('2026-07-05T00:00:00Z'), now)).toBe(false);
    expect(mayRemind('overdue', new Date('2026-07-04T00:00:00Z'), now)).toBe(true);
    expect(mayRemind('open', undefined, now)).toBe(false);
  });

  it('never has less than nothing open, and the sums add up', () => {
    const cents = fc.integer({ min: 1, max: 10_000_000 });
    const some = fc.record({ amount: cents, receipts: fc.array(cents, { maxLength: 4 }), isWithdrawn: fc.boolean() });
    fc.assert(
      fc.property(fc.array(some), (all) => {
        const pledges = all.map(({ amount, receipts, isWithdrawn }) => ({
          ...pledge({ amount, withdrawn_on: isWithdrawn ? '2026-01-01' : null }),
          received: receivedOf(receipts.map((each) => ({ amount: each }))),
        }));
        for (const each of pledges) expect(openOf(each, each.received)).toBeGreaterThanOrEqual(0);
        const totals = totalsOf(pledges, []);
        expect(totals.open).toBeLessThanOrEqual(totals.promised);
        expect(totals.received).toBe(pledges.reduce((sum, each) => sum + each.received, 0));
      }),
    );
  });
});

describe('an amount', () => {
  it('is read as people write it', () => {
    for (const [text, cents] of [
      ['1.234,50', 123_450],
      ['1234,5 €', 123_450],
      ['1 234', 123_400],
      ['1234.50', 123_450],
      ['1.234', 123_400],
      ['0,05', 5],
    ] as const)
      expect(readEuro(text), text).toBe(cents);
    for (const text of ['', '-5', '1,234', '12.34.5', 'viel', '1e9', '9999999999']) expect(readEuro(text), text).toBeUndefined();
  });

  it('comes back from how it is shown', () => {
    const shown = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (cents) => {
        expect(readEuro(shown.format(cents / 100))).toBe(cents);
      }),
    );
  });
});
