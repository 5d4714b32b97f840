import { Hono } from 'hono';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Env } from './context.ts';
import type { Metrics } from './metrics.ts';

/** /healthz: the process lives. /readyz: it can work. /metrics: Prometheus. */
export function healthRoutes(db: Db, metrics: Metrics) {
  return new Hono<Env>()
    .get('/healthz', (c) => c.text('ok'))
    .get('/readyz', async (c) => {
      try {
        await sql`select 1`.execute(db);
        return c.text('ready');
      } catch {
        return c.text('database not reachable', 503);
      }
    })
    .get('/metrics', async (c) => c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }));
}
