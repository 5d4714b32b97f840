import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Trx } from '../database/index.ts';
import { systemClock } from '../clock.ts';
import { createLogger } from '../logger.ts';
import { newId } from '../ids.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { createJobs } from './index.ts';

const { db, connection } = await testDatabase();

describe('what waits for one subscriber', () => {
  const seen: string[] = [];
  const jobs = createJobs(connection, createLogger('silent'), systemClock, false);
  jobs.register(
    [
      {
        name: 'probe-queue',
        on: ['probe.happened'],
        handle: async ({ subject, payload }) => {
          if (payload['isBad']) throw new Error('this one never works');
          seen.push(subject);
        },
      },
    ],
    [],
  );
  afterAll(() => jobs.stop());

  it('is worked off at once, however much was published in one moment, and a bad one holds nobody up', async () => {
    const subjects = Array.from({ length: 100 }, () => newId());
    await db.transaction().execute(async (trx) => {
      for (const [n, subject] of subjects.entries())
        await jobs.publish(trx as unknown as Trx, { type: 'probe.happened', subject, payload: { isBad: n === 3 } });
    });
    await jobs.start();
    // One every half minute would take most of an hour.
    await vi.waitFor(() => expect(seen.length).toBe(99), { timeout: 15_000, interval: 100 });
    expect(new Set(seen).size).toBe(99);
  });
});
