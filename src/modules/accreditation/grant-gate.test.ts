import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrantFacts, grantHindrance, refuseHindrance } from './grant-gate.ts';

const REQUIREMENTS = ['training', 'exchange', 'cases', 'charter'];
const PEOPLE = ['ada', 'berta'];

const ALL = Object.fromEntries(REQUIREMENTS.map((id) => [id, 'Ein Grund.']));

const act = fc.oneof(
  fc.record({ kind: fc.constant('meet' as const), id: fc.constantFrom(...REQUIREMENTS) }),
  fc.record({ kind: fc.constant('lose' as const), id: fc.constantFrom(...REQUIREMENTS) }),
  fc.record({ kind: fc.constant('find' as const), who: fc.constantFrom(...PEOPLE) }),
  fc.record({ kind: fc.constant('body' as const) }),
  fc.record({
    kind: fc.constantFrom('grant' as const, 'uphold' as const),
    who: fc.constantFrom(...PEOPLE),
    reasons: fc.oneof(fc.dictionary(fc.constantFrom(...REQUIREMENTS), fc.constantFrom('', ' ', 'Ein Grund.')), fc.constant(ALL)),
  }),
  fc.record({ kind: fc.constant('refuse' as const), note: fc.constantFrom('', ' ', 'Weil.') }),
);

describe('no sequence of acts', () => {
  it('grants with something missing unanswered, by the hands that found, without the body, or unchecked', () => {
    let granted = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), fc.boolean(), (acts, needsBody) => {
        const missing = new Set(REQUIREMENTS);
        let facts: GrantFacts = {
          state: 'submitted',
          missing: [],
          reasons: new Map(),
          finder: null,
          decider: null,
          needsBody,
          isDecidedByBody: false,
        };
        for (const each of acts) {
          facts = { ...facts, missing: [...missing] };
          if (each.kind === 'meet') missing.delete(each.id);
          else if (each.kind === 'lose') missing.add(each.id);
          else if (each.kind === 'body') facts = { ...facts, isDecidedByBody: true };
          else if (each.kind === 'find' && (facts.state === 'submitted' || facts.state === 'checked'))
            facts = { ...facts, state: 'checked', finder: each.who };
          else if (each.kind === 'grant' || each.kind === 'uphold') {
            const wish = { ...facts, decider: each.who, reasons: new Map(Object.entries(each.reasons)) };
            if (grantHindrance(wish, each.kind === 'uphold')) continue;
            granted++;
            expect(wish.finder).not.toBeNull();
            expect(!needsBody || wish.isDecidedByBody).toBe(true);
            for (const id of missing) expect(wish.reasons.get(id)?.trim()).toBeTruthy();
            if (missing.size > 0) expect(wish.decider).not.toBe(wish.finder);
            facts = { ...wish, state: 'granted' };
          } else if (each.kind === 'refuse' && !refuseHindrance(facts, each.note)) {
            expect(each.note.trim()).not.toBe('');
            facts = { ...facts, state: 'refused' };
          }
        }
      }),
      { numRuns: 3000 },
    );
    expect(granted).toBeGreaterThan(50);
  });
});
