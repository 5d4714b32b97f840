import { visible } from '../text.ts';
import fc from 'fast-check';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { readForm } from './body.ts';
import type { Env } from './context.ts';
import { HttpError } from './errors.ts';
import { beatsOfAsync } from '../../../test/support/effort.ts';

const app = new Hono<Env>()
  .post('/', async (c) => c.json(await readForm(c)))
  .onError((error, c) => c.text(error instanceof HttpError ? `${error.status}` : 'unexpected'));
const send = (body: string) => app.request('/', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });

it('reads a form as URLSearchParams does, well-formed or not, without what nobody sees', async () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('%', '%zz', '%C3', '%c3%bc', '+', '&', '=', '&&', 'a=b=c'));
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (pieces) => {
      const body = pieces.join('').toWellFormed();
      const input: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
      for (const [name, value] of new URLSearchParams(body.replace(/^\?/, '%3F'))) input[name] = [...(input[name] ?? []), visible(value)];
      expect(await (await send(body)).json()).toEqual(JSON.parse(JSON.stringify(input)));
    }),
    { numRuns: 300 },
  );
});

it('counts fields before it reads them', async () => {
  expect(await beatsOfAsync(async () => expect(await (await send('a&'.repeat(1_000_000))).text()).toBe('413'))).toBeLessThan(70);
});
