import { after, change, listOfCases, withChanges } from './support.ts';
import type { Change, Field, Side } from '../../changes/model.ts';

const { cases, keeps } = listOfCases();

const rivals = (field: Field, side: Side, values: [string, string], clocks: [number, number] = [1, 2]) =>
  values.map((value, i) => change(value, { field, side, clock: clocks[i] ?? 1 }));

keeps('two ratings that did not know of each other stand side by side, the later one first', async (store) => {
  const kept = await withChanges(store, rivals('rating', 'company', ['none', 'urgent']));
  return [
    [kept?.ratings, kept?.conflicts],
    [{ 'one-1': 'urgent' }, [{ checkpoint: 'one-1', side: 'company', field: 'rating', values: ['urgent', 'none'] }]],
  ];
});
keeps('so do two notes', async (store) => {
  const kept = await withChanges(store, rivals('note', 'company', ['eins', 'zwei'], [5, 4]));
  return [
    [kept?.notes, kept?.conflicts],
    [{ 'one-1': 'eins' }, [{ checkpoint: 'one-1', side: 'company', field: 'note', values: ['eins', 'zwei'] }]],
  ];
});
keeps('so do two of the consultant', async (store) => [
  (await withChanges(store, rivals('rating', 'consultant', ['none', 'some'])))?.conflicts,
  [{ checkpoint: 'one-1', side: 'consultant', field: 'rating', values: ['some', 'none'] }],
]);
keeps('the same said twice is no conflict', async (store) => [
  (await withChanges(store, rivals('rating', 'company', ['some', 'some'])))?.conflicts,
  [],
]);
keeps('the order of arrival does not decide', async (store) => {
  const [a, b] = rivals('rating', 'company', ['none', 'urgent']) as [Change, Change];
  const kept = await Promise.all([withChanges(store, [a], [b]), withChanges(store, [b], [a])]);
  return [
    kept.map((one) => [one?.ratings, one?.conflicts]).map((one) => JSON.stringify(one)),
    Array(2).fill(JSON.stringify([kept[0]?.ratings, kept[0]?.conflicts])),
  ];
});
keeps('at the same clock the id decides', async (store) => {
  const [a, b] = rivals('rating', 'company', ['none', 'urgent'], [7, 7]) as [Change, Change];
  const first = a.id > b.id ? a : b;
  return [(await withChanges(store, [a, b]))?.ratings, { 'one-1': first.value }];
});
keeps('taking back against giving is a conflict too', async (store) => {
  const first = change('some');
  const kept = await withChanges(store, [first], [after(first, '')], [after(first, 'urgent', { clock: 9 })]);
  return [kept?.conflicts[0]?.values, ['urgent', '']];
});
keeps('whoever has seen both settles it', async (store) => {
  const [a, b] = rivals('rating', 'company', ['none', 'urgent']) as [Change, Change];
  const kept = await withChanges(store, [a, b], [change('some', { seen: [a.id, b.id], clock: 3 })]);
  return [
    [kept?.ratings, kept?.conflicts],
    [{ 'one-1': 'some' }, []],
  ];
});
keeps('conflicts of several points come in order', async (store) => {
  const pairs = ['b', 'a'].flatMap((checkpoint) => rivals('rating', 'company', ['none', 'urgent']).map((one) => ({ ...one, checkpoint })));
  return [(await withChanges(store, pairs))?.conflicts.map((one) => one.checkpoint), ['a', 'b']];
});
keeps('rating and note of one point may both be in conflict', async (store) => {
  const kept = await withChanges(store, [...rivals('rating', 'company', ['none', 'some']), ...rivals('note', 'company', ['x', 'y'])]);
  return [kept?.conflicts.map((one) => one.field), ['note', 'rating']];
});

// Repeated, overtaken, mixed up on the way

keeps('takes a change once, however often it comes', async (store) => {
  const one = change('some');
  const kept = await withChanges(store, [one], [one], [one, one]);
  return [
    [kept?.ratings, kept?.seq],
    [{ 'one-1': 'some' }, 1],
  ];
});
keeps('a repeated change does not bring an old value back', async (store) => {
  const first = change('urgent');
  return [(await withChanges(store, [first], [after(first, 'none')], [first]))?.ratings, { 'one-1': 'none' }];
});
keeps('a change that comes after its successor arrives replaced', async (store) => {
  const first = change('urgent');
  const kept = await withChanges(store, [after(first, 'none')], [first]);
  return [
    [kept?.ratings, kept?.conflicts, kept?.seq],
    [{ 'one-1': 'none' }, [], 2],
  ];
});
keeps('so does one in the same portion', async (store) => {
  const first = change('urgent');
  return [(await withChanges(store, [after(first, 'none'), first]))?.ratings, { 'one-1': 'none' }];
});
keeps('a chain may come in any order', async (store) => {
  const a = change('urgent');
  const b = after(a, 'some');
  const c = after(b, 'none');
  const kept = await Promise.all(
    [
      [a, b, c],
      [c, b, a],
      [b, c, a],
      [c, a, b],
    ].map((order) => withChanges(store, ...order.map((one) => [one]))),
  );
  return [kept.map((one) => [one?.ratings['one-1'], one?.conflicts.length]), Array(4).fill(['none', 0])];
});
keeps('a change without a middle still wins over what is older', async (store) => {
  const a = change('urgent');
  const c = after(after(a, 'some'), 'none');
  return [(await withChanges(store, [a], [c]))?.ratings, { 'one-1': 'none' }];
});

/** Changes that did not know of each other, come twice or in another order. */
export const mergingCases = cases;
