import { change, fresh, later, listOfCases, newId } from './support.ts';
import { sampleMeasure } from '../../examples.ts';

const { cases, keeps } = listOfCases();

keeps('keeps what the company tells of itself', async (store) => {
  const id = await fresh(store);
  await store.saveCompany(id, { place: '53113', size: '2-9', industry: 'F' });
  return [(await store.get(id))?.company, { place: '53113', size: '2-9', industry: 'F' }];
});
keeps('and forgets what it takes back', async (store) => {
  const id = await fresh(store);
  await store.saveCompany(id, { place: '53113', size: '2-9', industry: 'F' });
  await store.saveCompany(id, { place: undefined, size: '2-9', industry: undefined });
  return [(await store.get(id))?.company, { place: undefined, size: '2-9', industry: undefined }];
});
keeps('keeps the themes that were chosen, in their order', async (store) => {
  const id = await fresh(store);
  await store.saveFocus(id, ['two', 'one']);
  return [(await store.get(id))?.focus, ['two', 'one']];
});
keeps('an empty choice is all themes again', async (store) => {
  const id = await fresh(store);
  await store.saveFocus(id, ['two']);
  await store.saveFocus(id, []);
  return [(await store.get(id))?.focus, []];
});
keeps('keeps a measure with every part', async (store) => {
  const id = await fresh(store);
  const measure = sampleMeasure({ id: newId(), checkpoint: 'one-1' });
  await store.saveMeasure(id, measure);
  return [(await store.get(id))?.measures, [measure]];
});
keeps('keeps a measure of which only the text is known', async (store) => {
  const id = await fresh(store);
  const measure = sampleMeasure({ id: newId(), urgency: undefined, responsible: '', due: undefined, control: '' });
  await store.saveMeasure(id, measure);
  return [(await store.get(id))?.measures, [measure]];
});
keeps('replaces a measure with the same id', async (store) => {
  const id = await fresh(store);
  const measure = sampleMeasure({ id: newId() });
  await store.saveMeasure(id, measure);
  await store.saveMeasure(id, { ...measure, state: 'done', doneOn: '2026-11-23', due: undefined });
  return [(await store.get(id))?.measures, [{ ...measure, state: 'done', doneOn: '2026-11-23', due: undefined }]];
});
keeps('gives measures in the order in which they were made', async (store) => {
  const id = await fresh(store);
  const ids = [newId(), newId(), newId()];
  for (const one of [2, 0, 1]) await store.saveMeasure(id, sampleMeasure({ id: ids[one] ?? '' }));
  return [(await store.get(id))?.measures.map((one) => one.id), ids];
});
keeps('removes one measure and leaves the others', async (store) => {
  const id = await fresh(store);
  const [one, two] = [sampleMeasure({ id: newId() }), sampleMeasure({ id: newId() })];
  await store.saveMeasure(id, one);
  await store.saveMeasure(id, two);
  await store.removeMeasure(id, one.id);
  return [(await store.get(id))?.measures, [two]];
});
keeps('does not mind removing a measure that is not there', async (store) => {
  const id = await fresh(store);
  return [await store.removeMeasure(id, newId()), undefined];
});
keeps('does not take away a measure of another assessment', async (store) => {
  const [one, two] = [await fresh(store), await fresh(store)];
  const measure = sampleMeasure({ id: newId() });
  await store.saveMeasure(one, measure);
  await store.removeMeasure(two, measure.id);
  return [(await store.get(one))?.measures, [measure]];
});
keeps('does not change a measure of another assessment', async (store) => {
  const [one, two] = [await fresh(store), await fresh(store)];
  const measure = sampleMeasure({ id: newId() });
  await store.saveMeasure(one, measure);
  await store.saveMeasure(two, { ...measure, text: 'fremd' });
  return [(await store.get(one))?.measures, [measure]];
});
keeps('keeps no measure for an assessment that is gone', async (store) => {
  const id = newId();
  await store.saveMeasure(id, sampleMeasure({ id: newId() }));
  return [await store.get(id), undefined];
});
keeps('what is written at the same time is all there', async (store) => {
  const id = await fresh(store);
  await Promise.all(Array.from({ length: 12 }, (_, i) => store.addChanges(id, [change('some', { checkpoint: `p-${i}` })])));
  const kept = await store.get(id);
  return [
    [Object.keys(kept?.ratings ?? {}).length, (await store.changesSince(id, 0)).map((one) => one.seq)],
    [12, Array.from({ length: 12 }, (_, i) => i + 1)],
  ];
});

keeps('keeps which words are read, and begins with everyday ones', async (store) => {
  const id = await fresh(store);
  const before = (await store.get(id))?.words;
  await store.saveWords(id, 'plain');
  return [
    [before, (await store.get(id))?.words],
    ['normal', 'plain'],
  ];
});
keeps('keeps which assessment it follows on', async (store) => {
  const first = await fresh(store);
  const id = newId();
  await store.create({ id, checkId: 'sample', version: 4, createdAt: later, previous: first });
  return [(await store.get(id))?.previous, first];
});
keeps('keeps who helps, what is first, and the days of a measure', async (store) => {
  const id = await fresh(store);
  const measure = sampleMeasure({ id: newId(), helper: 'die Kasse', isFirst: true, addedOn: '2026-11-01', state: 'dropped' });
  await store.saveMeasure(id, measure);
  return [(await store.get(id))?.measures, [measure]];
});
keeps('settings of what is gone do nothing', async (store) => {
  const id = newId();
  await store.saveWords(id, 'plain');
  await store.saveFocus(id, ['one']);
  return [await store.get(id), undefined];
});

/** What the company tells of itself, its choice of themes, its measures. */
export const planCases = cases;
