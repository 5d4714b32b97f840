import { Kysely, type LogEvent, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Config } from '../config.ts';
import { useEmbeddedServer } from './embedded/server.ts';

/** Timestamps come as `Date`, dates as `YYYY-MM-DD` text (a date has no time zone), counts as numbers. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** The role that works with the embedded database; its owner only migrates (docs/decisions/0037). */
const APPLICATION_ROLE = 'transferwerk_app';

/**
 * A connection to all tables. Each module narrows it to its own tables (`module.withTables<…>()`): the types are
 * generated from the migrated schema (npm run generate).
 */
// biome-ignore lint/complexity/noBannedTypes: no module's tables are known here
export type Db = Kysely<{}>;
// biome-ignore lint/complexity/noBannedTypes: no module's tables are known here
export type Trx = Transaction<{}>;

/** Whether something failed because a unique index has it already. */
export const isTaken = (error: unknown, index: string): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === index;

export interface Database {
  db: Db;
  pool: pg.Pool;
  /** How the application's role reaches it. */
  connection: pg.ClientConfig;
  /** Who migrates and grants, where that is another role; undefined: the application's does both. */
  owner: pg.ClientConfig | undefined;
  /** The application's role where it is ours to make: in the embedded database. */
  role: string | undefined;
  /** "eingebettet" or host and name, without credentials: for the start line and /readyz. */
  description: string;
  notice: string | undefined;
  close(): Promise<void>;
}

export interface OpenOptions {
  poolSize?: number;
  log?: (event: LogEvent) => void;
}

/** Opens a pool on one database; the caller closes it. */
export function connect(connection: pg.ClientConfig, options: OpenOptions = {}): Pick<Database, 'db' | 'pool'> {
  const pool = new pg.Pool({ ...connection, max: options.poolSize ?? 16, connectionTimeoutMillis: 10_000 });
  // Without a handler a restart of the database would end the process; the pool replaces the connection itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  // biome-ignore lint/complexity/noBannedTypes: see Db
  const db = new Kysely<{}>({
    dialect: new PostgresDialect({ pool }),
    ...(options.log ? { log: options.log } : {}),
  });
  return { db, pool };
}

/** Opens the database of the configuration: behind DATABASE_URL, or the embedded one, which it starts if needed. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'dataDir'>,
  options: OpenOptions = {},
): Promise<Database> {
  if (config.databaseUrl) {
    const connection = { connectionString: config.databaseUrl };
    const opened = connect(connection, options);
    const { host, pathname } = new URL(config.databaseUrl);
    return {
      ...opened,
      connection,
      owner: config.databaseOwnerUrl ? { connectionString: config.databaseOwnerUrl } : undefined,
      role: undefined,
      description: `PostgreSQL ${host}${pathname}`,
      notice: undefined,
      close: () => opened.pool.end(), // not db.destroy(): Kysely leaves a pool open that it has not used yet
    };
  }
  const server = await useEmbeddedServer(config.dataDir);
  const connection = { ...server.connection, user: APPLICATION_ROLE };
  const opened = connect(connection, options);
  return {
    ...opened,
    connection,
    owner: server.connection,
    role: APPLICATION_ROLE,
    description: 'PostgreSQL (embedded)',
    notice: server.notice,
    close: async () => {
      await opened.pool.end();
      await server.release();
    },
  };
}

/** Runs work in the transaction that is there, or in one of its own. */
export const inTransaction = <Value>(db: Db, work: (trx: Db) => Promise<Value>): Promise<Value> =>
  db.isTransaction ? work(db) : db.transaction().execute((trx) => work(trx as unknown as Db));
