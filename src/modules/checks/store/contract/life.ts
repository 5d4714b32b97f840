import { at, change, fresh, later, listOfCases, newId } from './support.ts';
import { sampleMeasure } from '../../examples.ts';

const { cases, keeps } = listOfCases();

keeps('knows nothing of an id that was never created', async (store) => [await store.get(newId()), undefined]);
keeps('begins empty, with check, version and time', async (store) => {
  const id = await fresh(store);
  return [
    await store.get(id),
    {
      id,
      checkId: 'sample',
      version: 3,
      createdAt: at,
      visitedAt: at,
      company: { place: undefined, size: undefined, industry: undefined },
      ratings: {},
      notes: {},
      advice: { ratings: {}, notes: {} },
      conflicts: [],
      measures: [],
      focus: [],
      words: 'normal',
      previous: undefined,
      seq: 0,
    },
  ];
});
keeps('refuses to create the same id twice', async (store) => {
  const id = await fresh(store);
  const again = store.create({ id, checkId: 'other', version: 1, createdAt: later });
  return [
    [
      await again.then(
        () => 'created',
        () => 'refused',
      ),
      (await store.get(id))?.checkId,
    ],
    ['refused', 'sample'],
  ];
});
keeps('keeps two assessments apart', async (store) => {
  const [one, two] = [await fresh(store), await fresh(store)];
  await store.addChanges(one, [change('urgent')]);
  return [(await store.get(two))?.ratings, {}];
});
keeps('notes a visit', async (store) => {
  const id = await fresh(store);
  await store.visit(id, later);
  const kept = await store.get(id);
  return [
    [kept?.visitedAt, kept?.createdAt],
    [later, at],
  ];
});
keeps('leaves it alone when something is visited that is not there', async (store) => [await store.visit(newId(), later), undefined]);
keeps('is gone after removing, history and all', async (store) => {
  const id = await fresh(store);
  await store.addChanges(id, [change('urgent')]);
  await store.saveMeasure(id, sampleMeasure({ id: newId() }));
  await store.remove(id);
  return [
    [await store.get(id), await store.changesSince(id, 0)],
    [undefined, []],
  ];
});
keeps('can be removed twice', async (store) => {
  const id = await fresh(store);
  await store.remove(id);
  return [await store.remove(id), undefined];
});
keeps('removing one leaves the other', async (store) => {
  const [one, two] = [await fresh(store), await fresh(store)];
  await store.addChanges(two, [change('none')]);
  await store.remove(one);
  return [
    [(await store.get(two))?.ratings, (await store.changesSince(two, 0)).length],
    [{ 'one-1': 'none' }, 1],
  ];
});
keeps('removes what nobody visited since, and says how many', async (store) => {
  const old = new Date('1999-01-01T00:00:00Z');
  const ids = [await fresh(store, old), await fresh(store, old), await fresh(store, new Date('1999-03-01T00:00:00Z'))];
  const removed = await store.removeUnvisitedSince(new Date('1999-02-01T00:00:00Z'));
  const kept = await Promise.all(ids.map((id) => store.get(id)));
  await store.remove(ids[2] ?? '');
  return [
    [removed, kept.map((one) => one !== undefined)],
    [2, [false, false, true]],
  ];
});
keeps('a visit keeps it from being removed', async (store) => {
  const id = await fresh(store, new Date('1998-01-01T00:00:00Z'));
  await store.visit(id, later);
  await store.removeUnvisitedSince(new Date('1998-06-01T00:00:00Z'));
  return [(await store.get(id))?.id, id];
});
keeps('removes nothing where nothing is old', async (store) => [await store.removeUnvisitedSince(new Date('1990-01-01T00:00:00Z')), 0]);

/** Beginning, visiting, ending. */
export const lifeCases = cases;
