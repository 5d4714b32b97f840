import { Kysely, type LogEvent, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Config } from '../config.ts';
import { parseAddress } from './address.ts';
import { useEmbeddedServer } from './embedded/server.ts';
import { connectionOf } from './hosts.ts';
import { newPool, type PoolOptions } from './patience.ts';

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

export interface OpenOptions extends Omit<PoolOptions, 'size'> {
  poolSize?: number;
  log?: (event: LogEvent) => void;
}

/** Opens a pool on one database; the caller closes it. */
export function connect(connection: pg.ClientConfig, options: OpenOptions = {}): Pick<Database, 'db' | 'pool'> {
  const pool = newPool(connection, { ...options, size: options.poolSize ?? 12 });
  // biome-ignore lint/complexity/noBannedTypes: see Db
  const db = new Kysely<{}>({
    dialect: new PostgresDialect({ pool }),
    ...(options.log ? { log: options.log } : {}),
  });
  return { db, pool };
}

const NO_TIMEOUTS =
  'A pooler stands before the database and does not pass the timeouts on. Let it: docs/operations.md, "PgBouncer". Until then a locked table may hold up pages.';

/** A pooler refuses parameters that it does not know; some of its connections get them afterwards, not surely all. */
async function connectWithin(connection: pg.ClientConfig, options: OpenOptions) {
  const opened = connect(connection, options);
  if (options.patient) return { opened, notice: undefined };
  try {
    (await opened.pool.connect()).release();
    return { opened, notice: undefined };
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('unsupported startup parameter')) return { opened, notice: undefined };
  }
  await opened.pool.end();
  return { opened: connect(connection, { ...options, afterwards: true }), notice: NO_TIMEOUTS };
}

/** Opens the database of the configuration: behind DATABASE_URL, or the embedded one, which it starts if needed. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'dataDir'>,
  options: OpenOptions = {},
): Promise<Database> {
  if (config.databaseUrl) {
    const connection = connectionOf(config.databaseUrl);
    const { opened, notice } = await connectWithin(connection, options);
    return {
      ...opened,
      connection,
      owner: config.databaseOwnerUrl ? connectionOf(config.databaseOwnerUrl) : undefined,
      role: undefined,
      description: `PostgreSQL ${parseAddress(config.databaseUrl).description}`,
      notice,
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
