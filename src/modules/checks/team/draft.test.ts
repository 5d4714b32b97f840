import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointsOf } from '../definition/model.ts';
import { sampleDefinition } from '../examples.ts';
import { RATINGS, type Ratings } from '../model.ts';
import { HANDED_IN, readDraft, writeDraft } from './draft.ts';

const ids = checkpointsOf(sampleDefinition).map((point) => point.id);
const anyRatings = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom(...RATINGS)) as fc.Arbitrary<Ratings>;

describe('a draft in the browser', () => {
  it('comes back as it was written, and fits into a cookie', () => {
    fc.assert(
      fc.property(anyRatings, (ratings) => {
        const text = writeDraft(sampleDefinition, ratings);
        expect(text).toMatch(/^\d+\.[nsux-]+$/);
        expect(readDraft(sampleDefinition, text)).toEqual({ ...ratings });
      }),
    );
  });

  it('is nothing where it is of another version, changed or missing', () => {
    const text = writeDraft(sampleDefinition, { [ids[0] ?? '']: 'urgent' });
    const newer = { ...sampleDefinition, version: sampleDefinition.version + 1 };
    expect(readDraft(newer, text)).toEqual({});
    for (const wrong of [undefined, '', HANDED_IN, `${text}n`, text.slice(1)]) expect(readDraft(sampleDefinition, wrong)).toEqual({});
    fc.assert(
      fc.property(fc.string(), (noise) => {
        for (const [id, rating] of Object.entries(readDraft(sampleDefinition, `${sampleDefinition.version}.${noise}`)))
          expect([ids.includes(id), RATINGS.includes(rating)]).toEqual([true, true]);
      }),
    );
  });
});
