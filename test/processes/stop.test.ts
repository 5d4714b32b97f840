import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { placeEmbedded } from '../../src/platform/database/embedded/placement.ts';
import { startServer } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'tw-stop-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A shell tells the whole group, and `npm start` passes it on: the server hears one Ctrl-C several times. */
it('one Ctrl-C that arrives three times still ends in good order', async () => {
  const server = await startServer(folder, { DATABASE_URL: '', DEMO: 'off' });
  server.process.removeAllListeners('exit');
  const ended = once(server.process, 'exit');
  server.process.kill('SIGINT');
  server.process.kill('SIGTERM');
  await fetch(server.url).catch(() => undefined); // lets the server take the first before the next
  server.process.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(existsSync(join(placeEmbedded(folder).cluster, 'postmaster.pid'))).toBe(false);
  // What it said lives on in a log: the way to the outbox, not an address that opens it.
  expect(server.log()).toContain('npx transferwerk outbox --link');
  expect(server.log()).not.toMatch(/[\w-]{43}/);
});

/** Begins to send a form and returns how to send the rest: as on a slow line. Waits until the server is at it. */
async function halfSent(url: string, half: string): Promise<(rest: string) => Promise<number | undefined>> {
  const headers = { origin: url, 'content-type': 'application/x-www-form-urlencoded', expect: '100-continue' };
  const sending = request(`${url}/newsletter`, { method: 'POST', headers });
  sending.flushHeaders();
  await once(sending, 'continue');
  sending.write(half);
  return async (rest) => {
    sending.end(rest);
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    return answer.statusCode;
  };
}

it('whoever has asked before the end still gets their answer, and a balancer hears that no more are wanted', async () => {
  const server = await startServer(folder, { DATABASE_URL: '', DEMO: 'off', DRAIN_SECONDS: '3' });
  server.process.removeAllListeners('exit');
  const ended = once(server.process, 'exit');
  const asked = await Promise.all(Array.from({ length: 6 }, (_, at) => halfSent(server.url, `email=betrieb${at}@firma.`)));
  server.process.kill('SIGTERM');
  await vi.waitFor(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(503), { timeout: 10_000, interval: 50 });
  expect((await fetch(`${server.url}/readyz`)).headers.get('connection')).toBe('close');
  // It takes no new connection any more, and waits for those that it has.
  await vi.waitFor(async () => expect(await fetch(`${server.url}/healthz`).catch(() => 'refused')).toBe('refused'), {
    timeout: 20_000,
    interval: 100,
  });
  expect(await Promise.all(asked.map((finish) => finish('example')))).toEqual(Array.from({ length: 6 }, () => 200));
  expect(await ended).toEqual([0, null]);
});
