import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { fixedClock } from '../clock.ts';
import { newId } from '../ids.ts';
import { type AuditRow, BEGINNING, hashOf } from './chain.ts';
import { thinned } from './heads.ts';
import { audit, auditTrail } from './index.ts';
import { auditKey, currentAuditKeys, loadAuditKeys, NO_KEYS, parseAuditKeys, useAuditKeys } from './keys.ts';
import { openTrail, type Trail } from './trail.ts';
import { inWords, verifyAudit } from './verify.ts';

const { db, owned } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'tw-audit-'));
const before = currentAuditKeys();
afterAll(() => {
  useAuditKeys(before);
  rmSync(folder, { recursive: true, force: true });
});
const clock = fixedClock('2026-11-23T10:00:00Z');
const lines: string[] = [];
const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });

let dataDir: string;
let trail: Trail;
const open = async () => {
  const opened = await openTrail(db, { auditKey: undefined, dataDir }, clock, logger);
  trail = opened.trail;
  return opened;
};
const write = (count: number) =>
  audit(db, ...Array.from({ length: count }, (_, n) => ({ action: `probe.${n}`, kind: 'probe', record: newId() })));

/** As whoever owns the tables: the trigger off, and on again. */
async function tamper(...statements: string[]): Promise<void> {
  await sql`alter table platform.audit disable trigger user`.execute(owned);
  for (const statement of statements) await sql.raw(statement).execute(owned);
  await sql`alter table platform.audit enable trigger user`.execute(owned);
}
const positions = async () => (await auditTrail(db, {}, 1000)).map(({ position }) => position).toReversed();

/** Chains everything that is there anew, as somebody would who has the database alone. */
async function recompute(key?: string): Promise<void> {
  const rows = (await auditTrail(db, {}, 10_000)).toReversed();
  let previous = BEGINNING;
  const statements = rows.map((row: AuditRow) => {
    const hash = hashOf({ ...row, previous }, undefined);
    const statement = `update platform.audit set previous = '${previous}', hash = '${hash}', key = ${key ? `'${key}'` : 'null'} where position = ${row.position}`;
    previous = hash;
    return statement;
  });
  await tamper("update platform.audit set hash = 'old' || position", ...statements);
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(folder, 'data-'));
  lines.length = 0;
  await tamper('delete from platform.audit');
  useAuditKeys(NO_KEYS);
  await open();
});

describe('the trail tells of', () => {
  beforeEach(async () => {
    await write(20);
    await trail.note();
    expect(await trail.verify()).toMatchObject({ ok: true, entries: 20, keyed: 20 });
  });

  it('its newest five lines deleted by the owner of the tables', async () => {
    const last = (await positions()).at(-1) ?? 0;
    await tamper('delete from platform.audit where position in (select position from platform.audit order by position desc limit 5)');
    const verdict = await trail.verify();
    expect(verdict).toMatchObject({ ok: false, reason: 'shortened', position: last - 5, head: { position: last } });
    if (verdict.ok) throw new Error('not noticed');
    expect(inWords(verdict)).toBe(
      `The trail was shortened after entry ${last - 5}: entry ${last}, noted 2026-11-23T10:00:00.000Z, is missing.`,
    );
  });

  it('the same when the product has written on', async () => {
    const last = (await positions()).at(-1) ?? 0;
    await tamper('delete from platform.audit where position in (select position from platform.audit order by position desc limit 5)');
    await write(3);
    await trail.note();
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'shortened', position: last - 5 });
  });

  it('one entry changed', async () => {
    const position = (await positions())[7] ?? 0;
    await tamper(`update platform.audit set action = 'x' where position = ${position}`);
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'changed', position });
  });

  it('one entry taken out of the middle', async () => {
    const position = (await positions())[7] ?? 0;
    await tamper(`delete from platform.audit where position = ${position}`);
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'gap', position: position + 1 });
  });

  it('all hashes computed anew without the key, with or without its name', async () => {
    const position = (await positions())[7] ?? 0;
    const id = currentAuditKeys().current?.id ?? '';
    await tamper(`delete from platform.audit where position = ${position}`);
    await recompute(id);
    expect(await verifyAudit(db)).toMatchObject({ ok: false, reason: 'changed' });
    await recompute();
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'rewritten' });
  });

  it('everything gone', async () => {
    await tamper('truncate platform.audit');
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'shortened', position: 0 });
  });

  it('an older state put back', async () => {
    await sql`create table public.kept as select * from platform.audit`.execute(owned);
    trail.watch();
    await write(4);
    await trail.note();
    await tamper('delete from platform.audit', 'insert into platform.audit overriding system value select * from public.kept');
    await sql`drop table public.kept`.execute(owned);
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'shortened' });
    await trail.note();
    expect(lines.join()).toContain('the audit trail no longer ends where it did');
    await trail.close();
  });

  it('entries without a key after those with one', async () => {
    const keys = currentAuditKeys();
    useAuditKeys(NO_KEYS);
    await write(1);
    useAuditKeys(keys);
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'unkeyed' });
  });

  it('an end that the operator kept elsewhere', async () => {
    rmSync(join(dataDir, 'audit-heads.jsonl'));
    const verdict = await trail.verify();
    if (!verdict.ok) throw new Error('unbroken');
    const head = { at: 'elsewhere', position: verdict.position, hash: verdict.last };
    expect(await trail.verify([head])).toMatchObject({ ok: true });
    await tamper(`delete from platform.audit where position = ${verdict.position}`);
    expect(await trail.verify()).toMatchObject({ ok: true });
    expect(await trail.verify([head])).toMatchObject({ ok: false, reason: 'shortened' });
  });
});

