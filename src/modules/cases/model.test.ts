import { plusDays, plusMonths } from '#platform/days.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTopics } from '#modules/topics/index.ts';
import { loadProgrammes } from '#modules/programmes/index.ts';
import { askedOf, budgetOf, type CaseFacts, missingIn, nextPhases, type Session, sessionFault } from './model.ts';

const coaching = loadProgrammes(new Set(loadTopics().all.map((topic) => topic.id))).all.find((each) => each.id === 'coaching');
const process = coaching?.versions.find((version) => version.id === 'inqa-coaching-2023')?.process ?? [];
const given = { opened: '2026-12-01', today: '2027-02-01', backdateDays: 14, hoursPerDay: 8 };
const facts: CaseFacts = {
  phase: 'initial',
  phase_since: '2027-01-10',
  voucher_issued: '2027-01-08',
  voucher_until: '2027-08-08',
  settled_on: null,
  budget_days: 12,
  sessions: [],
  goals: [],
  documents: [],
};
const session = { day: '2027-01-25', minutes: 120, funded: true, reason: '' };
const held = (change: Partial<Session> = {}): Session => ({
  phase: 'initial',
  day: '2027-01-20',
  minutes: 120,
  funded: true,
  ends_sprint: false,
  ...change,
});

describe('a session', () => {
  it('counts within phase, voucher and budget', () => {
    expect(sessionFault(process, facts, session, given)).toBeUndefined();
  });

  it.each([
    ['in the future', { day: '2027-02-02' }, {}, 'future'],
    ['before the case began', { day: '2026-11-30' }, {}, 'beforeCase'],
    ['before the phase began', { day: '2027-01-09' }, {}, 'beforePhase'],
    ['without a voucher', {}, { voucher_issued: null }, 'noVoucher'],
    ['after the voucher’s last day', {}, { voucher_until: '2027-01-24' }, 'voucherOver'],
    ['long ago, without a reason', { day: '2027-01-12' }, {}, 'backdated'],
    ['over the budget', { minutes: 120 }, { sessions: [held({ minutes: 95 * 60 })] }, 'overBudget'],
  ] as const)('%s is refused or asked back', (_, change, state, kind) => {
    expect(sessionFault(process, { ...facts, ...state }, { ...session, ...change }, given)?.kind).toBe(kind);
  });

  it('goes through with a reason, or where its time does not count', () => {
    expect(sessionFault(process, facts, { ...session, day: '2027-01-12', reason: 'krank' }, given)).toBeUndefined();
    const full = { ...facts, sessions: [held({ minutes: 96 * 60 })] };
    expect(sessionFault(process, full, session, given)?.kind).toBe('overBudget');
    expect(sessionFault(process, full, { ...session, funded: false }, given)).toBeUndefined();
  });

  it('of the result talk is too early before five months', () => {
    const late = { ...facts, phase: 'result-talk', phase_since: '2027-01-10' };
    expect(sessionFault(process, late, { ...session, funded: false }, given)).toMatchObject({
      kind: 'tooEarly',
      day: plusDays('2027-01-10', 150),
    });
  });

  it('never lets the budget be passed, whatever is entered', () => {
    const some = fc.array(fc.record({ minutes: fc.integer({ min: 5, max: 960 }), funded: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(some, (wishes) => {
        const sessions: Session[] = [];
        for (const wish of wishes) {
          if (!sessionFault(process, { ...facts, sessions }, { ...session, ...wish }, given))
            sessions.push(held({ ...wish, day: session.day }));
        }
        const { used, all } = budgetOf({ sessions, budget_days: 12 }, 8);
        expect(used).toBeLessThanOrEqual((all ?? 0) + 1e-6);
      }),
    );
  });
});

describe('a phase', () => {
  it('is left once everything it needs is there', () => {
    expect(missingIn(process, facts, given.today).map((need) => need.kind)).toEqual(['goals', 'sessions', 'documentation']);
    const done: CaseFacts = {
      ...facts,
      goals: [{ company_agreed_at: new Date() }],
      sessions: [held(), held()],
      documents: [{ phase: 'initial', kind: 'documentation' }],
    };
    expect(nextPhases(process, done, given.today).map((phase) => phase.id)).toEqual(['innovation']);
    expect(nextPhases(process, { ...done, sessions: [held()] }, given.today)).toEqual([]);
    expect(nextPhases(process, { ...facts, phase: 'voucher', voucher_until: '2027-01-31' }, given.today)).toEqual([]);
  });

  it('of the coaching leads to the result talk and nowhere else', () => {
    const seen: string[] = [];
    for (let id: string | undefined = process[0]?.id; id; id = process.find((phase) => phase.id === id)?.next[0]) seen.push(id);
    expect(seen).toEqual(['first-talk', 'voucher', 'initial', 'innovation', 'learning', 'closing', 'result-talk']);
  });
});

describe('what is asked', () => {
  it('comes four weeks, six and eighteen months later, each once', () => {
    const config = { ratingWeeks: 4, effectMonths: [0, 6, 18] };
    expect(askedOf('2027-01-31', new Set(), '2027-01-31', config)).toEqual(['effect-0']);
    expect(askedOf('2027-01-31', new Set(['effect-0']), '2027-02-28', config)).toEqual(['rating']);
    expect(askedOf('2027-01-31', new Set(['effect-0', 'rating']), '2028-08-01', config)).toEqual(['effect-6', 'effect-18']);
    expect(plusMonths('2027-08-31', 6)).toBe('2028-02-29');
  });
});
