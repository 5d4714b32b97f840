import { after, change, fresh, later, listOfCases, note } from './support.ts';
import { TooManyChanges } from '../../assessment.ts';
import { MOST_CHANGES } from '../../changes/model.ts';

const { cases, keeps } = listOfCases();

keeps('numbers changes from one, without gaps', async (store) => {
  const id = await fresh(store);
  await store.addChanges(id, [change('some'), note('x')]);
  await store.addChanges(id, [change('none', { checkpoint: 'two-1' })]);
  return [(await store.changesSince(id, 0)).map((one) => one.seq), [1, 2, 3]];
});
keeps('gives what came after a number', async (store) => {
  const id = await fresh(store);
  await store.addChanges(
    id,
    ['a', 'b', 'c'].map((checkpoint) => change('some', { checkpoint })),
  );
  return [(await store.changesSince(id, 1)).map((one) => one.checkpoint), ['b', 'c']];
});
keeps('gives nothing after the last', async (store) => {
  const id = await fresh(store);
  await store.addChanges(id, [change('some')]);
  return [await store.changesSince(id, 1), []];
});
keeps('gives a change back as it came', async (store) => {
  const id = await fresh(store);
  const first = change('some');
  const second = after(first, 'none', { at: later.toISOString() });
  await store.addChanges(id, [first, second]);
  return [(await store.changesSince(id, 0))[1], { ...second, seq: 2 }];
});
keeps('keeps earlier ratings', async (store) => {
  const id = await fresh(store);
  const first = change('urgent');
  await store.addChanges(id, [first, after(first, 'none')]);
  return [(await store.changesSince(id, 0)).map((one) => one.value), ['urgent', 'none']];
});
keeps('empties notes that were replaced', async (store) => {
  const id = await fresh(store);
  const first = note('geheim');
  await store.addChanges(id, [first]);
  await store.addChanges(id, [after(first, 'neu')]);
  return [(await store.changesSince(id, 0)).map((one) => one.value), ['', 'neu']];
});
keeps('empties a note that arrives replaced', async (store) => {
  const id = await fresh(store);
  const first = note('geheim');
  await store.addChanges(id, [after(first, 'neu')]);
  await store.addChanges(id, [first]);
  return [(await store.changesSince(id, 0)).map((one) => one.value), ['neu', '']];
});
keeps('refuses more changes than an assessment may have, and keeps what was there', async (store) => {
  const id = await fresh(store);
  await store.addChanges(id, [change('some')]);
  const many = Array.from({ length: MOST_CHANGES }, (_, i) => change('none', { checkpoint: `p-${i % 50}` }));
  const outcome = await store.addChanges(id, many).then(
    () => 'taken',
    (error) => error instanceof TooManyChanges,
  );
  return [
    [outcome, (await store.get(id))?.seq, (await store.get(id))?.ratings],
    [true, 1, { 'one-1': 'some' }],
  ];
});

/** The history of an assessment. */
export const historyCases = cases;
