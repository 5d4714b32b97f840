import { after, change, listOfCases, newId, note, withChanges } from './support.ts';

const { cases, keeps } = listOfCases();

for (const rating of ['none', 'some', 'urgent', 'notApplicable'] as const) {
  keeps(`keeps the rating ${rating}`, async (store) => [(await withChanges(store, [change(rating)]))?.ratings, { 'one-1': rating }]);
}
keeps('keeps a note', async (store) => [(await withChanges(store, [note('Anna fragen')]))?.notes, { 'one-1': 'Anna fragen' }]);
keeps('keeps a note exactly as it was written', async (store) => {
  const text = '  „Ä\u00f6ß“ <b>&amp;\n\tzwei Zeilen\r\n 🙂 \\ \' " ; -- %';
  return [(await withChanges(store, [note(text)]))?.notes['one-1'], text];
});
keeps('keeps the longest note', async (store) => [(await withChanges(store, [note('ß'.repeat(2000))]))?.notes['one-1']?.length, 2000]);
keeps('keeps rating and note of a point apart', async (store) => {
  const kept = await withChanges(store, [change('some'), note('später')]);
  return [
    [kept?.ratings, kept?.notes],
    [{ 'one-1': 'some' }, { 'one-1': 'später' }],
  ];
});
keeps('keeps many points at once', async (store) => {
  const many = Array.from({ length: 90 }, (_, i) => change(i % 2 ? 'some' : 'none', { checkpoint: `p-${i}` }));
  const kept = await withChanges(store, many);
  return [
    [Object.keys(kept?.ratings ?? {}).length, kept?.seq],
    [90, 90],
  ];
});
keeps('a later answer replaces the one its author saw', async (store) => {
  const first = change('urgent');
  return [(await withChanges(store, [first], [after(first, 'none')]))?.ratings, { 'one-1': 'none' }];
});
keeps('an empty value takes a rating back', async (store) => {
  const first = change('urgent');
  return [(await withChanges(store, [first], [after(first, '')]))?.ratings, {}];
});
keeps('an empty value takes a note back', async (store) => {
  const first = note('so');
  return [(await withChanges(store, [first], [after(first, '')]))?.notes, {}];
});
keeps('a rating taken back can be given again', async (store) => {
  const first = change('urgent');
  const second = after(first, '');
  return [(await withChanges(store, [first], [second], [after(second, 'some')]))?.ratings, { 'one-1': 'some' }];
});
keeps('no change is no change', async (store) => [(await withChanges(store, []))?.seq, 0]);
keeps('does nothing for an assessment that is gone', async (store) => {
  const id = newId();
  await store.addChanges(id, [change('urgent')]);
  return [
    [await store.get(id), await store.changesSince(id, 0)],
    [undefined, []],
  ];
});

// Both sides

keeps('keeps the consultant’s rating beside the company’s', async (store) => {
  const kept = await withChanges(store, [change('none'), change('urgent', { side: 'consultant' })]);
  return [
    [kept?.ratings, kept?.advice.ratings, kept?.conflicts],
    [{ 'one-1': 'none' }, { 'one-1': 'urgent' }, []],
  ];
});
keeps('keeps the consultant’s note beside the company’s', async (store) => {
  const kept = await withChanges(store, [note('ich'), note('du', { side: 'consultant' })]);
  return [
    [kept?.notes, kept?.advice.notes],
    [{ 'one-1': 'ich' }, { 'one-1': 'du' }],
  ];
});
keeps('the consultant’s word alone leaves the company’s open', async (store) => {
  const kept = await withChanges(store, [change('urgent', { side: 'consultant' })]);
  return [
    [kept?.ratings, kept?.advice.ratings],
    [{}, { 'one-1': 'urgent' }],
  ];
});
keeps('a consultant taking back leaves the company’s word', async (store) => {
  const advice = change('urgent', { side: 'consultant' });
  const kept = await withChanges(store, [change('some'), advice], [after(advice, '')]);
  return [
    [kept?.ratings, kept?.advice.ratings],
    [{ 'one-1': 'some' }, {}],
  ];
});

/** Answers of one side and of both. */
export const answersCases = cases;
