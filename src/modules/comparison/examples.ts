/** Populations for tests, out of chance that can be repeated. */
import { type Contribution, familyOf } from './model.ts';

export const POINT = 'p1';
export const THEMES = [{ id: 't', points: [POINT, 'p2', 'p3', 'p4'] }];

export const SIZES = ['1', '2-9', '10-49'];
const INDUSTRIES = ['C', 'F', 'G'];
const STATES = ['01', '02', '05'];

/** Chance that can be repeated (mulberry32). */
export function dice(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(next() * list.length)] as Value;
  return { next, pick };
}
export type Dice = ReturnType<typeof dice>;

export function company(chance: Dice, id: number, base: number): Contribution {
  const told = { size: chance.pick(SIZES), industry: chance.pick(INDUSTRIES), state: chance.pick(STATES) };
  const rating = () => (chance.next() < base ? 'urgent' : 'none');
  return {
    ...told,
    id: String(id),
    consultant: chance.next() < 0.5 ? chance.pick(['a', 'b', 'c', 'd', 'e', 'f']) : undefined,
    ratings: { [POINT]: rating(), p2: rating(), p3: rating(), p4: rating() },
    family: familyOf(chance.next(), told),
    waited: 0,
  };
}

export const people = (chance: Dice, base: number, count: number): Contribution[] =>
  Array.from({ length: count }, (_, id) => company(chance, id, base));
