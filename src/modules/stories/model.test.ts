import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentFrom } from './from-case.ts';
import {
  stageAfter,
  afterEdit,
  canonical,
  closest,
  EMPTY_CONTENT,
  missingIn,
  type Stage,
  type Step,
  type Story,
  versionOf,
} from './model.ts';
import { namesCompany, namesIn, withoutNames } from './names.ts';

const STAGES: Stage[] = ['writing', 'editing', 'approval', 'approved', 'published', 'withdrawn'];
const STEPS: Step[] = ['submit', 'return', 'ask', 'approve', 'wish', 'publish', 'withdraw', 'reopen'];
const told = (change: Partial<Story> = {}): Story => ({
  locale: 'de',
  company: 'Tischlerei Muster GmbH',
  content: {
    title: 'Freitags um eins',
    summary: 'Kurz.',
    parts: { start: 'a', tipping: 'b', way: 'c', setbacks: '', result: 'd', takeaway: 'e' },
    figures: [],
  },
  industry: 'F',
  size: '2-9',
  region: 'Sachsen',
  topics: ['retention'],
  points: [],
  refs: [],
  programme: null,
  picture: null,
  quotes: [],
  ...change,
});

describe('the way of a story', () => {
  it('reaches the public only over an approval, whatever steps are taken', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...STEPS), fc.constant('edit' as const)), { maxLength: 60 }), (steps) => {
        let stage: Stage = 'writing';
        let isApproved = false;
        for (const step of steps) {
          const next: Stage | undefined = step === 'edit' ? afterEdit(stage) : stageAfter(stage, step);
          if (!next) continue;
          if (step === 'approve') isApproved = true;
          else if (next === 'published') expect(isApproved).toBe(true);
          if (step === 'edit' || step === 'wish' || step === 'return' || step === 'withdraw' || step === 'ask') isApproved = false;
          stage = next;
        }
        expect(STAGES).toContain(stage);
      }),
    );
  });

  it('can be withdrawn from everywhere, and not be changed afterwards', () => {
    for (const stage of STAGES.filter((each) => each !== 'withdrawn')) expect(stageAfter(stage, 'withdraw')).toBe('withdrawn');
    expect(afterEdit('withdrawn')).toBeUndefined();
  });

  it('names what is missing; setbacks may be none', () => {
    expect(missingIn(told())).toEqual([]);
    expect(missingIn(told({ content: EMPTY_CONTENT, topics: [] }))).toEqual([
      'title',
      'summary',
      'start',
      'tipping',
      'way',
      'result',
      'takeaway',
      'topics',
    ]);
    expect(missingIn(told({ picture: { id: 'x', alt: '', width: 1, height: 1 } }))).toEqual(['alt']);
  });
});

describe('a version', () => {
  it('holds quotes only of those who agreed, and the name only where it is wished', () => {
    const quotes = (['open', 'given', 'refused'] as const).map((consent) => ({
      id: consent,
      text: `Satz ${consent}`,
      person: 'Meisterin',
      consent,
    }));
    const version = versionOf(told({ quotes }), false);
    expect(version.quotes).toEqual([{ id: 'given', text: 'Satz given', person: 'Meisterin' }]);
    expect(JSON.stringify(version)).not.toContain('Muster');
    expect(versionOf(told(), true).company).toBe('Tischlerei Muster GmbH');
  });

  it('has one text, in whatever order its keys come', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonical(turned)).toBe(canonical(value));
      }),
    );
    expect(canonical({ a: 1, b: [2, { d: 3, c: 4 }] })).toBe('{"a":1,"b":[2,{"c":4,"d":3}]}');
  });
});

describe('names', () => {
  const known = { company: 'Tischlerei Muster GmbH & Co. KG', people: ['Anna Berg', 'Herr Dr. Klein'] };

  it('are found where they stand, also by parts, with a genitive, as mail and telephone', () => {
    const text =
      'Bei Tischlerei Muster sagte Frau Berg: Kleins Idee. Mail an anna@muster.example oder 0431 55 66 778. Das war 2024, für 12.500 €.';
    expect(namesIn(text, known).toSorted()).toEqual(['0431 55 66 778', 'Berg', 'Klein', 'Tischlerei Muster', 'anna@muster.example']);
    expect(withoutNames(text, known)).toBe('Bei […] sagte Frau […]: […] Idee. Mail an […] oder […]. Das war 2024, für 12.500 €.');
  });

  it('are whole words: a mountain is no Frau Berg’s', () => {
    expect(namesIn('Wir wanderten im Bergland, kleine Schritte.', known)).toEqual([]);
    expect(namesCompany('Eine Tischlerei mit Mustern', known.company)).toBe(false);
    expect(namesCompany('In der Tischlerei Muster', known.company)).toBe(true);
  });

  it('are all gone from what a case lends, whatever its goals say', () => {
    const word = fc.constantFrom(
      'Anna',
      'Berg',
      'Anna Berg',
      'Tischlerei Muster',
      'Klein',
      'und',
      'die',
      'Werkstatt',
      'a@b.example',
      '0431 5566778',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const content = contentFrom(
          {
            known,
            topics: ['Ausbildung'],
            goals: [{ text: words.join(' '), reached: 'yes' }],
            phases: ['Gespräch'],
            sessions: 2,
            hours: 3.5,
          },
          {
            title: (topic) => topic,
            about: (topics) => topics,
            agreed: 'Ziele:',
            phases: (list) => list,
            reached: 'Erreicht:',
            effort: 'Aufwand',
            sessions: (count, hours) => `${count} ${hours}`,
            list: (items) => items.join(', '),
            number: String,
          },
        );
        expect(namesIn(JSON.stringify(content), known)).toEqual([]);
      }),
    );
  });
});

describe('reading', () => {
  it('puts what has most in common first and leaves out what has nothing', () => {
    const mine = { industry: 'F', size: '2-9', topics: ['retention'] };
    const others = [
      { id: 1, industry: 'C', size: '250+', topics: [] },
      { id: 2, industry: 'C', size: '2-9', topics: [] },
      { id: 3, industry: 'F', size: '2-9', topics: ['retention', 'leadership'] },
    ];
    expect(closest(mine, others, 5).map(({ other, reasons }) => [other.id, reasons.map((reason) => reason.kind)])).toEqual([
      [3, ['industry', 'size', 'topic']],
      [2, ['size']],
    ]);
  });
});
