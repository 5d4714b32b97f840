import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { SCHEMA } from '../../src/migrations.ts';
import { ensureApplicationRole } from '../../src/platform/database/grants.ts';
import { connect, type Database, type Db } from '../../src/platform/database/index.ts';
import { prepareDatabase } from '../../src/platform/database/prepare.ts';
import { watchConnections } from './one-connection.ts';

/** A template for each state of the schema: on a server that stays, an older one is not taken for this one. */
const TEMPLATE = `transferwerk_template_${createHash('sha256').update(JSON.stringify(SCHEMA)).digest('hex').slice(0, 10)}`;
/** As the product's own role; on a foreign server its password follows from the address of that server. */
const ROLE = 'transferwerk_test_app';

async function as<Value>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const admin = <Value>(work: (client: pg.Client) => Promise<Value>) => as(inject('server'), work);

/** A database of the shared server, as its owner. */
const toOwned = (database: string): pg.ClientConfig => {
  const server = inject('server');
  if (!server.connectionString) return { ...server, database };
  const url = new URL(server.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
};

const passwordOf = (server: string) => createHash('sha256').update(`transferwerk test ${server}`).digest('base64url');

/** The same as the role of the running product. */
const toApplication = (database: string): pg.ClientConfig => {
  const server = inject('server');
  if (!server.connectionString) return { ...server, database, user: ROLE };
  const url = new URL(server.connectionString);
  url.pathname = `/${database}`;
  url.username = ROLE;
  url.password = passwordOf(server.connectionString);
  return { connectionString: url.href };
};

const ensureRole = (client: pg.Client) => {
  const { connectionString } = inject('server');
  return ensureApplicationRole(client, ROLE, connectionString && passwordOf(connectionString));
};

/** The migrated template, made by whoever comes first: owned and migrated by the owner, with the application's rights. */
async function ensureTemplate(): Promise<void> {
  await admin(async (client) => {
    await client.query('select pg_advisory_lock(7001)');
    const known = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (known.rowCount) return;
    await ensureRole(client);
    await client.query(`create database ${TEMPLATE}`);
    const { pool } = connect(toApplication(TEMPLATE), { poolSize: 2 });
    await prepareDatabase({ pool, connection: toApplication(TEMPLATE), owner: toOwned(TEMPLATE), role: undefined }, SCHEMA);
    await pool.end();
  });
}

export interface TestDatabase extends Database {
  owner: pg.ClientConfig;
  /** The same database as the owner of its tables: for what the application may not, and what an attacker could do. */
  owned: Db;
}

/**
 * A fresh, migrated database for one test file: a clone of the template (60–85 ms), worked with as the application's
 * role, so that a missing right fails here. Dropped when the file is done.
 */
export async function testDatabase(): Promise<TestDatabase> {
  await ensureTemplate();
  const name = `t_${randomBytes(6).toString('hex')}`;
  await admin(async (client) => {
    await client.query('select pg_advisory_lock(7001)'); // cloning needs a template that nobody is connected to
    await client.query(`create database ${name} template ${TEMPLATE}`);
  });
  await as(toOwned(name), ensureRole);
  const connection = toApplication(name);
  const opened = connect(connection, { poolSize: 6 });
  watchConnections(opened.pool);
  const owned = connect(toOwned(name), { poolSize: 2 });
  afterAll(async () => {
    await Promise.all([opened.pool.end(), owned.pool.end()]);
    await admin((client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return {
    ...opened,
    connection,
    owner: toOwned(name),
    role: undefined,
    description: 'test',
    notice: undefined,
    close: () => Promise.resolve(),
    owned: owned.db,
  };
}
