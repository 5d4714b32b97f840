import { Hono } from 'hono';
import { afterEach, expect, it, vi } from 'vitest';
import { visitor } from '../actor.ts';
import { isHurried, withPatience } from '../database/patience.ts';
import type { Ctx, Env } from './context.ts';
import { IDLE_MS, MOST_AT_ONCE, onFailedDownload, streamOf } from './download.ts';

afterEach(() => {
  vi.useRealTimers();
  onFailedDownload(() => {});
});

let left = 0;
async function* endless() {
  try {
    for (;;) yield new Uint8Array(100);
  } finally {
    left++;
  }
}
async function* broken() {
  yield new Uint8Array(100);
  throw new Error('away');
}
const app = new Hono<Env>();
app.use((c, next) => {
  c.set('actor', { ...visitor(), userId: c.req.query('wer') ?? null });
  return next();
});
app.get('/:what', (c) => streamOf(c as Ctx, 'text/csv', c.req.param('what') === 'kaputt' ? broken() : endless()));
app.onError((error, c) => c.text('', (error as { status?: 429 }).status ?? 500));
const ask = (what = 'lang') => app.request(`/${what}`);

it('lets no more be made at once than it bears, and makes room for whoever leaves', async () => {
  const all = [];
  for (let number = 0; number < MOST_AT_ONCE; number++) all.push(await ask());
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
  expect((await ask()).status).toBe(429);
  // Strangers take nobody's room who works here.
  const own = await ask('lang?wer=jemand');
  expect([own.status, own.headers.get('retry-after')]).toEqual([200, null]);
  expect((await ask()).headers.get('retry-after')).toBe('60');
  const [first, ...rest] = all;
  await first?.body?.cancel();
  const again = await ask();
  expect(again.status).toBe(200);
  for (const each of [...rest, again, own]) await each.body?.cancel();
});

it('whoever only asks about a file takes no room', async () => {
  for (let number = 0; number < MOST_AT_ONCE + 1; number++) {
    const about = await app.request('/lang', { method: 'HEAD' });
    expect([about.status, about.headers.get('content-type'), about.body]).toEqual([200, 'text/csv', null]);
  }
  const answer = await ask();
  expect(answer.status).toBe(200);
  await answer.body?.cancel();
});

it('what was begun is ended when it is left', async () => {
  const before = left;
  const reader = (await ask('lang?wer=jemand')).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(left).toBe(before + 1);
});

it('is made with the patience of a job, however long the page was asked ago', async () => {
  const pools = vi.fn();
  async function* looking() {
    for (let piece = 0; piece < 3; piece++) {
      pools(isHurried());
      yield new Uint8Array(1);
    }
  }
  const slow = new Hono<Env>();
  slow.use((c, next) => {
    c.set('actor', visitor());
    return withPatience(next);
  });
  slow.get('/', (c) => {
    expect(isHurried()).toBe(true);
    return streamOf(c as Ctx, 'text/csv', looking());
  });
  await (await withPatience(() => slow.request('/'))).arrayBuffer();
  expect(pools.mock.calls).toEqual([[false], [false], [false]]);
});

it('whoever fetches nothing for a minute has gone: even before the first piece', async () => {
  vi.useFakeTimers();
  const readers = [];
  for (let number = 0; number < MOST_AT_ONCE; number++) readers.push((await ask()).body?.getReader());
  await readers[0]?.read();
  expect((await ask()).status).toBe(429);
  await vi.advanceTimersByTimeAsync(IDLE_MS + 1);
  expect((await ask()).status).toBe(200);
  await expect(readers[0]?.read()).rejects.toThrow('breaks off');
  await vi.advanceTimersByTimeAsync(IDLE_MS + 1);
});

it('one that fails breaks off, is told once, and holds no room', async () => {
  const faults: unknown[] = [];
  onFailedDownload((error) => faults.push(error));
  for (let number = 0; number < MOST_AT_ONCE + 1; number++) await expect((await ask('kaputt')).arrayBuffer()).rejects.toThrow('breaks off');
  expect(faults.map(String)).toEqual(Array.from({ length: MOST_AT_ONCE + 1 }, () => 'Error: away'));
});
