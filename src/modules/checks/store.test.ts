import { describe, expect, it } from 'vitest';
import { addDays } from '#platform/clock.ts';
import { newId } from '#platform/ids.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { sampleMeasure } from './examples.ts';
import { createAssessmentStore, readFunnel } from './store.ts';

const { db } = await testDatabase();
const store = createAssessmentStore(db);
const at = new Date('2026-11-23T10:00:00Z');

async function fresh(createdAt = at) {
  const id = newId();
  await store.create({ id, checkId: 'sample', version: 1, createdAt });
  return id;
}

describe('assessments', () => {
  it('keep what was answered; a later answer replaces an earlier one', async () => {
    const id = await fresh();
    await store.saveAnswers(id, [
      { checkpoint: 'one-1', rating: 'urgent', note: 'Anna fragen' },
      { checkpoint: 'one-2', rating: 'none', note: '' },
    ]);
    await store.saveAnswers(id, [{ checkpoint: 'one-2', rating: undefined, note: 'doch nicht' }]);
    const kept = await store.get(id);
    expect(kept?.ratings).toEqual({ 'one-1': 'urgent' });
    expect(kept?.notes).toEqual({ 'one-1': 'Anna fragen', 'one-2': 'doch nicht' });
  });

  it('keep measures with every part, and dates as days', async () => {
    const id = await fresh();
    const measure = sampleMeasure({ id: newId(), checkpoint: 'one-1' });
    await store.saveMeasure(id, measure);
    expect((await store.get(id))?.measures).toEqual([measure]);
    await store.saveMeasure(id, { ...measure, done: true, due: undefined });
    expect((await store.get(id))?.measures).toEqual([{ ...measure, done: true, due: undefined }]);
    await store.removeMeasure(id, measure.id);
    expect((await store.get(id))?.measures).toEqual([]);
  });

  it('do not let one company change another’s measure', async () => {
    const [mine, other] = [await fresh(), await fresh()];
    const measure = sampleMeasure({ id: newId() });
    await store.saveMeasure(mine, measure);
    await store.saveMeasure(other, { ...measure, text: 'gekapert' });
    await store.removeMeasure(other, measure.id);
    expect((await store.get(mine))?.measures[0]?.text).toBe(measure.text);
  });

  it('are deleted 90 days after the last visit, not after the beginning', async () => {
    const [visited, forgotten] = [await fresh(addDays(at, -200)), await fresh(addDays(at, -200))];
    await store.visit(visited, addDays(at, -10));
    expect(await store.removeUnvisitedSince(addDays(at, -91))).toBe(1);
    expect(await store.get(visited)).toBeDefined();
    expect(await store.get(forgotten)).toBeUndefined();
  });

  it('count each stage once, and keep the count when the assessment goes', async () => {
    const before = (await readFunnel(db)).find((row) => row.stage === 'result')?.reached ?? 0;
    const id = await fresh();
    await Promise.all([store.reach(id, ['result'], at), store.reach(id, ['result'], at)]);
    await store.reach(id, ['result', 'started'], at);
    await store.remove(id);
    expect((await readFunnel(db)).find((row) => row.stage === 'result')).toMatchObject({
      checkId: 'sample',
      month: '2026-11-01',
      reached: before + 1,
    });
  });
});
