import { localMoment } from '#platform/clock.ts';
import ICAL from 'ical.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarMeeting, calendarFeed, invitation } from './calendar.ts';
import {
  holdsName,
  isCarried,
  isEnded,
  isOfficeTime,
  isOpenStation,
  isOverdue,
  mayRemind,
  type Named,
  paperStateOf,
  redact,
  type Step,
  standOf,
  wantsReminder,
} from './model.ts';
import { parseMinutes } from './minutes/parse.ts';
import { proposeReview } from './proposal.ts';
import { actOn, faultsOf, readReview, UNDECIDED } from './review.ts';

const at = (text: string) => new Date(text);

describe('agreements', () => {
  it.each([
    ['open', '2026-11-22', true],
    ['open', '2026-11-23', false],
    ['done', '2026-11-01', false],
    ['progress', null, false],
  ] as const)('%s, due %s: overdue %s', (state, due, expected) => expect(isOverdue({ state, due }, '2026-11-23')).toBe(expected));

  it.each([
    ['2026-11-23T10:00:00Z', 'BUND', true],
    ['2026-11-23T06:30:00Z', 'BUND', false], // half past seven in the morning
    ['2026-11-22T10:00:00Z', 'BUND', false], // Sunday
    ['2026-12-25T10:00:00Z', 'BUND', false], // Christmas
    ['2027-01-06T10:00:00Z', 'BY', false], // Epiphany in Bavaria
    ['2027-01-06T10:00:00Z', 'NI', true],
  ])('%s in %s: office time %s', (time, state, expected) => expect(isOfficeTime(at(time), state)).toBe(expected));

  it('asks from a week before its day, and once a week at most', () => {
    const now = at('2026-11-23T10:00:00Z');
    expect(wantsReminder({ state: 'open', due: '2026-11-30' }, now)).toBe(true);
    expect(wantsReminder({ state: 'open', due: '2026-12-01' }, now)).toBe(false);
    expect(wantsReminder({ state: 'open', due: null }, now)).toBe(false);
    expect(mayRemind(at('2026-11-18T10:00:00Z'), now)).toBe(false);
    expect(mayRemind(at('2026-11-16T10:00:00Z'), now)).toBe(true);
    expect(mayRemind(null, now)).toBe(true);
  });
});

describe('papers', () => {
  it.each([
    [{ rule: 'consensus', yes: null, no: null, abstain: null, objected: false }, true],
    [{ rule: 'consensus', yes: 9, no: 1, abstain: 0, objected: false }, false],
    [{ rule: 'unanimous', yes: 9, no: 0, abstain: 2, objected: false }, true],
    [{ rule: 'majority', yes: 5, no: 4, abstain: 3, objected: false }, true],
    [{ rule: 'majority', yes: 4, no: 4, abstain: 0, objected: false }, false],
    [{ rule: 'silence', yes: null, no: null, abstain: null, objected: true }, false],
  ] as const)('%j carries: %s', (treatment, expected) => expect(isCarried(treatment)).toBe(expected));

  it('know where they are and whether they are stuck', () => {
    const today = '2026-11-23';
    expect(
      standOf(
        [
          { result: 'supported', due: null },
          { result: null, due: '2026-12-01' },
        ],
        today,
      ),
    ).toEqual({ at: 1, isStuck: false });
    expect(standOf([{ result: null, due: '2026-11-01' }], today)).toEqual({ at: 0, isStuck: true });
    expect(standOf([{ result: 'returned', due: null }], today)).toEqual({ at: 0, isStuck: true });
    expect(
      paperStateOf([
        { result: 'supported', due: null },
        { result: 'decided', due: null },
      ]),
    ).toBe('decided');
    expect(
      paperStateOf([
        { result: 'supported', due: null },
        { result: 'rejected', due: null },
      ]),
    ).toBe('rejected');
  });
});

