import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AwardFacts, awardHindrance } from './gate.ts';

const WHO = ['ada', 'berta', 'carla'];
const act = fc.oneof(
  fc.record({ kind: fc.constant('submit' as const) }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('redo' as const) }),
  fc.record({ kind: fc.constant('find' as const), who: fc.constantFrom(...WHO) }),
  fc.record({
    kind: fc.constant('decide' as const),
    act: fc.constantFrom('granted' as const, 'returned' as const, 'withdrawn' as const),
    who: fc.constantFrom(...WHO),
    note: fc.constantFrom('', ' ', 'Weil.'),
  }),
);

describe('no sequence of acts', () => {
  it('awards a step that was not found right by somebody else, or whose tasks are open', () => {
    let awarded = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let facts: AwardFacts = { state: 'submitted', allDone: true, finder: null, decider: null, note: '' };
        for (const each of acts) {
          if (each.kind === 'undo') facts = { ...facts, allDone: false };
          else if (each.kind === 'redo') facts = { ...facts, allDone: true };
          else if (each.kind === 'submit') {
            if (facts.state === 'returned' || facts.state === 'withdrawn') facts = { ...facts, state: 'submitted', finder: null };
          } else if (each.kind === 'find') {
            if (facts.state === 'submitted' || facts.state === 'reviewed') facts = { ...facts, state: 'reviewed', finder: each.who };
          } else {
            const wish = { ...facts, decider: each.who, note: each.note };
            if (awardHindrance(wish, each.act)) continue;
            if (each.act === 'granted') {
              awarded++;
              expect(wish).toMatchObject({ state: 'reviewed', allDone: true });
              expect(wish.finder).not.toBeNull();
              expect(wish.finder).not.toBe(wish.decider);
            } else expect(wish.note.trim()).not.toBe('');
            facts = { ...wish, state: each.act };
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(awarded).toBeGreaterThan(50);
  });
});
