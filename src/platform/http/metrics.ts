import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Metrics of one running application; a registry of its own, so that tests can make as many as they like. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'transferwerk_http_request_seconds',
    help: 'Time to answer, by route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const errors = new Counter({
    name: 'transferwerk_http_errors_total',
    help: 'Answers with a 5xx status',
    registers: [registry],
  });
  return { registry, requests, errors };
}

export type Metrics = ReturnType<typeof createMetrics>;
