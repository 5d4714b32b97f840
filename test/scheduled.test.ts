/** Nothing that is due starves behind what stands before it (findings/code 1). */
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { DAY } from '../src/platform/clock.ts';
import { fromRoot } from '../src/platform/root.ts';
import { testApplication } from './support/application.ts';

describe('the yearly confirmation after a mass import', () => {
  it('reminds of all 1,200 entries and marks all 1,200, though one of them cannot be', async () => {
    const { clock, editorial, services } = await testApplication({ DEMO: 'off' });
    const { db } = services;
    await sql`insert into organisations.organisation (id, slug, name, kind, description, email, town, district, lat, lon, updated_at)
      select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'o-' || n, 'Organisation ' || n, 'chamber', '', '', 'Kiel', '01002', 54, 10, now()
      from generate_series(1, 1200) n`.execute(db);
    await sql`insert into editorial.standing (kind, subject, owner_scope, owner, title, state, confirmed_at, reminded_at)
      select 'organisation', id, 'organisation', id, name, 'published', ${clock.now()}, null from organisations.organisation`.execute(db);
    // One whose kind nobody knows: it harms no other, and the job says so.
    await sql`update editorial.standing set kind = 'unknown' where subject = '00000000-0000-4000-9000-000000000007'`.execute(db);
    const count = async (what: 'reminded_at is not null' | `state = 'marked'`) =>
      Number((await sql<{ n: string }>`select count(*) n from editorial.standing where ${sql.raw(what)}`.execute(db)).rows[0]?.n);
    clock.advance(340 * DAY);
    await expect(actAs(SYSTEM, () => editorial.followUp())).rejects.toThrow('1 of 1200 failed');
    expect(await count('reminded_at is not null')).toBe(1199);
    clock.advance(40 * DAY);
    await expect(actAs(SYSTEM, () => editorial.followUp())).rejects.toThrow('1 of 1200 failed');
    expect(await count(`state = 'marked'`)).toBe(1199);
  }, 120_000);
});

/** Readers that ask for a portion after the last one they had, in a loop of their own. */
const OWN_LOOPS = new Set(['offersAfter', 'consultantsAfter', 'after', 'claimedSubjects', 'openReceivers']);
/** Readers of a portion that is no list of things to do. */
const NO_WORK: Readonly<Record<string, string>> = { waitingRequests: 'the weekly letter counts them; an issue of its own pages it' };

it('no scheduled work reads a portion of what is due and leaves the rest', () => {
  const files = readdirSync(fromRoot('src', 'modules'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(?<!\.test)\.tsx?$/.test(path),
  );
  const bare = files.flatMap((path) => {
    const text = readFileSync(fromRoot('src', 'modules', path), 'utf8');
    return [...text.matchAll(/\b(\w+)\((?:[^()]|\([^()]*\))*?,\s*PORTION\)/g)].flatMap(([, reader = '']) =>
      OWN_LOOPS.has(reader) || reader in NO_WORK || reader === 'inPortions' ? [] : [`${path}: ${reader}`],
    );
  });
  expect(bare).toEqual([]);
});
