import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTopics } from '#modules/topics/index.ts';
import { loadChecks } from './definition/load.ts';
import { checkpointsOf } from './definition/model.ts';
import { sampleDefinition, sampleMeasure } from './examples.ts';
import { readFile, writeFile } from './file.ts';
import {
  declarationStatus,
  evaluate,
  evaluateByAim,
  isPlanned,
  parseAnswers,
  planOrder,
  RATINGS,
  type Ratings,
  topicsInNeed,
} from './model.ts';

const topics = loadTopics();
const checks = loadChecks(new Set(topics.all.map((topic) => topic.id)));
const points = checkpointsOf(sampleDefinition);
const anyRatings = fc.dictionary(fc.constantFrom(...points.map((point) => point.id)), fc.constantFrom(...RATINGS)) as fc.Arbitrary<Ratings>;

describe('the network’s checks', () => {
  it('are four: one with eleven themes, three with five to eight, four to six points each', () => {
    expect([...checks.keys()].toSorted()).toEqual(['attractive-employer', 'company-check', 'healthy-work', 'human-centred-ai']);
    for (const definition of checks.values()) {
      const { length } = definition.themes;
      if (definition.id === 'company-check') expect(length).toBe(11);
      else expect(length >= 5 && length <= 8).toBe(true);
      for (const theme of definition.themes) expect(theme.checkpoints.length >= 4 && theme.checkpoints.length <= 6, theme.id).toBe(true);
    }
  });

  it('are written in both languages, sentence by sentence', () => {
    for (const definition of checks.values()) {
      for (const point of checkpointsOf(definition)) {
        const texts = [point.title, point.question, point.why, ...point.practice, ...point.measures];
        for (const text of texts) expect(text.en, `${definition.id}/${point.id}: ${text.de}`).toBeTruthy();
      }
    }
  });
});

describe('evaluate', () => {
  it('takes a theme’s worst rating for its need', () => {
    const [first, second] = points as [(typeof points)[0], (typeof points)[0]];
    expect(evaluate(sampleDefinition, {}).themes[0]?.need).toBe('open');
    expect(evaluate(sampleDefinition, { [first.id]: 'none' }).themes[0]?.need).toBe('none');
    expect(evaluate(sampleDefinition, { [first.id]: 'none', [second.id]: 'some' }).themes[0]?.need).toBe('some');
    expect(evaluate(sampleDefinition, { [first.id]: 'urgent', [second.id]: 'some' }).themes[0]?.need).toBe('urgent');
  });

  it('counts every point exactly once, whatever is rated', () => {
    fc.assert(
      fc.property(anyRatings, (ratings) => {
        const evaluation = evaluate(sampleDefinition, ratings);
        const counted = evaluation.themes.flatMap((theme) => Object.values(theme.counts)).reduce((sum, n) => sum + n, 0);
        expect(counted).toBe(points.length);
        expect(evaluation.rated).toBe(Object.keys(ratings).length);
        expect(evaluation.complete).toBe(evaluation.rated === points.length);
        expect(evaluation.urgent.length + evaluation.some.length).toBeLessThanOrEqual(evaluation.rated);
      }),
    );
  });

  it('knows the same urgent points by aim', () => {
    const ratings = Object.fromEntries(points.map((point) => [point.id, 'urgent' as const]));
    for (const { counts } of evaluateByAim(sampleDefinition, ratings, topics)) expect(counts.some + counts.none + counts.open).toBe(0);
  });

  it('leads to the topics of what is urgent, not of what is well', () => {
    const [first, ...rest] = points;
    if (!first) throw new Error('no points');
    const ratings = { ...Object.fromEntries(rest.map((point) => [point.id, 'some' as const])), [first.id]: 'urgent' as const };
    expect(topicsInNeed(evaluate(sampleDefinition, ratings), 5)).toEqual(first.topics);
    expect(topicsInNeed(evaluate(sampleDefinition, {}), 5)).toEqual([]);
  });
});

