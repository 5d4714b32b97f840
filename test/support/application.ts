import { afterAll } from 'vitest';
import { createApplication } from '../../src/application.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import { testDatabase } from './database.ts';

/** The whole application on a database of its own, with a clock that stands still. Forms come from its own origin. */
export async function testApplication(env: Record<string, string> = {}) {
  const clock = fixedClock('2026-11-23T10:00:00Z');
  const config = readConfig({ LOG_LEVEL: 'silent', ...env });
  const application = await createApplication(config, { clock, database: await testDatabase() });
  afterAll(() => application.services.jobs.stop());

  const get = (path: string, headers: Record<string, string> = {}) => application.app.request(path, { headers });
  /** Every post happens a second after the one before, as for people. */
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    clock.advance(1000);
    return application.app.request(path, {
      method: 'POST',
      headers: {
        origin: config.publicUrl,
        host: new URL(config.publicUrl).host,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    });
  };
  return { ...application, clock, config, get, post };
}
