/** What may stand between us and PostgreSQL: an address of several servers, a pooler in transaction mode. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApplication } from '../../src/application.ts';
import { readConfig } from '../../src/platform/config.ts';
import { placeEmbedded } from '../../src/platform/database/embedded/placement.ts';
import { type EmbeddedServer, useEmbeddedServer } from '../../src/platform/database/embedded/server.ts';
import { connect, openDatabase } from '../../src/platform/database/index.ts';
import { connectionOf } from '../../src/platform/database/hosts.ts';

const folder = mkdtempSync(join(tmpdir(), 'tw-between-'));
chmodSync(folder, 0o755);
const servers: EmbeddedServer[] = [];
const inFolder = async (name: string) => {
  const server = await useEmbeddedServer(join(folder, name), ['fsync=off']);
  servers.push(server);
  return server.connection;
};
afterAll(async () => {
  for (const server of servers) await server.release();
  rmSync(folder, { recursive: true, force: true });
});

let one: EmbeddedServer['connection'];
let two: EmbeddedServer['connection'];
beforeAll(async () => {
  [one, two] = [await inFolder('one'), await inFolder('two')];
});

/** As the server's owner, on a connection of its own. */
async function on(server: EmbeddedServer['connection'], ...statements: string[]): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
/** What a failover does: from now on this server takes no writes, and nobody stays connected to it. */
const becomesStandby = (server: EmbeddedServer['connection']) =>
  on(
    server,
    'alter system set default_transaction_read_only = on',
    'select pg_reload_conf()',
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
  );
const becomesPrimary = (server: EmbeddedServer['connection']) =>
  on(server, 'set default_transaction_read_only = off', 'alter system reset default_transaction_read_only', 'select pg_reload_conf()');

describe('an address of several servers', () => {
  const address = () => `postgres://transferwerk@/postgres?host=/nowhere,${one.host},${two.host}&target_session_attrs=read-write`;
  const whereIs = async (pool: pg.Pool) => (await pool.query("select current_setting('unix_socket_directories') as at")).rows[0].at;

  it('leads past those that are away or take no writes, and to another one after a failover', async () => {
    await becomesPrimary(one);
    const { pool } = connect(connectionOf(address()), { poolSize: 2 });
    try {
      expect(await whereIs(pool)).toBe(one.host);
      await becomesStandby(one);
      await vi.waitFor(async () => expect(await whereIs(pool)).toBe(two.host), { timeout: 20_000 });
      await becomesStandby(two);
      await expect(
        vi.waitFor(() => pool.query('select 1').then(() => Promise.reject(new Error('still'))), { timeout: 1 }),
      ).rejects.toThrow();
      await becomesPrimary(one);
      await vi.waitFor(async () => expect(await whereIs(pool)).toBe(one.host), { timeout: 20_000 });
    } finally {
      await pool.end();
      await becomesPrimary(two);
    }
  });

  it('is all the house needs: pages, queues, and what is told at once', async () => {
    const config = readConfig({ DATABASE_URL: address(), DATA_DIR: join(folder, 'house'), DEMO: 'off', LOG_LEVEL: 'silent' });
    const house = await createApplication(config);
    try {
      await house.services.jobs.start();
      expect(await (await house.app.request('/readyz')).text()).toBe('ready');
      expect((await house.app.request('/neuigkeiten')).status).toBe(200);
      expect(house.database.description).toContain(one.host);
    } finally {
      await house.close();
    }
  });
});

const hasPooler = spawnSync('pgbouncer', ['--version']).status === 0;
if (!hasPooler) console.warn('PgBouncer is not installed here: that the house works behind it was not tried (Debian: pgbouncer).');

describe.skipIf(!hasPooler)('a pooler in transaction mode', () => {
  const at = join(folder, 'pooler');
  let pooler: ReturnType<typeof spawn>;

  const start = async (more: string) => {
    const { uid } = placeEmbedded(join(folder, 'two'));
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, 'users'), '"transferwerk" ""\n');
    writeFileSync(
      join(at, 'pooler.ini'),
      `[databases]\n* = host=${two.host}\n[pgbouncer]\nlisten_addr =\nunix_socket_dir = ${at}\nlisten_port = 6432\nauth_type = trust\nauth_file = ${at}/users\npool_mode = transaction\ndefault_pool_size = 8\nmax_client_conn = 200\n${more}\n`,
    );
    if (uid !== undefined) chownSync(at, uid, uid);
    pooler = spawn('pgbouncer', [join(at, 'pooler.ini')], { cwd: '/', stdio: 'ignore', ...(uid === undefined ? {} : { uid, gid: uid }) });
    await vi.waitFor(() => connectOnce(`postgres://transferwerk@/postgres?host=${at}&port=6432`), { timeout: 20_000 });
  };
  const connectOnce = async (url: string) => {
    const client = new pg.Client(connectionOf(url));
    await client.connect();
    await client.end();
  };
  const end = async () => {
    const ended = new Promise((done) => pooler.once('exit', done));
    pooler.kill('SIGTERM');
    await ended;
  };

  const CONNECT = 'ignore_startup_parameters = statement_timeout, lock_timeout, idle_in_transaction_session_timeout';

  it.each([
    ['as it comes', '', true],
    ['as the operators are told', CONNECT, false],
  ])('%s serves pages, limits, queues and the start', async (_, more, isNoticed) => {
    await start(more);
    const url = `postgres://transferwerk@/postgres?host=${at}&port=6432`;
    const config = readConfig({ DATABASE_URL: url, DATA_DIR: join(folder, 'behind'), DEMO: 'off', LOG_LEVEL: 'silent' });
    const database = await openDatabase(config);
    const house = await createApplication(config, { database });
    try {
      await database.pool.query('truncate platform.rate_limit, platform.mail');
      await house.services.jobs.start();
      expect(house.notices.some((notice) => notice.includes('PgBouncer'))).toBe(isNoticed);
      const asked = Array.from({ length: 30 }, async (_, at) =>
        house.app.request('/newsletter', {
          method: 'POST',
          headers: { origin: config.publicUrl, host: 'localhost:3000', 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ email: `betrieb${at}@firma.example`, name: 'Betrieb' }).toString(),
        }),
      );
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      expect(statuses).toContain(429);
      // What was to follow follows: the letters lie in the outbox.
      const letters = async () => (await database.pool.query('select count(*)::int as n from platform.mail')).rows[0].n;
      await vi.waitFor(async () => expect(await letters()).toBeGreaterThanOrEqual(20), { timeout: 30_000 });
      expect((await house.app.request('/readyz')).status).toBe(200);
    } finally {
      await house.close();
      await end();
    }
  });
});
