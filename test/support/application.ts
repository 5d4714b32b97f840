import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll } from 'vitest';
import { createApplication } from '../../src/application.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Role } from '../../src/modules/accounts/index.ts';
import { insertPerson } from '../../src/modules/accounts/store/people.ts';
import { testDatabase } from './database.ts';

/** What a form sends; a list where a name comes more than once. */
export type Fields = Record<string, string> | [string, string][];

/** The whole application on a database of its own, with a clock that stands still. Forms come from its own origin. */
export async function testApplication(env: Record<string, string> = {}, logTo?: { write(line: string): void }) {
  const clock = fixedClock('2026-11-23T10:00:00Z');
  const folder = mkdtempSync(join(tmpdir(), 'transferwerk-app-'));
  const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: folder, ...env });
  const database = await testDatabase();
  const application = await createApplication(config, { clock, database, ...(logTo ? { logTo } : {}) });
  afterAll(async () => {
    await application.services.jobs.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) => application.app.request(path, { headers });
  /** Every post happens a second after the one before, as for people. */
  const post = (path: string, fields: Fields, headers: Record<string, string> = {}) => {
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
  /** Somebody with roles, signed in with both factors: their requests. */
  const as = async (...roles: [role: Role, place?: string | null][]) => {
    const { signIn, membership, context } = application.accounts;
    const id = context.id();
    const email = `${id}@person.example`;
    await insertPerson(application.services.db, { id, name: `Person ${id.slice(-4)}`, email, at: clock.now() });
    for (const [role, place] of roles) await membership.grant(application.services.db, id, role, place ?? null);
    const entered = await signIn.useLink(await signIn.linkToken(email), new Headers());
    if (!entered.ok) throw new Error('not signed in');
    const cookie = entered.value.map((each) => each.split(';')[0]).join('; ');
    /** Signs in anew whenever the clock has moved, as people do. */
    const stay = () =>
      sql`update accounts.session set strong_at = now(), "createdAt" = ${clock.now()}, "updatedAt" = ${clock.now()} where "userId" = ${id}`.execute(
        application.services.db,
      );
    await stay();
    return {
      id,
      email,
      cookie,
      get: async (path: string, headers: Record<string, string> = {}) => {
        await stay();
        return get(path, { cookie, ...headers });
      },
      post: async (path: string, fields: Fields, headers: Record<string, string> = {}) => {
        await stay();
        return post(path, fields, { cookie, ...headers });
      },
    };
  };
  return { ...application, database, clock, config, get, post, as };
}
