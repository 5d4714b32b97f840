import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
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
