import type pg from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import boss from 'pg-boss/package.json' with { type: 'json' };

/** Schema of the queues. */
export const JOBS_SCHEMA = 'jobs';

/** Makes pg-boss's tables or brings them forward: the role that works the queues may not. The caller holds the migration lock. */
export async function migrateJobs(client: pg.PoolClient): Promise<void> {
  const known = await client.query<{ found: string | null }>(`select to_regclass('${JOBS_SCHEMA}.version') as found`);
  if (!known.rows[0]?.found) {
    await runPlan(client, getConstructionPlans(JOBS_SCHEMA));
    return;
  }
  const { rows } = await client.query<{ version: number }>(`select version from ${JOBS_SCHEMA}.version`);
  const version = rows[0]?.version;
  if (version !== undefined && version < boss.pgboss.schema) await runPlan(client, getMigrationPlans(JOBS_SCHEMA, version));
}

/** A plan brings its own transaction; one that failed is left in it. */
async function runPlan(client: pg.PoolClient, plan: string): Promise<void> {
  try {
    await client.query(plan);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
