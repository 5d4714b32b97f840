import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type Application, createApplication } from '../../../src/application.ts';
import type { Role } from '../../../src/modules/accounts/index.ts';
import { insertPerson } from '../../../src/modules/accounts/store/people.ts';
import { DAY, fixedClock } from '../../../src/platform/clock.ts';
import { readConfig } from '../../../src/platform/config.ts';
import { storedMails } from '../../../src/platform/mail/index.ts';
import { freePort } from '../../support/server.ts';
import { FLAGS } from './browser.ts';

/** The whole application in this process, on an embedded database of its own, with a clock that the test moves; and a browser. */
export function useMovedTime(start: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tw-time-'));
  chmodSync(folder, 0o755);
  const clock = fixedClock(start);
  const held: { application?: Application; server?: Server; browser?: Awaited<ReturnType<typeof chromium.launch>>; url: string } = {
    url: '',
  };

  beforeAll(async () => {
    const port = await freePort();
    held.url = `http://localhost:${port}`;
    const config = readConfig({ DATA_DIR: folder, PORT: String(port), PUBLIC_URL: held.url, LOG_LEVEL: 'silent', DEMO: 'on' });
    held.application = await createApplication(config, { clock });
    held.server = serve({ fetch: held.application.app.fetch, port, hostname: '127.0.0.1' }) as Server;
    held.browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: FLAGS });
  });
  afterAll(async () => {
    await held.browser?.close();
    held.server?.closeAllConnections();
    held.server?.close();
    await held.application?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const app = (): Application => {
    if (!held.application) throw new Error('not started');
    return held.application;
  };

  return {
    app,
    clock,
    /** Days later, with everything done that is done in the meantime. */
    async later(days: number): Promise<void> {
      clock.advance(days * DAY);
      await app().cases.followUp.daily();
      await app().services.jobs.drain();
    },
    settle: () => app().services.jobs.drain(),
    async visit(options: { javaScriptEnabled?: boolean; viewport?: { width: number; height: number } } = {}): Promise<BrowserContext> {
      if (!held.browser) throw new Error('no browser');
      const context = await held.browser.newContext({
        viewport: { width: 390, height: 844 },
        locale: 'de-DE',
        baseURL: held.url,
        ...options,
      });
      context.setDefaultTimeout(10_000);
      return context;
    },
    /** Somebody with a role, signed in; called again after time has passed, as people sign in again. */
    async person(role: Role, place: string | null): Promise<(context: BrowserContext) => Promise<void>> {
      const { signIn, membership, context: accounts } = app().accounts;
      const { db } = app().services;
      const id = accounts.id();
      const email = `${id}@person.example`;
      await insertPerson(db, { id, name: `Person ${id.slice(-4)}`, email, at: clock.now() });
      await membership.grant(db, id, role, place);
      return async (context) => {
        const entered = await signIn.useLink(await signIn.linkToken(email), new Headers());
        if (!entered.ok) throw new Error('not signed in');
        // The sign-in library keeps the machine's time; the session counts from the test's.
        await sql`update accounts.session set strong_at = now(), "createdAt" = ${clock.now()}, "updatedAt" = ${clock.now()} where "userId" = ${id}`.execute(
          db,
        );
        await context.addCookies(
          entered.value.map((each) => {
            const [name = '', ...value] = (each.split(';')[0] ?? '').split('=');
            return { name, value: value.join('='), url: held.url };
          }),
        );
      };
    },
    /** The newest mail to an address with this subject. */
    async mail(to: string, subject: string) {
      return (await storedMails(app().services.db, 500)).find((mail) => mail.to === to && mail.subject === subject);
    },
  };
}
