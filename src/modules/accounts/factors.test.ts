import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorRefusal, type FactorStanding, hasStrongFactor } from './factors.ts';

const standing = fc.record<FactorStanding>({
  hasTotp: fc.boolean(),
  passkeys: fc.integer({ min: 0, max: 3 }),
  needsStrong: fc.boolean(),
  session: fc.record({ isStrong: fc.boolean(), isFresh: fc.boolean() }),
  maySetUpFirst: fc.boolean(),
});

describe('who may change what signs in', () => {
  it('whoever has a second factor has to have shown it just now, whatever else holds', () => {
    fc.assert(
      fc.property(standing, (each) => {
        if (hasStrongFactor(each)) expect(factorRefusal(each) === undefined).toBe(each.session.isStrong && each.session.isFresh);
      }),
    );
  });

  it('the first one of a strong role needs somebody strong who asked for it', () => {
    fc.assert(
      fc.property(standing, (each) => {
        if (!hasStrongFactor(each) && each.needsStrong) expect(factorRefusal(each)).toBe(each.maySetUpFirst ? undefined : 'invitation');
      }),
    );
  });

  it('an ordinary account sets up its first shortly after signing in', () => {
    const plain = { hasTotp: false, passkeys: 0, needsStrong: false, maySetUpFirst: false };
    expect(factorRefusal({ ...plain, session: { isStrong: false, isFresh: true } })).toBeUndefined();
    expect(factorRefusal({ ...plain, session: { isStrong: false, isFresh: false } })).toBe('signInAnew');
  });
});
