import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { afterAll, expect, it } from 'vitest';
import { createServices } from '../src/application.ts';
import { loadContent } from '../src/content.ts';
import { SCHEMA } from '../src/migrations.ts';
import { audit, auditTrail } from '../src/platform/audit/index.ts';
import { currentAuditKeys, useAuditKeys } from '../src/platform/audit/keys.ts';
import { readConfig } from '../src/platform/config.ts';
import { useEmbeddedServer } from '../src/platform/database/embedded/server.ts';
import { connect } from '../src/platform/database/index.ts';
import { runMigrations, withMigrationLock } from '../src/platform/database/migrate.ts';
import { newId } from '../src/platform/ids.ts';

const folder = mkdtempSync(join(tmpdir(), 'tw-upgrade-'));
chmodSync(folder, 0o755);
const keys = currentAuditKeys();
afterAll(() => {
  useAuditKeys(keys);
  rmSync(folder, { recursive: true, force: true });
});

/** As it was: one role, the cluster's superuser, for everything; queues made by whoever works them; a trail without a key. */
async function databaseOfBefore(): Promise<void> {
  const server = await useEmbeddedServer(folder);
  const { pool } = connect(server.connection, { poolSize: 2 });
  const since = new Set(['0006-keyed-trail.sql', '0007-mail-without-secrets.sql', '0006-analyze.sql', '0011-trail-waits.sql']);
  const modules = SCHEMA.migrations.map(({ module, files }) => ({
    module,
    files: Object.fromEntries(Object.entries(files).filter(([name]) => !since.has(name))),
  }));
  await withMigrationLock(pool, (client) => runMigrations(client, modules));
  const boss = new PgBoss({ ...server.connection, schema: 'jobs', max: 2, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue('platform-mail', { retryLimit: 8 });
  await boss.stop({ graceful: false });
  await pool.query(
    "insert into platform.mail (id, recipient, subject, body, unsubscribe, created_at, sent_at) values ($1, 'a@b.example', 'S', $2, 'x', now(), now())",
    [newId(), `https://netz.example/einladung/${'a'.repeat(43)}. Und https://netz.example/anmelden/link/kurz`],
  );
  await pool.end();
  await server.release();
}

it('an embedded database of before works on at the next start, with nothing done by hand', async () => {
  await databaseOfBefore();
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const start = () => createServices(config, loadContent());
  const first = await start();
  expect(first.notices.filter((notice) => !notice.includes('closed to others'))).toEqual([]);
  const { rows } = await first.services.pool.query(
    'select current_user as me, usesuper as super from pg_user where usename = current_user',
  );
  expect(rows[0]).toEqual({ me: 'transferwerk_app', super: false });
  const { rows: mails } = await first.services.pool.query('select body, unsubscribe from platform.mail');
  expect(mails).toEqual([{ body: 'https://netz.example/einladung/…. Und https://netz.example/anmelden/link/…', unsubscribe: null }]);
  await first.services.jobs.start();
  await first.services.jobs.drain();
  await audit(first.services.db, { action: 'probe', kind: 'probe', record: newId() });
  expect((await auditTrail(first.services.db, {}, 1))[0]?.key).toBe(currentAuditKeys().current?.id);
  await first.services.jobs.stop();
  await first.trail.close();
  await first.database.close();

  const second = await start();
  expect(await second.trail.verify()).toMatchObject({ ok: true, keyed: 1 });
  expect(existsSync(join(folder, 'audit-heads.jsonl'))).toBe(true);
  await second.services.jobs.stop();
  await second.trail.close();
  await second.database.close();
  await expect(new pg.Client(second.database.connection).connect()).rejects.toThrow();
});
