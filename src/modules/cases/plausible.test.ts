import { plusDays } from '#platform/days.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTopics } from '#modules/topics/index.ts';
import { loadProgrammes } from '#modules/programmes/index.ts';
import type { CaseFacts, Session } from './model.ts';
import { doubtsOf, earliestDay, gateFault, type HeldThatDay, type SessionEntry, settlementFault, sprintSince } from './plausible.ts';

const coaching = loadProgrammes(new Set(loadTopics().all.map((topic) => topic.id))).all.find((each) => each.id === 'coaching');
const process = coaching?.versions.find((version) => version.id === 'inqa-coaching-2023')?.process ?? [];
const given = { opened: '2027-01-04', today: '2027-03-15', backdateDays: 14, hoursPerDay: 8 };
const facts: CaseFacts = {
  phase: 'innovation',
  phase_since: '2027-02-01',
  voucher_issued: '2027-01-08',
  voucher_until: '2027-08-08',
  settled_on: null,
  budget_days: 12,
  sessions: [],
  goals: [],
  documents: [],
};
const entry = (change: Partial<SessionEntry> = {}): SessionEntry => ({
  day: '2027-03-10',
  minutes: 120,
  funded: true,
  reason: '',
  ends_sprint: false,
  sprint_reason: '',
  ...change,
});
const held = (change: Partial<Session> = {}): Session => ({
  phase: 'innovation',
  day: '2027-02-20',
  minutes: 120,
  funded: true,
  ends_sprint: false,
  ...change,
});
const asked = (change: Partial<SessionEntry>, state: Partial<CaseFacts> = {}, thatDay: readonly HeldThatDay[] = []) =>
  gateFault(process, { ...facts, ...state }, entry(change), given, thatDay);

describe('a session', () => {
  it('is kept where it can have been so', () => {
    expect(asked({})).toBeUndefined();
    expect(asked({ minutes: 600 })).toBeUndefined();
  });

  it('ahead of its day, or before its case or phase began, is refused', () => {
    expect(asked({ day: '2027-03-16' })).toEqual({ kind: 'future' });
    expect(asked({ day: '2027-01-03' })).toEqual({ kind: 'beforeCase', day: '2027-01-04' });
    expect(asked({ day: '2027-01-31', reason: 'spät' })).toEqual({ kind: 'beforePhase', day: '2027-02-01' });
  });

  it('of more than ten hours is refused', () => {
    expect(asked({ minutes: 601 })).toMatchObject({ kind: 'tooLong', most: 10 });
    expect(asked({ minutes: 601 }, { budget_days: 1 })?.kind).toBe('tooLong');
  });

  it('that makes a day longer than ten hours is refused, and the sentence can name the other case', () => {
    const own = { minutes: 240, isThisCase: true, company: 'Muster' };
    const other = { minutes: 180, isThisCase: false, company: undefined };
    expect(asked({ minutes: 180 }, {}, [own, other])).toBeUndefined();
    expect(asked({ minutes: 240 }, {}, [own, other])).toEqual({
      kind: 'dayFull',
      day: '2027-03-10',
      hours: 7,
      sum: 11,
      most: 10,
      others: [{ hours: 3, company: undefined }],
    });
  });

  it('counts hours without a grant as well, and none with one after the settlement', () => {
    expect(asked({ minutes: 240, funded: false }, {}, [{ minutes: 480, isThisCase: true, company: undefined }])?.kind).toBe('dayFull');
    expect(asked({}, { settled_on: '2027-03-12' })).toEqual({ kind: 'settled', day: '2027-03-12' });
    expect(asked({ funded: false }, { settled_on: '2027-03-12' })).toBeUndefined();
  });

  it('can be entered from the first day that its phase allows', () => {
    expect(earliestDay(process, facts, given.opened)).toBe('2027-02-01');
    expect(earliestDay(process, { phase: 'result-talk', phase_since: '2027-02-01' }, given.opened)).toBe('2027-07-01');
  });
});

describe('a work phase', () => {
  const closed = [held({ day: '2027-03-01', ends_sprint: true })];

  it('runs since its phase began, or since the last one was closed', () => {
    expect(sprintSince(process, facts)).toBe('2027-02-01');
    expect(sprintSince(process, { ...facts, sessions: closed })).toBe('2027-03-01');
    expect(sprintSince(process, { ...facts, phase: 'learning' })).toBeUndefined();
  });

  it('that runs for less than two weeks is asked back and closed with a reason only', () => {
    const early = { day: '2027-03-14', ends_sprint: true };
    expect(asked(early, { sessions: closed })).toEqual({ kind: 'shortSprint', since: '2027-03-01', day: '2027-03-15' });
    expect(asked({ ...early, sprint_reason: 'Messe' }, { sessions: closed })).toBeUndefined();
    expect(asked({ ...early, day: '2027-03-15' }, { sessions: closed })).toBeUndefined();
  });

  it('cannot be closed before it began, whatever the reason', () => {
    const before = { day: '2027-02-28', ends_sprint: true, sprint_reason: 'x', reason: 'x' };
    expect(asked(before, { sessions: closed })).toEqual({ kind: 'beforeSprint', day: '2027-03-01' });
  });
});

