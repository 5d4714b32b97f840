import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleDefinition } from '../examples.ts';
import { checkpointsOf } from '../definition/model.ts';
import { RATINGS, type Ratings } from '../model.ts';
import { GROUPS, type Group, type TeamAnswer, teamResult } from './model.ts';

const { themes } = sampleDefinition;
const points = checkpointsOf(sampleDefinition).map((point) => point.id);
const all = (rating: (typeof RATINGS)[number]): Ratings => Object.fromEntries(points.map((point) => [point, rating]));
const people = (count: number, rating: (typeof RATINGS)[number], group: Group = 'staff'): TeamAnswer[] =>
  Array.from({ length: count }, () => ({ group, ratings: all(rating) }));

describe('a team’s result', () => {
  it('says nothing with fewer than five, whatever they said', () => {
    const answers = fc.array(
      fc.record({ group: fc.constantFrom(...GROUPS), ratings: fc.dictionary(fc.constantFrom(...points), fc.constantFrom(...RATINGS)) }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(answers, (few) => {
        expect(teamResult(themes, few as TeamAnswer[])).toBeUndefined();
      }),
    );
  });

  it('does not tell unanimous from nearly unanimous', () => {
    expect(teamResult(themes, [...people(4, 'none'), ...people(1, 'urgent')])?.themes).toEqual(
      teamResult(themes, people(5, 'none'))?.themes,
    );
  });

  it('shows where they are apart', () => {
    expect(teamResult(themes, [...people(3, 'none'), ...people(3, 'urgent')])?.themes[0]).toMatchObject({ agreement: 'apart' });
    expect(teamResult(themes, [...people(3, 'none'), ...people(3, 'some')])?.themes[0]).toMatchObject({ agreement: 'mixed' });
    expect(teamResult(themes, people(6, 'urgent'))?.themes[0]).toEqual({ id: 'one', level: 'high', agreement: 'agreed' });
  });

  it('shows groups only where both are enough: never one by taking the other from the whole', () => {
    expect(teamResult(themes, [...people(9, 'none'), ...people(4, 'urgent', 'management')])?.groups).toBeUndefined();
    expect(teamResult(themes, [...people(5, 'none'), ...people(5, 'urgent', 'management')])?.groups?.management[0]?.level).toBe('high');
  });

  it('leaves a theme out that fewer than five have rated', () => {
    const few = people(6, 'none').map((answer, index) =>
      index < 2 ? answer : { ...answer, ratings: { [points[0] ?? '']: 'none' as const } },
    );
    expect(teamResult(themes, few)?.themes.map(({ id }) => id)).toEqual(['one']);
  });

  it('keeps no exact number', () => {
    expect([5, 9, 10, 19, 20, 49, 50, 199].map((count) => teamResult(themes, people(count, 'none'))?.answered)).toEqual([
      5, 5, 10, 10, 20, 20, 50, 50,
    ]);
  });

  it('does not depend on the order of the answers', () => {
    const answer = fc.record({
      group: fc.constantFrom(...GROUPS),
      ratings: fc.dictionary(fc.constantFrom(...points), fc.constantFrom(...RATINGS)),
    });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 5, maxLength: 12 }), (answers) => {
        expect(teamResult(themes, answers as TeamAnswer[])).toEqual(teamResult(themes, answers.toReversed() as TeamAnswer[]));
      }),
    );
  });
});