describe('parseAnswers', () => {
  it('refuses unknown points and values by name, all at once', () => {
    const result = parseAnswers(sampleDefinition, { ratings: { nowhere: 'none', [points[0]?.id ?? '']: 'very' } });
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.fault).toHaveLength(2);
      expect(result.fault.join()).toMatch(/"nowhere"[\s\S]*"very" is no rating/);
    }
  });

  it.each([null, 5, 'x', [], {}, { ratings: 3 }, { ratings: null }])('refuses %j', (input) => {
    expect(parseAnswers(sampleDefinition, input).ok).toBe(false);
  });
});

describe('the action plan', () => {
  it('counts a measure as planned only with all five parts', () => {
    const whole = sampleMeasure({});
    expect(isPlanned(whole)).toBe(true);
    for (const missing of [{ text: '' }, { urgency: undefined }, { responsible: '' }, { due: undefined }, { control: '' }]) {
      expect(isPlanned(sampleMeasure(missing)), JSON.stringify(missing)).toBe(false);
    }
  });

  it('reaches a declaration with everything rated and ten planned measures, not before', () => {
    const all = evaluate(sampleDefinition, Object.fromEntries(points.map((point) => [point.id, 'none' as const])));
    const nine = Array.from({ length: 9 }, (_, i) => sampleMeasure({ id: `m${i}` }));
    expect(declarationStatus(sampleDefinition, all, nine).reached).toBe(false);
    expect(declarationStatus(sampleDefinition, all, [...nine, sampleMeasure({ id: 'm9' })]).reached).toBe(true);
    expect(declarationStatus(sampleDefinition, evaluate(sampleDefinition, {}), [...nine, sampleMeasure({ id: 'm9' })]).reached).toBe(false);
  });

  it('puts the urgent first and the done last', () => {
    const order = planOrder([
      sampleMeasure({ id: 'late', urgency: 'later' }),
      sampleMeasure({ id: 'done', state: 'done', urgency: 'now' }),
      sampleMeasure({ id: 'now2', urgency: 'now', due: '2027-02-01' }),
      sampleMeasure({ id: 'now1', urgency: 'now', due: '2027-01-01' }),
    ]);
    expect(order.map((measure) => measure.id)).toEqual(['now1', 'now2', 'late', 'done']);
  });
});

describe('the file to take away', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyRatings, fc.string({ maxLength: 50 }), (ratings, note) => {
        const id = points[0]?.id ?? '';
        const text = writeFile({
          id: 'x',
          checkId: sampleDefinition.id,
          version: 1,
          createdAt: new Date(),
          visitedAt: new Date(),
          company: { place: undefined, size: undefined, industry: undefined },
          ratings: { ...ratings },
          notes: { [id]: note },
          measures: [sampleMeasure({})],
          advice: { ratings: {}, notes: {} },
          conflicts: [],
          focus: [],
          words: 'normal',
          previous: undefined,
          seq: 0,
        });
        const back = readFile(sampleDefinition, text);
        expect(back.ok).toBe(true);
        if (!back.ok) return;
        expect(back.value.ratings).toEqual(ratings);
        expect(back.value.notes[id]).toBe(note.toWellFormed().replaceAll('\0', ''));
        expect(back.value.measures[0]?.text).toBe(sampleMeasure({}).text);
      }),
    );
  });

  it('is refused when it is no such file or of another check', () => {
    expect(readFile(sampleDefinition, 'not JSON')).toEqual({ ok: false, fault: 'unreadable' });
    expect(readFile(sampleDefinition, '{"format":"transferwerk-check"}')).toEqual({ ok: false, fault: 'unreadable' });
    const other = JSON.stringify({
      format: 'transferwerk-check',
      formatVersion: 1,
      check: 'other',
      version: 1,
      ratings: {},
      notes: {},
      measures: [],
    });
    expect(readFile(sampleDefinition, other)).toEqual({ ok: false, fault: 'otherCheck' });
  });
});
