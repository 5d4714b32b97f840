import { describe, expect, it } from 'vitest';
import { apart } from './apart.ts';
import type example from './apart-examples.job.ts';
import type { Example } from './apart-examples.job.ts';
import { createQueue } from './queue.ts';

const LIMITS = { seconds: 5, memoryMb: 160, answerMb: 4 };
const run = (what: Example, bytes?: Uint8Array, limits = LIMITS) =>
  apart<typeof example>('platform/files/apart-examples.job.ts', { what, ...(bytes ? { bytes } : {}) }, limits);

describe('apart', () => {
  it('hands bytes in and what the job returns out', async () => {
    const done = await run('echo', Buffer.from('Grüße'));
    expect(done.ok && Buffer.from(done.value as Uint8Array).toString()).toBe('Grüße');
  });

  it.each<[Example, string]>([
    ['throw', 'broken'],
    ['die', 'broken'],
    ['heap', 'bomb'],
    ['buffers', 'bomb'],
    ['deep', 'bomb'],
    ['answer', 'bomb'],
    ['read', 'broken'],
    ['write', 'broken'],
    ['eval', 'broken'],
  ])('%s ends as %s', async (what, fault) => expect(await run(what)).toEqual({ ok: false, fault }));

  it('a job without an end is ended in time', async () => {
    expect(await run('loop', undefined, { ...LIMITS, seconds: 1 })).toEqual({ ok: false, fault: 'tooSlow' });
  });

  it('knows nothing of the server’s environment', async () => {
    process.env['DATABASE_URL'] ??= 'postgres://secret';
    const done = await run('environment');
    expect(done.ok && (done.value as string[]).filter((name) => !/^(?:TZ|SystemRoot|PWD|OLDPWD|SHLVL|_)$/.test(name))).toEqual([]);
  });
});

describe('the queue', () => {
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('lets so many in at once and the others in their order', async () => {
    const queue = createQueue(2, 10, 1000);
    const order: number[] = [];
    const ends: (() => void)[] = [];
    const all = [0, 1, 2, 3].map((index) =>
      queue(() => {
        order.push(index);
        return new Promise<number>((resolve) => ends.push(() => resolve(index)));
      }),
    );
    await settle();
    expect(order).toEqual([0, 1]);
    ends[1]?.();
    await settle();
    expect(order).toEqual([0, 1, 2]);
    ends[0]?.();
    await settle();
    for (const end of ends) end();
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
  });

  it('refuses who would be one too many, and who has waited too long', async () => {
    const queue = createQueue(1, 1, 20);
    let end = () => {};
    const first = queue(() => new Promise<string>((resolve) => (end = () => resolve('first'))));
    const second = queue(() => Promise.resolve('second'));
    expect(await queue(() => Promise.resolve('third'))).toBeUndefined();
    expect(await second).toBeUndefined();
    end();
    expect(await first).toBe('first');
    expect(await queue(() => Promise.resolve('later'))).toBe('later');
  });

  it('a failure leaves its place', async () => {
    const queue = createQueue(1, 1, 20);
    await expect(queue(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await queue(() => Promise.resolve(1))).toBe(1);
  });
});
