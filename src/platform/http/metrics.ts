import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Ctx } from './context.ts';
import { peerOf } from './limits.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest();

/** Whether `Authorization` carries the token; takes the same time whatever is in it. */
const hasToken = (authorization: string | undefined, token: string): boolean =>
  timingSafeEqual(hashOf(authorization ?? ''), hashOf(`Bearer ${token}`));

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|::ffff:127(?:\.\d{1,3}){3})$/;
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

/** Whether somebody on this machine asks, and no proxy: one that adds no headers is there where the public address is another. */
const isFromThisMachine = (c: Ctx, publicUrl: string): boolean =>
  LOOPBACK.test(new URL(publicUrl).hostname) &&
  LOOPBACK.test(peerOf(c) ?? '') &&
  FORWARDED.every((name) => c.req.header(name) === undefined);

/** Whether a request to the public port may read the metrics: by token; without one only where nobody else can reach it. */
export function mayReadMetrics(c: Ctx, { metrics, publicUrl }: Pick<Config, 'metrics' | 'publicUrl'>): boolean {
  if (metrics.token) return hasToken(c.req.header('authorization'), metrics.token);
  return metrics.port === undefined && isFromThisMachine(c, publicUrl);
}

/** The metrics on a port of their own (METRICS_PORT); where there is a token too, it is asked for. */
export function metricsApp({ registry }: Pick<Metrics, 'registry'>, token: string | undefined) {
  return new Hono().get('/metrics', async (c) =>
    token && !hasToken(c.req.header('authorization'), token)
      ? c.notFound()
      : c.text(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  );
}

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
  const mails = new Counter({
    name: 'transferwerk_mails_total',
    help: 'Mails by what became of them: sent, kept (no mail server), later (put off), unsure, failed',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const mail = (outcome: string): void => mails.inc({ outcome });
  /** Every combination that is observed stays: what somebody makes up, address or method, is all one. */
  const observe = (method: string, route: string | undefined, status: number, seconds: number): void => {
    const labels = route === undefined ? { method: 'other', route: 'none' } : { method, route };
    requests.observe({ ...labels, status: String(status) }, seconds);
  };
  return { registry, observe, errors, mail };
}

export type Metrics = ReturnType<typeof createMetrics>;
