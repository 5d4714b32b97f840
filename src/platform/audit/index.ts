import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { currentActor, currentClock } from '../actor.ts';
import { type Db, inTransaction } from '../database/index.ts';
import { newId } from '../ids.ts';
import { inPortions } from '../rows.ts';
import type { PlatformTables } from '../tables.ts';

/** What was done to which record. `details` names fields and states, never what people wrote: the trail outlives deletions. */
export interface AuditEntry {
  action: string;
  kind: string;
  record: string;
  details?: Record<string, string | number | boolean | null | string[]>;
}

export interface AuditRow {
  position: number;
  id: string;
  at: Date;
  /** Account of whoever did it; null: nobody who was signed in. */
  actor: string | null;
  actor_kind: string;
  action: string;
  kind: string;
  record: string;
  details: Record<string, unknown>;
  previous: string;
  hash: string;
}

const CHAIN_LOCK = 4_227_012;
const BEGINNING = '0'.repeat(64);

const tables = (db: Db) => db.withTables<PlatformTables>();

/** JSON with sorted keys: the database gives objects back in another order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function hashOf(row: Omit<AuditRow, 'hash' | 'position'>): string {
  const { id, at, actor, actor_kind, action, kind, record, details, previous } = row;
  const text = canonical([previous, id, at.toISOString(), actor, actor_kind, action, kind, record, details]);
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Writes entries at the end of the chain, in the caller's transaction: both are there or neither. Each entry holds the
 * hash of the one before, so that nothing can be changed or taken out unseen. Writers queue for the end of the chain.
 */
export const audit = (db: Db, ...entries: AuditEntry[]): Promise<void> => inTransaction(db, (trx) => append(trx, entries));

async function append(trx: Db, entries: readonly AuditEntry[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(trx);
  const last = await tables(trx).selectFrom('platform.audit').select('hash').orderBy('position', 'desc').limit(1).executeTakeFirst();
  const actor = currentActor();
  const at = currentClock().now();
  let previous = last?.hash ?? BEGINNING;
  const rows = entries.map((entry) => {
    const row = {
      id: newId(at.getTime()),
      at,
      actor: actor.userId,
      actor_kind: actor.kind,
      action: entry.action,
      kind: entry.kind,
      record: entry.record,
      details: entry.details ?? {},
      previous,
    };
    previous = hashOf(row);
    return { ...row, details: JSON.stringify(row.details), hash: previous };
  });
  for (const portion of inPortions(rows)) await tables(trx).insertInto('platform.audit').values(portion).execute();
}

export type Verdict = { ok: true; entries: number; last: string } | { ok: false; position: number; reason: 'changed' | 'gap' };

const PORTION = 5000;

/** Walks the whole chain. A changed entry has another hash; a removed or added one breaks the link to its neighbour. */
export async function verifyAudit(db: Db): Promise<Verdict> {
  let previous = BEGINNING;
  let position = 0;
  let entries = 0;
  for (;;) {
    const rows = await auditRows(db, { after: position, limit: PORTION });
    for (const row of rows) {
      if (row.previous !== previous) return { ok: false, position: row.position, reason: 'gap' };
      if (hashOf(row) !== row.hash) return { ok: false, position: row.position, reason: 'changed' };
      previous = row.hash;
      position = row.position;
      entries++;
    }
    if (rows.length < PORTION) return { ok: true, entries, last: previous };
  }
}

async function auditRows(db: Db, { after, limit }: { after: number; limit: number }): Promise<AuditRow[]> {
  const rows = await tables(db)
    .selectFrom('platform.audit')
    .selectAll()
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, details: row.details as Record<string, unknown> }));
}

export interface AuditFilter {
  record?: string | undefined;
  actor?: string | undefined;
  before?: number | undefined;
}

/** The newest entries, of everything, of one record or of one person. */
export async function auditTrail(db: Db, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  let query = tables(db).selectFrom('platform.audit').selectAll();
  if (filter.record) query = query.where('record', '=', filter.record);
  if (filter.actor) query = query.where('actor', '=', filter.actor);
  if (filter.before) query = query.where('position', '<', filter.before);
  const rows = await query.orderBy('position', 'desc').limit(limit).execute();
  return rows.map((row) => ({ ...row, details: row.details as Record<string, unknown> }));
}
