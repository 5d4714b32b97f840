import { describe, expect, it } from 'vitest';
import { newId } from '#platform/ids.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { createAssessmentStore } from './assessments.ts';
import { reachStages, readFunnel } from './figures.ts';

const { db } = await testDatabase();
const store = createAssessmentStore(db);
const at = new Date('2026-11-23T10:00:00Z');

describe('figures', () => {
  it('count each stage once, and stay when the assessment goes', async () => {
    const before = (await readFunnel(db)).find((row) => row.stage === 'result')?.reached ?? 0;
    const id = newId();
    await store.create({ id, checkId: 'sample', version: 1, createdAt: at });
    await Promise.all([reachStages(db, id, ['result'], at), reachStages(db, id, ['result'], at)]);
    await reachStages(db, id, ['result', 'started'], at);
    await store.remove(id);
    expect((await readFunnel(db)).find((row) => row.stage === 'result')).toMatchObject({
      checkId: 'sample',
      month: '2026-11-01',
      reached: before + 1,
    });
  });
});
