import type pg from 'pg';
import { ConfigError } from '../config.ts';
import { JOBS_SCHEMA, migrateJobs } from '../jobs/schema.ts';
import { ensureApplicationRole, type GrantRules, grantToApplication } from './grants.ts';
import { connect, type Database } from './index.ts';
import { type ModuleMigrations, runMigrations, withMigrationLock } from './migrate.ts';

/** What the database of an installation is made of. */
export interface Schema extends GrantRules {
  migrations: readonly ModuleMigrations[];
}

export interface Prepared {
  /** Migrations that ran now. */
  applied: string[];
  /** Whether the application's role may tidy the tables of the queues (REINDEX). */
  mayTidy: boolean;
  /** Said once at the start. */
  notice: string | undefined;
}

const ONE_ROLE =
  'The database role of DATABASE_URL owns the tables, so it could change the audit trail. Two roles are safer: docs/operations.md, "Two roles".';

interface Self {
  role: string;
  database: string;
}
const selfOf = async (client: { query: pg.Pool['query'] }): Promise<Self | undefined> =>
  (await client.query<Self>('select current_user as role, current_database() as database')).rows[0];

/** PostgreSQL's "insufficient privilege", also below the message of a migration. */
const wasForbidden = (error: unknown): boolean =>
  error instanceof Error && ((error as { code?: string }).code === '42501' || wasForbidden(error.cause));

async function mayTidyJobs(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ may: boolean }>(
    `select pg_has_role(c.relowner, 'USAGE') or exists (
       select 1 from aclexplode(c.relacl) a where a.grantee = current_user::regrole and a.privilege_type = 'MAINTAIN') as may
     from pg_class c where c.oid = '${JOBS_SCHEMA}.job'::regclass`,
  );
  return rows[0]?.may ?? false;
}

/**
 * Makes the database ready for the application, under one lock: its role where that is ours to make, the tables of all
 * modules and of the queues, the application's rights. The owner's connection is closed before anything else begins.
 * @throws ConfigError where there is something to bring forward and nobody who may
 */
export async function prepareDatabase(
  database: Pick<Database, 'pool' | 'connection' | 'owner' | 'role'>,
  schema: Schema,
): Promise<Prepared> {
  const schemas = [...schema.migrations.map(({ module }) => module), JOBS_SCHEMA];
  const rules = { less: schema.less, tidied: [...schema.tidied, JOBS_SCHEMA] };
  const { pool } = connect(database.owner ?? database.connection, { poolSize: 2, patient: true });
  try {
    const { applied, isOwner } = await withMigrationLock(pool, async (client) => {
      if (database.role) await ensureApplicationRole(client, database.role);
      const migrated = await runMigrations(client, schema.migrations);
      await migrateJobs(client);
      if (!database.owner) return { applied: migrated, isOwner: await ownsTrail(client) };
      const [application, owner] = [await selfOf(database.pool), await selfOf(client)];
      if (!application || application.database !== owner?.database)
        throw new ConfigError('DATABASE_URL and DATABASE_OWNER_URL are two ways to the same database; these are two databases.');
      if (application.role !== owner.role) await grantToApplication(client, application.role, schemas, rules);
      return { applied: migrated, isOwner: application.role === owner.role };
    });
    return { applied, mayTidy: await mayTidyJobs(database.pool), notice: isOwner ? ONE_ROLE : undefined };
  } catch (error) {
    if (database.owner || !wasForbidden(error)) throw error;
    throw new ConfigError(
      `The database has to be brought forward, and the role of DATABASE_URL may not do that. Set DATABASE_OWNER_URL (docs/operations.md, "Two roles").\n  ${(error as Error).message}`,
    );
  } finally {
    await pool.end();
  }
}

async function ownsTrail(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ owns: boolean }>(
    `select pg_has_role(relowner, 'USAGE') as owns from pg_class where oid = to_regclass('platform.audit')`,
  );
  return rows[0]?.owns ?? false;
}
