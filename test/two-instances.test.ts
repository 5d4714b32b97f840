import { afterAll, expect, it } from 'vitest';
import { createApplication } from '../src/application.ts';
import { fixedClock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { testDatabase } from './support/database.ts';

/** Two instances start on an empty database (findings/operations T1). */
it('come both up, and the demo network is there once', async () => {
  const database = await testDatabase();
  const config = readConfig({ LOG_LEVEL: 'silent', DEMO: 'on' });
  const start = () => createApplication(config, { clock: fixedClock('2026-11-23T10:00:00Z'), database });
  const instances = await Promise.all([start(), start()]);
  afterAll(() => Promise.all(instances.map(({ services }) => services.jobs.stop())));
  for (const { app } of instances) expect((await app.request('/')).status).toBe(200);
  const { rows } = await database.pool.query(
    'select count(*)::int as n, count(distinct name)::int as names from organisations.organisation',
  );
  expect(rows[0].n).toBe(rows[0].names);
  expect(rows[0].n).toBeGreaterThan(20);
}, 120_000);