describe('the public version', () => {
  const anna: Named = { name: 'Dr. Anna Berg', organisation: 'IHK Nord', role: null, isPublic: false };
  const bernd: Named = { name: 'Bernd Krause', organisation: null, role: 'Moderation', isPublic: false };
  const carla: Named = { name: 'Carla Voss', organisation: null, role: null, isPublic: true };

  it('has organisations and roles where names stood', () => {
    const text =
      'Dr. Anna Berg und Bernd Krause berichten. Frau Dr. Berg dankt Herrn Krause. Anna fragt, Bernds Antwort folgt. Carla Voss stimmt zu.';
    const result = redact(text, [anna, bernd, carla]);
    expect(result).toBe(
      '[IHK Nord] und [Moderation] berichten. [IHK Nord] dankt [Moderation]. [IHK Nord] fragt, [Moderation] Antwort folgt. Carla Voss stimmt zu.',
    );
    expect(holdsName(result, [anna, bernd, carla])).toBeUndefined();
    expect(holdsName(text, [carla])).toBeUndefined();
  });

  it('leaves words alone that only contain a name', () => {
    expect(redact('Der Bergbau und die Krauses Mühle.', [anna])).toContain('Bergbau');
  });

  it('never keeps a whole name, wherever it stands', () => {
    const word = fc.constantFrom(
      'und',
      'berichtet',
      'Frau',
      'Herr',
      'Dr.',
      ',',
      '(',
      ')',
      '\n',
      'bis',
      'Berg',
      'Bernd',
      'Krause',
      'Anna Berg',
      'Bernd Krause',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const result = redact(words.join(' '), [anna, bernd]);
        expect(result).not.toMatch(/Anna|Berg\b|Bernd|Krause/);
      }),
    );
  });
});

