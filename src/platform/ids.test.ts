import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isId, newId } from './ids.ts';

it('makes UUIDs of version 7 that sort by time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 1e6 }), (time, later) => {
      const [a, b] = [newId(time), newId(time + later)];
      expect(isId(a)).toBe(true);
      expect(a[14]).toBe('7');
      expect('89ab').toContain(a[19]);
      expect(a < b).toBe(true);
    }),
  );
});

it('takes nothing else for an id', () => {
  for (const text of ['', 'abc', "' or 1=1 --", newId().toUpperCase(), `${newId()}x`]) expect(isId(text)).toBe(false);
});
