import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachDue, SomeFailed } from './pages.ts';

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** A store of rows that are asked for page by page. */
const pagesOf = (ids: readonly string[]) => (after: string, limit: number) =>
  Promise.resolve(
    ids
      .filter((id) => id > after)
      .toSorted()
      .slice(0, limit)
      .map((id) => ({ id })),
  );

describe('everything that is due', () => {
  it('is done, however much there is, each once; one that fails harms no other, and is said', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.func(fc.boolean()),
        async (count, portion, fails) => {
          const ids = Array.from({ length: count }, (_, n) => idOf(n + 1));
          const bad = new Set(ids.filter((id) => fails(id)));
          const done: string[] = [];
          const work = eachDue(portion, pagesOf(ids), ({ id }) => {
            if (bad.has(id)) throw new TypeError(`nobody reads ${id}`);
            done.push(id);
            return Promise.resolve(true);
          });
          const outcome = await work.catch((error: unknown) => error);
          expect(done).toEqual(ids.filter((id) => !bad.has(id)));
          if (bad.size === 0) expect(outcome).toBe(ids.length);
          else expect(outcome).toMatchObject({ failed: bad.size, message: `${bad.size} of ${count} failed (TypeError)` });
          if (bad.size > 0) expect(outcome).toBeInstanceOf(SomeFailed);
        },
      ),
    );
  });

  it('counts what the work says of itself', async () => {
    expect(await eachDue(2, pagesOf([idOf(1), idOf(2), idOf(3)]), ({ id }) => Promise.resolve(id === idOf(2) ? 5 : false))).toBe(5);
    expect(await eachDue(2, pagesOf([idOf(1), idOf(2), idOf(3)]), () => Promise.resolve())).toBe(3);
  });
});
