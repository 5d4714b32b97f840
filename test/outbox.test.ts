import { sql } from 'kysely';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { auditTrail } from '../src/platform/audit/index.ts';
import { MINUTE } from '../src/platform/clock.ts';
import { mailKey } from '../src/platform/mail/index.ts';
import { outboxNotice, outboxUrl } from '../src/modules/office/index.ts';
import { testApplication } from './support/application.ts';
import { mailTo, pathIn } from './support/mail.ts';

const lines: string[] = [];
const application = await testApplication({ DEMO: 'off', LOG_LEVEL: 'debug' }, { write: (line) => lines.push(line) });
const { as, get, post, services, clock } = application;
const { db } = services;
const pathOf = (url: string) => new URL(url).pathname;
/** What a path holds that its reader could act with. */
const secretOf = (path: string) => (path.split('?')[0] ?? '').split('/').at(-1) ?? '';

describe('the outbox', () => {
  it('shows an administrator that somebody asked to sign in, not the link they sign in with', async () => {
    await post('/anmelden', { email: 'opfer@person.example' });
    const path = pathIn((await mailTo(db, 'opfer@person.example'))?.text, '/anmelden/link/');
    const administrator = await as(['administrator']);
    const page = await (await administrator.get('/geschaeftsstelle/postausgang')).text();
    expect(page).toContain('opfer@person.example');
    expect(page).toContain('/anmelden/link/…');
    expect(page).not.toContain(secretOf(path));
    expect(page).not.toMatch(/[^\w-][\w-]{43}[^\w-]/);
  });

  it('is read in full by whoever has a link from the command line: fifteen minutes, letters of the last hour', async () => {
    const url = await outboxUrl(services);
    const path = pathIn((await mailTo(db, 'opfer@person.example'))?.text, '/anmelden/link/');
    expect(await (await get(pathOf(url))).text()).toContain(secretOf(path));
    await get(pathOf(url));
    // What ends a sentence is no part of an address.
    await services.mailer.send(mailKey('01a22fc1-0000-7000-8000-000000000001', 'probe'), {
      to: 'probe@person.example',
      subject: 'Probe',
      text: 'Sehen Sie (http://netz.example/konto).',
    });
    expect(await (await get(pathOf(url))).text()).toContain('<a href="http://netz.example/konto">http://netz.example/konto</a>).');
    clock.advance(16 * MINUTE);
    expect((await get(pathOf(url))).status).toBe(410);
    clock.advance(60 * MINUTE);
    const later = await (await get(pathOf(await outboxUrl(services)))).text();
    expect(later).toContain('opfer@person.example');
    expect(later).not.toContain(secretOf(path));
  });

  it('leaves a line in the trail when a link is made and when it is first opened', async () => {
    const actions = (await auditTrail(db, {}, 50)).filter(({ kind }) => kind === 'link').map(({ action }) => action);
    expect(actions.toReversed()).toEqual(['outbox.linkMade', 'outbox.opened', 'outbox.linkMade', 'outbox.opened']);
  });

  it('is named at the start with its link on a terminal only', async () => {
    expect(await outboxNotice(services, false)).toBe('Postausgang (ohne SMTP_URL): npx transferwerk outbox --link');
    expect(await outboxNotice(services, true)).toMatch(/\/postausgang\/[\w-]{43}$/);
  });
});

describe('the log', () => {
  it('holds no token, no address, no mail of a whole flow', async () => {
    const administrator = await as(['administrator']);
    const before = lines.length;
    await post('/anmelden', { email: 'spur@person.example' });
    const path = pathIn((await mailTo(db, 'spur@person.example'))?.text, '/anmelden/link/');
    expect((await get(path)).status).toBe(200);
    expect((await post(path, {})).status).toBe(303);
    expect((await post(path, {})).status).toBe(410);
    await post('/anmelden/passwort', { email: 'spur@person.example', password: 'Geheimes-Passwort-1' });
    await get(pathOf(await outboxUrl(services)));
    await administrator.post('/geschaeftsstelle/mitarbeit/einladen', { email: 'neu@person.example', role: 'office' });
    await application.services.jobs.drain();
    const failing = vi.spyOn(services.links, 'open').mockRejectedValue(new Error(`no way for spur@person.example ${'k'.repeat(43)}`));
    expect((await get(`/bogen/${'a'.repeat(43)}`)).status).toBe(500);
    failing.mockRestore();
    services.logger.error({ err: new Error('550 <spur@person.example> refused, see https://x.example/?token=abc"') }, 'mail');

    const log = lines.slice(before).join('');
    expect(log).toContain('/anmelden/link/:token');
    expect(log).toContain('no way for … …');
    expect(log).toContain('550 <…> refused');
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
    const { rows } = await sql<{ recipient: string; body: string }>`select recipient, body from platform.mail`.execute(db);
    const tokens = rows
      .flatMap(({ body }) => [...body.matchAll(/[\w-]{20,}/g)].map(([token]) => token))
      .filter((each) => /[A-Z]/.test(each));
    expect(tokens.length).toBeGreaterThan(2);
    for (const secret of [...tokens, ...rows.map(({ recipient }) => recipient), 'Geheimes-Passwort-1']) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/@[a-z]+\.example|(?<![\w-])[\w-]{43}(?![\w-])/);
  });
});

describe('with a mail server', async () => {
  const sending = await testApplication({ DEMO: 'off', SMTP_URL: 'smtp://127.0.0.1:9' });
  afterAll(() => sending.services.mailer.close());

  it('nobody reads letters in full', async () => {
    await sending.post('/anmelden', { email: 'opfer@person.example' });
    const path = pathIn((await mailTo(sending.services.db, 'opfer@person.example'))?.text, '/anmelden/link/');
    expect(secretOf(path).length).toBeGreaterThan(20);
    const page = await (await sending.get(pathOf(await outboxUrl(sending.services)))).text();
    expect(page).toContain('opfer@person.example');
    expect(page).not.toContain(secretOf(path));
    expect(await outboxNotice(sending.services, true)).toBeUndefined();
  });
});