describe('entries of before there was a key', () => {
  it('still count, and the first start with a key makes the first keyed one', async () => {
    useAuditKeys(NO_KEYS);
    await write(3);
    await open();
    expect(await trail.verify()).toMatchObject({ ok: true, entries: 4, keyed: 1 });
    expect((await auditTrail(db, {}, 1))[0]).toMatchObject({ action: 'audit.keyed', key: currentAuditKeys().current?.id });
  });

  it('are not built upon once an end was noted: somebody has chained anew', async () => {
    await write(3);
    await trail.note();
    await recompute();
    await open();
    expect((await auditTrail(db, {}, 1))[0]).toMatchObject({ key: null });
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'rewritten' });
  });
});

describe('the key', () => {
  it('is made once, for its owner’s eyes only, and stays', async () => {
    const path = join(dataDir, 'audit.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { current } = currentAuditKeys();
    expect(Buffer.from(readFileSync(path, 'utf8'), 'base64')).toHaveLength(32);
    expect(loadAuditKeys({ auditKey: undefined, dataDir }).current?.id).toBe(current?.id);
  });

  it('of another instance is named at the start and by verifying; an older key of ours stays good', async () => {
    await write(2);
    const [own, other] = [readFileSync(join(dataDir, 'audit.key'), 'utf8').trim(), randomBytes(32).toString('base64')];
    const foreign = await openTrail(db, { auditKey: other, dataDir }, clock, logger);
    expect(foreign.notice).toContain('made with another key');
    expect(await foreign.trail.verify()).toMatchObject({ ok: false, reason: 'otherKey' });
    const both = await openTrail(db, { auditKey: `${other},${own}`, dataDir }, clock, logger);
    expect(both.notice).toBeUndefined();
    await write(1);
    expect(await both.trail.verify()).toMatchObject({ ok: true, entries: 3 });
    expect((await auditTrail(db, {}, 1))[0]?.key).toBe(parseAuditKeys(other, '').current?.id);
  });

  it('that is too short is refused; where none can be kept, the start says so and goes on', async () => {
    expect(() => parseAuditKeys('c2hvcnQ=', 'AUDIT_KEY')).toThrow('at least 32 bytes');
    writeFileSync(join(dataDir, 'file'), '');
    const { notice } = await openTrail(db, { auditKey: undefined, dataDir: join(dataDir, 'file') }, clock, logger);
    expect(notice).toContain('Set AUDIT_KEY');
    await write(1);
    expect((await auditTrail(db, {}, 1))[0]?.key).toBeNull();
  });

  it('cannot be read from its id', () => expect(auditKey(Buffer.alloc(32)).id).toMatch(/^[0-9a-f]{12}$/));
});

describe('what is noted', () => {
  it('is one line for each end, and survives a line that a crash left half-written', async () => {
    await write(1);
    await trail.note();
    await trail.note();
    appendFileSync(join(dataDir, 'audit-heads.jsonl'), '{"at":"2026-11-2');
    await open();
    await write(1);
    await trail.close();
    expect(await trail.verify()).toMatchObject({ ok: true });
    const text = readFileSync(join(dataDir, 'audit-heads.jsonl'), 'utf8');
    const [last] = await auditTrail(db, {}, 1);
    expect(text).toContain(last?.hash);
    expect(text.split('\n').filter((line) => line.includes('"position"'))).toHaveLength(2);
    await tamper(`delete from platform.audit where position = ${last?.position}`);
    expect(await trail.verify()).toMatchObject({ ok: false, reason: 'shortened' });
  });

  it('is thinned out to the highest of each day', () => {
    const heads = Array.from({ length: 4001 }, (_, n) => ({
      at: new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString(),
      position: n === 40 ? 9999 : n,
      hash: String(n),
    }));
    const kept = thinned(heads);
    expect(kept.length).toBeLessThan(1200);
    expect(kept.map(({ position }) => position)).toContain(9999);
    expect(kept.slice(-1000)).toEqual(heads.slice(-1000));
  });

  it('is logged each night with nothing but position and hash, and a broken trail as an error', async () => {
    await write(2);
    await trail.schedule[0]?.handle();
    const [last] = await auditTrail(db, {}, 1);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 30, event: 'audit.head', position: last?.position, hash: last?.hash });
    await tamper(`update platform.audit set action = 'x' where position = ${last?.position}`);
    await trail.schedule[0]?.handle();
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 50, reason: 'changed' });
  });
});
