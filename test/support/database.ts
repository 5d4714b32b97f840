import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { ALL_MIGRATIONS } from '../../src/migrations.ts';
import { connect, type Database } from '../../src/platform/database/index.ts';
import { migrate } from '../../src/platform/database/migrate.ts';

const TEMPLATE = 'transferwerk_template';

async function admin<Value>(work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client(inject('server'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const to = (database: string): pg.ClientConfig => {
  const server = inject('server');
  if (!server.connectionString) return { ...server, database };
  const url = new URL(server.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
};

/** The migrated template, made by whoever comes first. */
async function ensureTemplate(): Promise<void> {
  await admin(async (client) => {
    await client.query('select pg_advisory_lock(7001)');
    const known = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (known.rowCount) return;
    await client.query(`create database ${TEMPLATE}`);
    const { pool } = connect(to(TEMPLATE), { poolSize: 2 });
    await migrate(pool, ALL_MIGRATIONS);
    await pool.end();
  });
}

/** A fresh, migrated database for one test file: a clone of the template (60–85 ms). Dropped when the file is done. */
export async function testDatabase(): Promise<Database> {
  await ensureTemplate();
  const name = `t_${randomBytes(6).toString('hex')}`;
  await admin(async (client) => {
    await client.query('select pg_advisory_lock(7001)'); // cloning needs a template that nobody is connected to
    await client.query(`create database ${name} template ${TEMPLATE}`);
  });
  const opened = connect(to(name), { poolSize: 6 });
  afterAll(async () => {
    await opened.pool.end();
    await admin((client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return { ...opened, connection: to(name), description: 'test', notice: undefined, close: () => Promise.resolve() };
}
