import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { addDays, DAY, fixedClock } from './clock.ts';
import type { Db } from './database/index.ts';
import { newId } from './ids.ts';
import { createLinks, type Links, sharedSecret } from './links.ts';

describe('private links', () => {
  const clock = fixedClock('2026-11-23T10:00:00Z');
  const subject = newId();
  let db: Db;
  let links: Links;
  let token: string;

  beforeAll(async () => {
    ({ db } = await testDatabase());
    links = createLinks(await sharedSecret(db, 'links'), clock);
    token = links.token('assessment', await links.create(db, 'assessment', subject, addDays(clock.now(), 90)));
  });

  it('opens what it was made for', async () => {
    expect(await links.open(db, 'assessment', token)).toMatchObject({ subject, purpose: 'assessment' });
  });

  it('keeps one secret for all instances', async () => {
    expect(await sharedSecret(db, 'links')).toEqual(await sharedSecret(db, 'links'));
  });

  it('opens nothing for another purpose', async () => {
    expect(await links.open(db, 'request-company', token)).toBe('unknown');
  });

  it('refuses every token with a changed bit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 255 }), async (bit) => {
        const bytes = Buffer.from(token, 'base64url');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await links.open(db, 'assessment', bytes.toString('base64url'))).toBe('unknown');
      }),
      { numRuns: 40 },
    );
  });

  it('says when a link has expired or was revoked', async () => {
    const other = newId();
    const short = links.token('assessment', await links.create(db, 'assessment', other, addDays(clock.now(), 1)));
    clock.advance(2 * DAY);
    expect(await links.open(db, 'assessment', short)).toBe('expired');
    await links.revokeAll(db, 'assessment', subject);
    expect(await links.open(db, 'assessment', token)).toBe('revoked');
  });
});
