import { plusMonths } from '#platform/days.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accreditedOn, dueReminder, honouredUntil, missingOf, type Scheme, schemeOn, type Standing } from './model.ts';

const words = { de: 'Text', en: 'text' };
const old: Scheme = {
  id: 'old',
  title: words,
  roles: ['consultant'],
  from: '2023-01-01',
  until: '2026-12-31',
  months: 36,
  objectionDays: 30,
  decidedBy: 'office',
  requirements: [{ id: 'training', kind: 'training', ...words, curricula: ['a'], level: 'attended' }],
};
const next: Scheme = {
  ...old,
  id: 'next',
  from: '2026-10-01',
  until: null,
  replaces: { scheme: 'old', until: '2027-06-30' },
  requirements: [
    { id: 'training', kind: 'training', ...words, curricula: ['a'], level: 'learnt' },
    { id: 'exchange', kind: 'exchange', ...words, least: 2, months: 24 },
    { id: 'charter', kind: 'charter', ...words, charter: 'c' },
  ],
};
const nothing: Standing = { trainings: [], exchanges: [], cases: [], charters: [], hasEvidence: false };

describe('requirements', () => {
  it('count what is recent, and a level or more', () => {
    const standing: Standing = { ...nothing, trainings: [{ curriculum: 'a', level: 'attended' }], exchanges: ['2026-01-01', '2024-01-01'] };
    expect(missingOf(old, standing, '2026-11-26')).toEqual([]);
    expect(missingOf(next, standing, '2026-11-26').map((each) => each.id)).toEqual(['training', 'exchange', 'charter']);
    const more: Standing = {
      trainings: [{ curriculum: 'a', level: 'applied' }],
      exchanges: ['2026-01-01', '2024-11-26'],
      cases: [],
      charters: ['c'],
      hasEvidence: false,
    };
    expect(missingOf(next, more, '2026-11-26')).toEqual([]);
    expect(missingOf(next, more, '2026-11-27').map((each) => each.id)).toEqual(['exchange']);
  });

  it('of the newest scheme count; the one before is honoured until the end of the transition', () => {
    expect(schemeOn([old, next], 'consultant', '2026-09-30')?.id).toBe('old');
    expect(schemeOn([old, next], 'consultant', '2026-11-26')?.id).toBe('next');
    expect(schemeOn([old, next], 'pilot', '2026-11-26')).toBeUndefined();
    expect(honouredUntil([old, next], 'old', '2029-01-01')).toBe('2027-06-30');
    expect(honouredUntil([old, next], 'old', '2027-01-01')).toBe('2027-01-01');
    expect(honouredUntil([old, next], 'next', '2029-01-01')).toBe('2029-01-01');
  });
});

describe('reminders', () => {
  it('are due six, three and one months ahead, each once, the nearest first', () => {
    expect(dueReminder('2027-06-30', '2026-12-29', [])).toBeUndefined();
    expect(dueReminder('2027-06-30', '2026-12-30', [])).toBe(6);
    expect(dueReminder('2027-06-30', '2027-03-30', [6])).toBe(3);
    expect(dueReminder('2027-06-30', '2027-03-31', [6, 3])).toBeUndefined();
    expect(dueReminder('2027-06-30', '2027-06-01', [6, 3])).toBe(1);
    expect(dueReminder('2027-06-30', '2027-06-10', [])).toBe(1); // entered late: one letter, not three
    expect(dueReminder('2027-06-30', '2027-07-01', [])).toBeUndefined();
  });

  it('are never sent twice, and at most three, however the days are walked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }), (waits) => {
        const sent: number[] = [];
        let now = new Date('2026-11-01T00:00:00Z').getTime();
        for (const wait of waits) {
          now += wait * 86_400_000;
          const due = dueReminder('2027-06-30', new Date(now).toISOString().slice(0, 10), sent);
          if (due === undefined) continue;
          expect(sent).not.toContain(due);
          expect(sent.every((each) => each > due)).toBe(true);
          sent.push(due);
        }
        expect(sent.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('know the calendar', () => {
    expect(plusMonths('2027-03-31', -1)).toBe('2027-02-28');
    expect(plusMonths('2028-03-31', -1)).toBe('2028-02-29');
    expect(plusMonths('2027-01-15', -3)).toBe('2026-10-15');
    expect(accreditedOn('2027-06-30', '2026-12-29')).toBe('valid');
    expect(accreditedOn('2027-06-30', '2026-12-30')).toBe('expiring');
    expect(accreditedOn('2027-06-30', '2027-06-30')).toBe('expiring');
    expect(accreditedOn('2027-06-30', '2027-07-01')).toBe('expired');
    expect(accreditedOn(null, '2027-07-01')).toBe('none');
  });
});
