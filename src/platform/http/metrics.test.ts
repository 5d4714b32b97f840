import { serve, type ServerType } from '@hono/node-server';
import { afterAll, describe, expect, it } from 'vitest';
import { testApplication } from '../../../test/support/application.ts';
import { freePort } from '../../../test/support/server.ts';
import { createMetrics, mayReadMetrics, metricsApp } from './metrics.ts';
import { Hono } from 'hono';
import type { Env } from './context.ts';

const TOKEN = 'a-token-for-prometheus';
const servers: ServerType[] = [];
afterAll(() => servers.map((server) => server.close()));

/** A public port as a configuration makes it, asked from this machine. */
async function ask(config: { token?: string; port?: number; publicUrl?: string }, headers: Record<string, string> = {}): Promise<number> {
  const metrics = { token: config.token, port: config.port, host: '127.0.0.1' };
  const publicUrl = config.publicUrl ?? 'http://localhost:3000';
  const app = new Hono<Env>().get('/metrics', (c) => (mayReadMetrics(c, { metrics, publicUrl }) ? c.text('figures') : c.notFound()));
  const port = await freePort();
  await new Promise<void>((ready) => {
    servers.push(serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => ready()));
  });
  return (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).status;
}

describe('who may read the metrics', () => {
  it('whoever has the token, where there is one', async () => {
    expect(await ask({ token: TOKEN }, { authorization: `Bearer ${TOKEN}` })).toBe(200);
    expect(await ask({ token: TOKEN }, { authorization: `Bearer ${TOKEN}x` })).toBe(404);
    expect(await ask({ token: TOKEN }, { authorization: TOKEN })).toBe(404);
    expect(await ask({ token: TOKEN })).toBe(404);
    expect(await ask({ token: TOKEN, publicUrl: 'https://netz.example' }, { authorization: `Bearer ${TOKEN}` })).toBe(200);
  });

  it('nobody at the public port, where they have a port of their own', async () => expect(await ask({ port: 9464 })).toBe(404));

  it('else whoever asks from this machine, unless a proxy asks for somebody', async () => {
    expect(await ask({})).toBe(200);
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via', 'X-Forwarded-Proto'])
      expect(await ask({}, { [name]: 'x' })).toBe(404);
    // A proxy that adds nothing: the site is public under another address.
    expect(await ask({ publicUrl: 'https://netz.example' })).toBe(404);
  });

  it('on their own port, with the token where there is one', async () => {
    const metrics = createMetrics();
    expect(await (await metricsApp(metrics, undefined).request('/metrics')).text()).toContain('process_cpu');
    expect((await metricsApp(metrics, TOKEN).request('/metrics')).status).toBe(404);
    expect((await metricsApp(metrics, TOKEN).request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
    expect((await metricsApp(metrics, undefined).request('/')).status).toBe(404);
  });
});

describe('what is counted', async () => {
  const { app, get, metrics } = await testApplication({ DEMO: 'off' });
  const series = async () => (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('transferwerk_http_request'));

  it('2,000 made-up addresses and methods add no series', async () => {
    await get('/');
    for (const method of ['GET', 'POST', 'PROPFIND']) await app.request('/nirgends', { method });
    const before = (await series()).length;
    for (let n = 0; n < 2000; n++)
      await app.request(`/nirgends-${n}/${n}?x=${n}`, { method: ['GET', 'HEAD', 'OPTIONS', `M${n}`][n % 4] ?? 'GET' });
    const after = await series();
    expect(after.length).toBe(before);
    expect(after.join()).toContain('method="GET",route="/",status="200"');
    expect(after.join()).not.toContain('nirgends');
  });
});
