import { createHash } from 'node:crypto';
import type pg from 'pg';

/** The migrations of one module in the order they run: file name → SQL. A module's tables live in the schema of its name. */
export interface ModuleMigrations {
  module: string;
  files: Record<string, string>;
}

/** Any number; all instances that start at the same time take the same lock. */
const LOCK = 4_227_011;

/** Turns what `import.meta.glob('./migrations/*.sql', …)` gives into named migrations. */
export function migrationsOf(module: string, globbed: Record<string, string>): ModuleMigrations {
  const files = Object.entries(globbed).map(([path, sql]) => [path.split('/').at(-1) ?? path, sql] as const);
  return { module, files: Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

const hashOf = (sql: string) => createHash('sha256').update(sql).digest('hex').slice(0, 16);

/**
 * Does work while no other instance migrates or grants. The lock is that of a transaction on a connection of its own: one
 * of a session would stay with whoever gets the connection next where a pooler stands in between.
 */
export async function withMigrationLock<Value>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
  const [guard, client] = [await pool.connect(), await pool.connect()];
  try {
    await guard.query('begin');
    await guard.query('set local idle_in_transaction_session_timeout = 0');
    await guard.query('select pg_advisory_xact_lock($1)', [LOCK]);
    return await work(client);
  } finally {
    await guard.query('rollback').catch(() => {});
    guard.release();
    client.release();
  }
}

/** The list of what has run; made where it is missing. A role that may not make anything finds it there. */
async function ensureList(client: pg.PoolClient): Promise<void> {
  const known = await client.query<{ found: string | null }>("select to_regclass('platform.migration') as found");
  if (known.rows[0]?.found) return;
  await client.query('create schema if not exists platform');
  await client.query(
    `create table if not exists platform.migration (module text, name text, hash text not null,
     applied_at timestamptz not null default now(), primary key (module, name))`,
  );
}

/**
 * Brings the schema forward, each file in its own transaction; returns what was applied now. The caller holds the lock.
 * @throws Error if a file that ran before has changed since, or is unknown: migrations only go forward.
 */
export async function runMigrations(client: pg.PoolClient, modules: readonly ModuleMigrations[]): Promise<string[]> {
  const applied: string[] = [];
  await ensureList(client);
  const done = await client.query<{ module: string; name: string; hash: string }>('select * from platform.migration');
  const known = new Map(done.rows.map((row) => [`${row.module}/${row.name}`, row.hash]));
  refuseNewer([...known.keys()], modules);
  for (const { module, files } of modules) {
    for (const [name, sql] of Object.entries(files)) {
      const key = `${module}/${name}`;
      const hash = hashOf(sql);
      if (known.has(key) && known.get(key) !== hash) {
        throw new Error(`Migration ${key} was changed after it had run. Add a new file instead.`);
      }
      if (known.has(key)) continue;
      await runOne(client, module, name, sql, hash);
      applied.push(key);
    }
  }
  return applied;
}

/** @throws Error where another release has brought the schema further than this one knows: it would misread what is there. */
function refuseNewer(applied: readonly string[], modules: readonly ModuleMigrations[]): void {
  const own = new Set(modules.flatMap(({ module, files }) => Object.keys(files).map((name) => `${module}/${name}`)));
  const [first, ...more] = applied.filter((key) => !own.has(key)).toSorted();
  if (first === undefined) return;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  throw new Error(
    `The database is newer than this release: it holds ${first}${others}, which this release does not know. Start the newer release, or restore the backup from before the upgrade.`,
  );
}

async function runOne(client: pg.PoolClient, module: string, name: string, sql: string, hash: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into platform.migration (module, name, hash) values ($1, $2, $3)', [module, name, hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${module}/${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
