import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attendanceFault,
  cancelFault,
  completeFault,
  type CourseStand,
  enrolFault,
  hasPlace,
  isOver,
  passesOn,
  seatsFault,
  sessionFault,
} from './course-gate.ts';

const at = (day: string, starts = '09:00', ends = '12:00') => ({ day, starts, ends });
const course = { id: 'a', curriculum: 'guide', state: 'open' as const, sessions: [at('2027-03-01'), at('2027-03-08')] };
const other = { course: 'b', title: 'Herbst', curriculum: 'guide', sessions: [at('2027-09-01')] };

describe('a place in a course', () => {
  it.each([
    [{ ...course, state: 'cancelled' as const }, [], '2027-02-01', { kind: 'closed' }],
    [course, [], '2027-03-09', { kind: 'past' }],
    [course, [{ ...other, course: 'a' }], '2027-02-01', { kind: 'twice' }],
    [course, [other], '2027-02-01', { kind: 'same', with: 'Herbst' }],
    [course, [{ ...other, sessions: [] }], '2027-02-01', { kind: 'same', with: 'Herbst' }],
    [
      course,
      [{ ...other, curriculum: 'x', sessions: [at('2027-03-08', '11:00', '13:00')] }],
      '2027-02-01',
      { kind: 'overlap', with: 'Herbst' },
    ],
    [course, [{ ...other, curriculum: 'x' }], '2027-02-01', undefined],
    [course, [{ ...other, sessions: [at('2026-09-01')] }], '2027-02-01', undefined],
    [{ ...course, sessions: [] }, [], '2027-02-01', undefined],
  ] as const)('%#', (wanted, others, today, fault) => expect(enrolFault(wanted, others, today)).toEqual(fault));

  it('goes to the next in the line as long as no day is missed', () => {
    expect(passesOn(course, '2027-03-01')).toBe(true);
    expect(passesOn(course, '2027-03-02')).toBe(false);
    expect(passesOn({ ...course, sessions: [] }, '2027-03-02')).toBe(true);
    expect(passesOn({ ...course, state: 'cancelled' }, '2027-02-01')).toBe(false);
  });
});

describe('a session', () => {
  it('is attended from its day on, and not where the course was called off', () => {
    expect(attendanceFault(course, '2027-03-01', '2027-02-28')).toBe('ahead');
    expect(attendanceFault(course, '2027-03-01', '2027-03-01')).toBeUndefined();
    expect(attendanceFault({ state: 'cancelled' }, '2027-03-01', '2027-03-01')).toBe('cancelled');
  });

  it('moves as long as nobody is noted as having been there', () => {
    expect(sessionFault(course, at('2027-03-02'), { others: [], held: true })).toBe('attended');
    expect(sessionFault(course, undefined, { others: [], held: true })).toBe('attended');
    expect(sessionFault(course, undefined, { others: [] })).toBeUndefined();
    expect(sessionFault(course, at('2027-03-08', '10:00', '11:00'), { others: course.sessions })).toBe('clash');
    expect(sessionFault(course, at('2027-03-02', '12:00', '12:00'), { others: [] })).toBe('times');
    expect(sessionFault({ ...course, state: 'cancelled' }, at('2027-03-02'), { others: [] })).toBe('closed');
  });

  it('is called off once, and only as long as something lies ahead', () => {
    expect(cancelFault(course, '2027-03-08')).toBeUndefined();
    expect(cancelFault(course, '2027-03-09')).toBe('over');
    expect(cancelFault({ ...course, sessions: [] }, '2027-03-09')).toBeUndefined();
    expect(cancelFault({ ...course, state: 'cancelled' }, '2027-03-01')).toBe('closed');
  });

  it('gives a place at once where one is free and nobody waits for it', () => {
    expect([hasPlace(2, 1, 0), hasPlace(2, 1, 1), hasPlace(2, 2, 0)]).toEqual([true, false, false]);
  });

  it('leaves everybody their place', () => {
    expect(seatsFault(3, 4)).toBe('taken');
    expect(seatsFault(4, 4)).toBeUndefined();
  });
});

/** A course in a few lines that does what its gates let it do. */
describe('no sequence of acts', () => {
  const acts = fc.array(
    fc.record({
      act: fc.constantFrom('day', 'enrol', 'attend', 'move', 'remove', 'add', 'cancel', 'complete'),
      session: fc.nat(2),
      day: fc.integer({ min: 1, max: 20 }).map((day) => `2027-03-${String(day).padStart(2, '0')}`),
    }),
    { maxLength: 40 },
  );
  it('issues a certificate for days that nobody has seen yet, or twice, or for a course that was called off', () => {
    fc.assert(
      fc.property(acts, (sequence) => {
        let today = '2027-03-01';
        let stand: CourseStand = { state: 'open', sessions: [at('2027-03-05'), at('2027-03-06'), at('2027-03-07')] };
        let noted = new Set<number>();
        let enrolment: 'none' | 'registered' | 'completed' = 'none';
        for (const { act, session, day } of sequence) {
          const sitting = stand.sessions[session];
          const others = stand.sessions.filter((each) => each !== sitting);
          if (act === 'day') today = day > today ? day : today;
          else if (act === 'enrol' && enrolment === 'none') {
            if (!enrolFault({ ...course, ...stand }, [], today)) enrolment = 'registered';
          } else if (act === 'attend' && sitting) {
            if (attendanceFault(stand, sitting.day, today)) continue;
            expect(sitting.day <= today).toBe(true);
            noted.add(session);
          } else if (act === 'move' && sitting) {
            if (sessionFault(stand, at(day), { others, held: noted.has(session) })) continue;
            stand = { ...stand, sessions: stand.sessions.map((each) => (each === sitting ? at(day) : each)) };
          } else if (act === 'remove' && sitting) {
            if (sessionFault(stand, undefined, { others, held: noted.has(session) })) continue;
            stand = { ...stand, sessions: others };
            noted = new Set([...noted].map((each) => (each > session ? each - 1 : each)));
          } else if (act === 'add') {
            if (!sessionFault(stand, at(day), { others: stand.sessions })) stand = { ...stand, sessions: [...stand.sessions, at(day)] };
          } else if (act === 'cancel') stand = { ...stand, state: 'cancelled' };
          else if (act === 'complete' && enrolment !== 'none') {
            const level = noted.size >= 2 ? 'attended' : undefined;
            if (completeFault(stand, enrolment, level, today)) continue;
            expect([stand.state, enrolment]).toEqual(['open', 'registered']);
            expect(stand.sessions.every((each) => each.day <= today)).toBe(true);
            expect(noted.size).toBeGreaterThanOrEqual(2);
            enrolment = 'completed';
          }
          if (isOver(stand, today)) expect(passesOn(stand, today)).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
