import { describe, expect, it } from 'vitest';
import { type Change, headsOf, mergeChanges, nextChange, registerOf, standingOf } from '../changes/model.ts';
import { ownAnswers, questionAt } from './view.ts';

const POINT = 'load-amount';
const REGISTER = registerOf({ checkpoint: POINT, side: 'company', field: 'rating' });
const said = (id: string, value: string, change: Partial<Change> = {}): Change => ({
  id,
  checkpoint: POINT,
  side: 'company',
  field: 'rating',
  value,
  seen: [],
  clock: 1,
  at: '2026-11-23T10:00:00.000Z',
  ...change,
});
/** The other device's word takes precedence: the radio used to jump to it. */
const [mine, theirs] = [said('a', 'none'), said('b', 'urgent')];
const seenBy = (changes: readonly Change[], own: readonly string[]) => ownAnswers(headsOf(changes), 'company', new Set(own));

describe('two devices of one side', () => {
  it('each go on showing what was chosen there, and both ask with both values', () => {
    const both = mergeChanges([mine], [theirs]);
    const [one, two] = [seenBy(both, ['a']), seenBy(both, ['b'])];
    expect([one(POINT, 'rating').value, two(POINT, 'rating').value]).toEqual(['none', 'urgent']);
    for (const device of [one, two])
      expect(questionAt(device, POINT)).toEqual([
        { field: 'rating', value: 'urgent' },
        { field: 'rating', value: 'none' },
      ]);
  });

  it('ask for what the page asks for after reloading, in the same order', () => {
    const notes = [said('c', 'hier', { field: 'note' }), said('d', 'dort', { field: 'note' })];
    const all = [mine, theirs, ...notes];
    const asked = standingOf(all).conflicts.flatMap(({ field, values }) => values.map((value) => ({ field, value })));
    expect(questionAt(seenBy(all, []), POINT)).toEqual(asked);
  });

  it('stop asking once somebody chose, and show it everywhere', () => {
    const both = [mine, theirs];
    const wish = { checkpoint: POINT, side: 'company', field: 'rating', value: 'none' } as const;
    const decided = nextChange(headsOf(both).get(REGISTER) ?? [], wish, { id: 'e', at: mine.at });
    for (const own of [['a', 'e'], ['b']]) {
      const device = seenBy([...both, decided], own);
      expect([device(POINT, 'rating').value, questionAt(device, POINT)]).toEqual(['none', []]);
    }
  });

  it('have nothing to ask where both said the same, or one had seen the other', () => {
    expect(questionAt(seenBy([mine, said('b', 'none')], ['a']), POINT)).toEqual([]);
    const later = said('b', 'urgent', { seen: ['a'], clock: 2 });
    const device = seenBy([mine, later], ['a']);
    expect([device(POINT, 'rating').value, questionAt(device, POINT)]).toEqual(['urgent', []]);
  });

  it('do not mind what the other side says', () => {
    const device = seenBy([mine, said('b', 'urgent', { side: 'consultant' })], ['a']);
    expect([device(POINT, 'rating').value, questionAt(device, POINT)]).toEqual(['none', []]);
  });
});
