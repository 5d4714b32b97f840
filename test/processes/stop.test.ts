import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
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

it('whoever has asked before the end still gets their answer, and a balancer hears that no more are wanted', async () => {
  const server = await startServer(folder, { DATABASE_URL: '', DEMO: 'off', DRAIN_SECONDS: '3' });
  server.process.removeAllListeners('exit');
  const ended = once(server.process, 'exit');
  const { socketDir } = placeEmbedded(folder);
  const client = new pg.Client({ host: socketDir, user: 'transferwerk', database: 'postgres' });
  await client.connect();
  await client.query('begin; lock table organisations.organisation in access exclusive mode');
  const asked = Array.from({ length: 12 }, () => fetch(`${server.url}/partner`).then(({ status }) => status));
  await vi.waitFor(
    async () => {
      const { rows } = await client.query(
        `select count(*)::int as n from pg_locks where not granted and relation = 'organisations.organisation'::regclass`,
      );
      expect(rows[0].n).toBe(12);
    },
    { timeout: 20_000, interval: 100 },
  );
  server.process.kill('SIGTERM');
  await vi.waitFor(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(503), { timeout: 10_000, interval: 50 });
  // It takes no new connection any more, and waits for those that it has.
  await vi.waitFor(async () => expect(await fetch(`${server.url}/healthz`).catch(() => 'refused')).toBe('refused'), {
    timeout: 20_000,
    interval: 100,
  });
  await client.query('rollback');
  await client.end();
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 12 }, () => 200));
  expect(await ended).toEqual([0, null]);
});
