import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canEdit, type DraftState, hindranceOf, STEPS, stateAfter, stepsFrom } from './model.ts';

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      step: fc.constantFrom(...STEPS.filter((step) => step !== 'drop'), 'submit' as const, 'adopt' as const),
    }),
  },
  fc.record({ kind: fc.constant('edit' as const), faults: fc.constantFrom(0, 0, 1) }),
  fc.record({ kind: fc.constant('comment' as const) }),
  fc.record({ kind: fc.constant('answer' as const) }),
  fc.record({ kind: fc.constant('decide' as const), result: fc.constantFrom('decided' as const, 'decided' as const, 'rejected' as const) }),
);

describe('no sequence of acts', () => {
  it('puts a check in force without a body’s decision on exactly this text, or with something wrong in it', () => {
    let inForce = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let state: DraftState = 'draft';
        let faults = 0;
        let openComments = 0;
        let decision: 'none' | 'travelling' | 'decided' | 'rejected' = 'none';
        /** Changes of the text, and the one that the paper holds. */
        let text = 0;
        let onPaper = -1;
        for (const each of acts) {
          if (each.kind === 'edit') {
            if (!canEdit({ state })) continue;
            text++;
            faults = each.faults;
          } else if (each.kind === 'comment') openComments++;
          else if (each.kind === 'answer') openComments = 0;
          else if (each.kind === 'decide') {
            if (decision === 'travelling') decision = each.result;
          } else {
            const { step } = each;
            if (!stepsFrom(state).includes(step) || hindranceOf(step, { faults, openComments, decision })) continue;
            if (step === 'submit') {
              expect([faults, openComments]).toEqual([0, 0]);
              decision = 'travelling'; // a new paper, whatever was decided before
              onPaper = text;
            }
            if (step === 'try') expect(faults).toBe(0);
            if (step === 'adopt') {
              inForce++;
              expect([decision, faults, onPaper]).toEqual(['decided', 0, text]);
            }
            state = stateAfter(step);
          }
        }
      }),
      { numRuns: 3000 },
    );
    expect(inForce).toBeGreaterThan(20);
  });
});
