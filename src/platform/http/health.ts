import { Hono } from 'hono';
import type { Config } from '../config.ts';
import type { Probe } from '../database/probe.ts';
import type { Env } from './context.ts';
import type { Draining } from './draining.ts';
import { type Metrics, mayReadMetrics } from './metrics.ts';

/** /healthz: the process lives. /readyz: it can work. /metrics: Prometheus, for whom it is meant; there is none for others. */
export function healthRoutes(
  probe: Probe,
  metrics: Metrics,
  draining: Pick<Draining, 'isOn'>,
  config: Pick<Config, 'metrics' | 'publicUrl'>,
) {
  return new Hono<Env>()
    .get('/healthz', (c) => c.text('ok'))
    .get('/readyz', async (c) => {
      if (draining.isOn()) return c.text('ending', 503);
      return (await probe.answers()) ? c.text('ready') : c.text('database not reachable', 503);
    })
    .get('/metrics', async (c) =>
      mayReadMetrics(c, config)
        ? c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
        : c.notFound(),
    );
}
