import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DraftState, mayMove, mayReviewOwn } from './model.ts';

const OWNER = { scope: 'organisation' as const, id: 'kammer' };
const REVIEWERS = [
  { name: 'own', isOffice: false, places: [OWNER] },
  { name: 'other', isOffice: false, places: [{ scope: 'organisation' as const, id: 'verband' }] },
  { name: 'office', isOffice: true, places: [] },
];
const act = fc.oneof(
  fc.record({ kind: fc.constantFrom('submit' as const, 'discard' as const, 'withdraw' as const) }),
  fc.record({ kind: fc.constantFrom('publish' as const, 'return' as const), by: fc.constantFrom(...REVIEWERS) }),
);

describe('no sequence of acts', () => {
  it('publishes what was not handed in, or by those who wrote it', () => {
    let published = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let state: DraftState | 'none' = 'draft';
        let isHandedIn = false;
        for (const each of acts) {
          if (state === 'none') state = 'draft';
          if (!mayMove(state, each.kind)) continue;
          if ('by' in each) {
            if (!mayReviewOwn(each.by.isOffice, each.by.places, OWNER)) continue;
            if (each.kind === 'publish') {
              published++;
              expect([isHandedIn, each.by.name === 'own']).toEqual([true, false]);
            }
            state = each.kind === 'publish' ? 'none' : 'returned';
            isHandedIn = false;
          } else {
            isHandedIn = each.kind === 'submit';
            state = each.kind === 'submit' ? 'submitted' : each.kind === 'withdraw' ? 'draft' : 'none';
          }
        }
      }),
      { numRuns: 1000 },
    );
    expect(published).toBeGreaterThan(100);
  });
});
