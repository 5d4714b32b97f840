import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusDays } from '#platform/days.ts';
import { afterReason, type MinutesFacts, minutesHindrances } from './minutes-gates.ts';
import type { MinutesState } from './model.ts';
import { keyOf, marksIn } from './personal-words.ts';
import { beatsOf } from '../../../test/support/effort.ts';

const facts: MinutesFacts = {
  state: 'circulated',
  day: '2027-03-01',
  objectionsUntil: '2027-03-20',
  openObjections: 0,
  isChangedSince: false,
  hasPublicText: true,
  openMarks: 0,
};

describe('minutes', () => {
  it.each<[string, Partial<MinutesFacts>, MinutesState, string, string[]]>([
    ['are not approved while objections may come', {}, 'approved', '2027-03-20', ['objectionsRunning']],
    ['are approved the day after', {}, 'approved', '2027-03-21', []],
    ['are not approved with an objection unanswered', { openObjections: 1 }, 'approved', '2027-03-21', ['objectionsOpen']],
    ['are not approved as something else than was sent round', { isChangedSince: true }, 'approved', '2027-03-21', ['changedSince']],
    ['are not sent round before the meeting', { state: 'draft' }, 'circulated', '2027-02-28', ['notHeld']],
    ['are not published before the meeting', { state: 'approved' }, 'published', '2027-02-28', ['notHeld']],
    ['are not published unchecked', { state: 'approved', hasPublicText: false }, 'published', '2027-03-21', ['noPublicText']],
    ['are not published with a word that nobody ticked', { state: 'approved', openMarks: 2 }, 'published', '2027-03-21', ['marksOpen']],
    ['are taken back at any time', { state: 'published', openMarks: 2 }, 'approved', '2027-02-28', []],
    ['skip no step', { state: 'draft' }, 'published', '2027-03-21', ['notPossible']],
  ])('%s', (_, change, to, today, expected) => expect(minutesHindrances({ ...facts, ...change }, to, today)).toEqual(expected));

  it('may be approved early with a reason, and with nothing else', () => {
    expect(afterReason(['objectionsRunning', 'changedSince'], 'Alle haben zugestimmt.')).toEqual([]);
    expect(afterReason(['objectionsRunning'], '  ')).toEqual(['objectionsRunning']);
    expect(afterReason(['objectionsOpen', 'notHeld', 'marksOpen', 'noPublicText'], 'egal')).toHaveLength(4);
  });

  it('reach publication by no sequence of acts around a gate', () => {
    const act = fc.oneof(
      fc.record({
        do: fc.constant('step' as const),
        to: fc.constantFrom<MinutesState>('draft', 'circulated', 'approved', 'published'),
        reason: fc.constantFrom('', 'Grund'),
      }),
      fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ do: fc.constantFrom('object' as const, 'answer' as const, 'keep' as const, 'edit' as const, 'write' as const) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let today = 0;
        const day = (at: number) => plusDays('2027-02-20', at);
        let now: MinutesFacts = { ...facts, state: 'draft', objectionsUntil: null, hasPublicText: false };
        /** What really happened, kept apart from the facts that the gate reads. */
        const seen = { circulatedUntil: '', wasEarly: false, hasObjection: false, isOther: false, isChecked: false };
        for (const each of acts) {
          if (each.do === 'wait') today += each.days;
          else if (each.do === 'object' && now.state === 'circulated') {
            now = { ...now, openObjections: now.openObjections + 1 };
            seen.hasObjection = true;
          } else if (each.do === 'answer') {
            now = { ...now, openObjections: 0 };
            seen.hasObjection = false;
          } else if (each.do === 'write' && now.state === 'circulated') {
            now = { ...now, isChangedSince: true };
            seen.isOther = true;
          } else if (each.do === 'keep') {
            now = { ...now, hasPublicText: true, openMarks: 0 };
            seen.isChecked = true;
          } else if (each.do === 'edit') {
            now = { ...now, openMarks: now.openMarks + 1 };
            seen.isChecked = false;
          } else if (each.do === 'step') {
            if (afterReason(minutesHindrances(now, each.to, day(today)), each.reason).length > 0) continue;
            if (each.to === 'circulated') {
              seen.circulatedUntil = day(today + 14);
              seen.isOther = false;
            }
            if (each.to === 'approved' && now.state === 'circulated') {
              expect(seen.hasObjection).toBe(false);
              expect((day(today) > seen.circulatedUntil && !seen.isOther) || each.reason !== '').toBe(true);
            }
            if (each.to === 'published') {
              expect(seen.isChecked).toBe(true);
              expect(seen.circulatedUntil).not.toBe('');
            }
            if (each.to !== 'draft' && now.state !== 'published') expect(day(today) >= facts.day).toBe(true);
            now = {
              ...now,
              state: each.to,
              ...(each.to === 'circulated' ? { objectionsUntil: day(today + 14), isChangedSince: false } : {}),
            };
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('personal words', () => {
  it.each([
    ['Frau Müller aus Kiel ist erkrankt.', ['Frau Müller', 'erkrankt']],
    ['Herr Dr. von der Heide und Kollegin Anna Berg berichten.', ['Herr Dr. von der Heide', 'Kollegin Anna Berg']],
    ['Rückfragen an anna.berg@kammer.example oder 0431 123 4567.', ['anna.berg@kammer.example', '0431 123 4567']],
    ['Sie wohnt in der Hauptstraße 12, 24103 Kiel.', ['Hauptstraße 12', '24103 Kiel']],
    ['Er war lange krankgeschrieben und in der Reha.', ['krankgeschrieben', 'Reha']],
    ['Die Krankenkasse legt ein Angebot zur Gesundheitsförderung vor.', []],
    ['Der Beschluss gilt ab 1. März 2027; Kosten 12.500 Euro.', []],
  ])('%s', (text, expected) => expect(marksIn(text).map((mark) => mark.text.trim())).toEqual(expected));

  it('are found again by what stands around them, and another sentence is another mark', () => {
    const [a, b] = ['Frau Berg ist dafür.', 'Frau Berg ist krank.'];
    const [first] = marksIn(a);
    const [second] = marksIn(b);
    expect(first && second && keyOf(a, first) !== keyOf(b, second)).toBe(true);
  });

  it('are found in bounded time in any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => marksIn(text).every((mark) => text.slice(mark.start, mark.end) === mark.text)),
    );
    for (const text of ['Dr. '.repeat(20_000), 'von der '.repeat(20_000), '0 '.repeat(30_000), 'a@'.repeat(30_000), 'Aa'.repeat(40_000)])
      expect(beatsOf(() => marksIn(text))).toBeLessThan(420);
  });
});