describe('calendar files', () => {
  const meeting: CalendarMeeting = {
    id: '01912345-0000-7000-8000-000000000000',
    day: '2027-03-03',
    start_time: '09:30',
    end_time: '11:00',
    mode: 'hybrid',
    place: 'Raum 1; Hauptstr. 2, Bonn',
    condition: '',
    state: 'planned',
    invited_sequence: 2,
    updated_at: at('2026-11-23T10:00:00Z'),
    summary: 'AG Übergänge, "Nachfolge"',
    description: 'Zeile 1\nZeile 2',
    url: 'https://netz.example/sitzungen/1',
  };
  const events = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

  it('a feed is read by an independent library, commas and all', async () => {
    const [event] = events(
      await calendarFeed('Termine', [meeting, { ...meeting, id: 'x', start_time: null, end_time: null }], 'netz.example'),
    );
    expect(event?.summary).toBe('AG Übergänge, "Nachfolge"');
    expect(event?.location).toBe('Raum 1; Hauptstr. 2, Bonn');
    expect(event?.startDate.toJSDate().toISOString()).toBe('2027-03-03T08:30:00.000Z');
    expect(event?.endDate.toJSDate().toISOString()).toBe('2027-03-03T10:00:00.000Z');
    expect(event?.sequence).toBe(2);
  });

  it('an invitation has its method, a cancellation cancels', () => {
    const people = [
      { name: 'Geschäftsstelle', email: 'office@netz.example' },
      { name: 'Anna Berg', email: 'anna@ihk.example' },
    ] as const;
    const invited = invitation(meeting, 'netz.example', ...people);
    const parsed = new ICAL.Component(ICAL.parse(invited.content));
    expect(parsed.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(events(invited.content)[0]?.attendees).toHaveLength(1);
    const cancelled = invitation({ ...meeting, state: 'cancelled' }, 'netz.example', ...people);
    expect(new ICAL.Component(ICAL.parse(cancelled.content)).getFirstPropertyValue('method')).toBe('CANCEL');
    expect(cancelled.content).toContain('STATUS:CANCELLED');
  });

  it.each([
    ['2027-03-27', '10:00', '2027-03-27T09:00:00.000Z'],
    ['2027-03-28', '10:00', '2027-03-28T08:00:00.000Z'], // the clocks went forward that night
    ['2026-10-25', '10:00', '2026-10-25T09:00:00.000Z'],
  ])('%s %s is %s', (day, time, utc) => expect(localMoment(day, time).toISOString()).toBe(utc));
});

describe('review', async () => {
  const parsed = parseMinutes(
    'Protokoll der AG Probe\n3. März 2027\nAnwesend: Anna Berg, Bernd Krause\n\n1. Thema\n\nFrau Berg erstellt bis 12. März 2027 einen Entwurf. Herr Krause prüft den Raum.',
  );
  const anna = { id: 'p1', name: 'anna berg', organisation: null };
  const known = { bodies: [{ id: 'b1', name: 'AG Probe' }], persons: [anna] };
  const review = await proposeReview(parsed, { ...known, of: () => Promise.resolve([anna]) });

  it('never takes somebody for another by the name alone: whoever is known elsewhere is a question', async () => {
    const who = async (ofBody: (typeof anna)[], persons: (typeof anna)[]) =>
      (await proposeReview(parsed, { ...known, persons, of: () => Promise.resolve(ofBody) })).persons[0]?.personId;
    expect(await who([], [anna])).toBe(UNDECIDED);
    expect(await who([], [])).toBe('');
    expect(await who([anna], [anna, { ...anna, id: 'p2' }])).toBe('p1');
    expect(await who([anna, { ...anna, id: 'p2' }], [anna])).toBe(UNDECIDED);
    expect(faultsOf({ ...review, persons: review.persons.map((person) => ({ ...person, personId: UNDECIDED })) })).toHaveProperty(
      'p0_person',
      'who',
    );
  });

  it('puts known bodies and people beside what was found, and says so', () => {
    expect(review.bodyId).toBe('b1');
    expect(review.persons.map((person) => person.personId)).toEqual(['p1', '']);
  });

  it('merges and splits, and nothing is lost', () => {
    expect(review.agreements).toHaveLength(2);
    const merged = actOn(review, 'merge-1').review;
    expect(merged.agreements).toHaveLength(1);
    expect(merged.agreements[0]).toMatchObject({ responsible: 'Anna Berg; Bernd Krause', due: '2027-03-12' });
    const split = actOn(merged, 'split-0').review;
    expect(split.agreements.map((agreement) => agreement.text).join(' ')).toBe(merged.agreements[0]?.text);
    expect(actOn(review, 'add-0').review.agreements).toHaveLength(3);
    expect(actOn(review, 'nonsense-9').review).toEqual(review);
  });

  it('names every fault at its field', () => {
    const input = {
      bodyName: [''],
      date: ['3.3.2027'],
      startTime: ['25:00'],
      a_count: ['1'],
      a0_keep: ['ja'],
      a0_text: [''],
      a0_due: ['x'],
    };
    expect(faultsOf(readReview(input, review))).toEqual({
      bodyName: 'required',
      date: 'day',
      startTime: 'time',
      a0_text: 'text',
      a0_due: 'day',
    });
  });

  it('bears any number of rows', () => {
    expect(readReview({ a_count: ['999999999'] }, review).agreements.length).toBeLessThanOrEqual(300);
    expect(readReview({ a_count: ['-5'], p_count: ['x'] }, review).agreements).toEqual([]);
  });
});

describe('a paper', () => {
  const vote = fc.record({
    rule: fc.constantFrom('consensus' as const, 'unanimous' as const, 'majority' as const, 'silence' as const),
    yes: fc.option(fc.nat({ max: 9 })),
    no: fc.option(fc.nat({ max: 9 })),
    abstain: fc.option(fc.nat({ max: 9 })),
    objected: fc.boolean(),
    result: fc.constantFrom('decided' as const, 'supported' as const, 'returned' as const, 'rejected' as const),
  });

  it('is decided only where the last that was asked decided by its own rule, and nobody rejected; ended, nothing moves it', () => {
    let decided = 0;
    fc.assert(
      fc.property(fc.array(vote, { minLength: 1, maxLength: 6 }), (votes) => {
        const steps: Step[] = votes.map(() => ({ result: null, due: null }));
        votes.forEach((each, at) => {
          const state = paperStateOf(steps);
          const step = steps[at];
          if (!step || isEnded({ state }) || !isOpenStation(step)) return;
          const agrees = each.result === 'decided' || each.result === 'supported';
          if (agrees && !isCarried(each)) return;
          steps[at] = { ...step, result: each.result };
          if (paperStateOf(steps) !== 'decided') return;
          decided++;
          expect(at).toBe(steps.length - 1);
          expect(steps.some(({ result }) => result === 'rejected')).toBe(false);
          if (each.rule === 'majority') expect(each.yes ?? 0).toBeGreaterThan(each.no ?? 0);
          else if (each.rule !== 'silence') expect(each.no ?? 0).toBe(0);
          if (each.rule !== 'majority') expect(each.objected).toBe(false);
        });
      }),
      { numRuns: 3000 },
    );
    expect(decided).toBeGreaterThan(50);
  });
});