describe('a settlement', () => {
  it('comes after the last funded session, not after today', () => {
    const sessions = [held(), held({ day: '2027-03-05', funded: false })];
    expect(settlementFault({ sessions }, '2027-03-16', given)).toEqual({ kind: 'future' });
    expect(settlementFault({ sessions }, '2027-01-01', given)).toEqual({ kind: 'beforeCase', day: '2027-01-04' });
    expect(settlementFault({ sessions }, '2027-02-19', given)).toEqual({ kind: 'beforeSession', day: '2027-02-20' });
    expect(settlementFault({ sessions }, '2027-02-20', given)).toBeUndefined();
  });

  it('shows what was entered before there was a gate', () => {
    const old = { sprint_since: null, sprint_reason: '' };
    const closing = { ...held({ minutes: 480, ends_sprint: true }), ...old };
    expect(doubtsOf([closing, closing])).toEqual([
      { kind: 'day', day: '2027-02-20', hours: 16 },
      { kind: 'sprint', day: '2027-02-20', since: '2027-02-20' },
    ]);
    expect(doubtsOf([closing, { ...closing, day: '2027-03-06' }])).toEqual([]);
  });

  it('accuses nobody where the words about people were taken out later', () => {
    const early = { ...held({ day: '2027-02-24', ends_sprint: true }), sprint_since: '2027-02-20', sprint_reason: '' };
    expect(doubtsOf([{ ...held({ ends_sprint: true }), sprint_since: '2027-01-04', sprint_reason: '' }, early])).toEqual([]);
  });
});

describe('whatever is tried, one after the other', () => {
  const BEGAN = '2027-02-01';
  interface Kept extends Session {
    entered: string;
    sprint_since: string | null;
    sprint_reason: string;
  }
  const act = fc.oneof(
    { weight: 1, arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 20 }) }) },
    {
      weight: 6,
      arbitrary: fc.record({
        case: fc.constantFrom(0, 1),
        back: fc.integer({ min: -3, max: 25 }),
        minutes: fc.integer({ min: 5, max: 960 }),
        funded: fc.boolean(),
        ends_sprint: fc.boolean(),
        reason: fc.constantFrom('', 'war krank'),
        sprint_reason: fc.constantFrom('', '', 'Messe'),
      }),
    },
  );
  type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

  /** Two cases of one consultant, into which everything goes that the gate lets through. */
  function play(acts: readonly Act[]): { cases: [Kept[], Kept[]]; today: string } {
    const cases: [Kept[], Kept[]] = [[], []];
    let today = BEGAN;
    for (const one of acts) {
      if ('wait' in one) {
        today = plusDays(today, one.wait);
        continue;
      }
      const { case: index, back, ...wish } = one;
      const tried = { ...wish, day: plusDays(today, -back) };
      const own = cases[index === 0 ? 0 : 1];
      const state = { ...facts, sessions: own };
      const thatDay = cases.map((sessions): HeldThatDay => {
        const minutes = sessions.filter((session) => session.day === tried.day).reduce((sum, session) => sum + session.minutes, 0);
        return { minutes, isThisCase: sessions === own, company: undefined };
      });
      if (gateFault(process, state, tried, { ...given, today }, thatDay)) continue;
      own.push({
        ...tried,
        phase: 'innovation',
        entered: today,
        sprint_since: tried.ends_sprint ? (sprintSince(process, state) ?? null) : null,
      });
    }
    return { cases, today };
  }

  it('no settlement holds a day of more than ten hours, a session ahead of its day, or a short work phase without a reason', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const { cases, today } = play(acts);
        const all = cases.flat();
        for (const { day } of all) {
          const minutes = all.filter((session) => session.day === day).reduce((sum, session) => sum + session.minutes, 0);
          expect(minutes).toBeLessThanOrEqual(600);
        }
        for (const session of all) expect(session.day <= session.entered && session.day >= BEGAN).toBe(true);
        for (const sessions of cases) {
          let since = BEGAN;
          for (const closing of sessions.filter((session) => session.ends_sprint)) {
            expect(closing.day >= since).toBe(true);
            expect(closing.sprint_since).toBe(since);
            if (closing.day < plusDays(since, 14)) expect(closing.sprint_reason).not.toBe('');
            since = closing.day;
          }
          expect(doubtsOf(sessions)).toEqual([]);
          const isSettled = settlementFault({ sessions }, today, { opened: BEGAN, today }) === undefined;
          expect(isSettled).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('and the gate lets enough through for that to mean something', () => {
    const { cases } = play([
      { case: 0, back: 0, minutes: 300, funded: true, ends_sprint: false, reason: '', sprint_reason: '' },
      { wait: 14 },
      { case: 0, back: 0, minutes: 300, funded: true, ends_sprint: true, reason: '', sprint_reason: '' },
      { case: 1, back: 0, minutes: 300, funded: true, ends_sprint: true, reason: '', sprint_reason: '' },
    ]);
    expect(cases.map((sessions) => sessions.length)).toEqual([2, 1]);
  });
});
