import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Asking,
  lookOf,
  type Mailing,
  type MailingAct,
  mailingAfter,
  mailingPrint,
  missingFor,
  obstaclesFor,
} from './mailing-gate.ts';

const draft: Mailing = { state: 'draft', receivers: 3, hasText: true, print: 'now' };
const asking: Asking = { may: true, today: '2026-11-23', looked: 'draft.now' };
const missing = (act: MailingAct, mailing: Partial<Mailing> = {}, who: Partial<Asking> = {}) =>
  missingFor(act, { ...draft, ...mailing }, { ...asking, ...who });

describe('the gate for sending to many', () => {
  it('is open to who looked at exactly what would go', () => expect(missing('start')).toEqual([]));

  it.each([
    ['look', {}, { looked: undefined }],
    ['look', {}, { looked: '' }],
    ['changed', {}, { looked: 'draft.before' }],
    // Looked at before somebody stopped it: whoever stops has the last word.
    ['changed', {}, { looked: 'stopped.now' }],
    ['text', { hasText: false }, {}],
    ['receivers', { receivers: 0 }, {}],
    ['early', { from: '2026-11-24' }, {}],
    ['late', { until: '2026-11-22' }, {}],
    ['right', {}, { may: false }],
    ['state', { state: 'running' }, {}],
  ] as const)('says what is missing: %s', (what, mailing, who) => expect(missing('start', mailing, who)).toEqual([what]));

  it('is open on the first and the last day', () => {
    expect(missing('start', { from: asking.today, until: asking.today })).toEqual([]);
  });

  it('asks for another look before it goes on', () => {
    expect(missing('resume', { state: 'stopped' }, { looked: 'before' })).toEqual(['changed']);
    expect(missing('resume', { state: 'stopped' })).toEqual(['changed']);
    expect(missing('resume', { state: 'stopped' }, { looked: 'stopped.now' })).toEqual([]);
  });

  it('offers on a page what only the look of that page was missing for', () => {
    expect(obstaclesFor('start', draft, { may: true, today: asking.today })).toEqual([]);
    expect(obstaclesFor('start', { ...draft, receivers: 0 }, { may: true, today: asking.today })).toEqual(['receivers']);
  });

  it('lets nothing go again once somebody has stopped it', () => {
    for (const state of ['draft', 'stopped', 'ended'] as const) expect(missing('again', { state })).toEqual(['state']);
    for (const state of ['running', 'finished'] as const) expect(missing('again', { state })).toEqual([]);
  });
});

describe('a print', () => {
  const texts = fc.array(fc.string(), { maxLength: 5 });
  it('is the same for the same people in another order, and another one for anything else', () => {
    fc.assert(
      fc.property(texts, texts, texts, texts, (to, words, otherTo, otherWords) => {
        expect(mailingPrint(to.toReversed(), words)).toBe(mailingPrint(to, words));
        const isSame = JSON.stringify([to.toSorted(), words]) === JSON.stringify([otherTo.toSorted(), otherWords]);
        expect(mailingPrint(to, words) === mailingPrint(otherTo, otherWords)).toBe(isSame);
      }),
    );
  });
  it('moves no word from the list into the text', () => expect(mailingPrint(['a', 'b'], ['c'])).not.toBe(mailingPrint(['a'], ['b', 'c'])));
});

/** A mailing in a few lines that does what the gate lets it do: what it sent, and when. */
describe('no sequence of acts', () => {
  type Step = MailingAct | 'add' | 'remove' | 'look' | 'write';
  const steps: Step[] = ['edit', 'add', 'remove', 'look', 'test', 'start', 'stop', 'resume', 'end', 'discard', 'write', 'again'];

  it('sends what nobody looked at, to anybody twice, or after a stop', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 40 }), (sequence) => {
        let [state, text, next]: [Mailing['state'], number, number] = ['draft', 0, 2];
        let list = ['0', '1'];
        let left: string[] = [];
        let looked: { print: string; text: number; to: readonly string[] } | undefined;
        let approved: { text: number; to: readonly string[] } | undefined;
        const sent: string[] = [];
        for (const step of sequence) {
          const to = state === 'draft' ? list : left;
          const mailing: Mailing = { state, receivers: to.length, hasText: true, print: mailingPrint(to, [String(text)]) };
          if (step === 'add') list = [...list, String(next++)];
          else if (step === 'remove') [list, left] = [list.slice(1), left.filter((each) => each !== list[0])];
          else if (step === 'look') looked = { print: lookOf(mailing), text, to };
          else if (step === 'write') {
            const [first, ...rest] = left;
            if (state !== 'running' || first === undefined) continue;
            expect(sent).not.toContain(first);
            expect(approved?.text).toBe(text);
            expect(approved?.to).toContain(first);
            sent.push(first);
            left = rest;
          } else {
            if (missingFor(step, mailing, { may: true, today: '2026-11-23', looked: looked?.print }).length > 0) continue;
            if (step === 'edit') text++;
            if (step === 'start') left = list;
            if (step === 'start' || step === 'resume') approved = looked;
            state = mailingAfter(step, state);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
