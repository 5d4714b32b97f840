import { sql } from 'kysely';
import { currentActor, currentClock } from '../actor.ts';
import { type Db, inTransaction } from '../database/index.ts';
import { newId } from '../ids.ts';
import { inPortions } from '../rows.ts';
import type { PlatformTables } from '../tables.ts';
import { BEGINNING, hashOf } from './chain.ts';
import { currentAuditKeys } from './keys.ts';

export type { AuditRow } from './chain.ts';
export { type AuditFilter, auditPage, auditRows, auditTrail } from './store.ts';
export { inWords, verifyAudit } from './verify.ts';

/** What was done to which record. `details` names fields and states, never what people wrote: the trail outlives deletions. */
export interface AuditEntry {
  action: string;
  kind: string;
  record: string;
  details?: Record<string, string | number | boolean | null | string[]>;
}

/**
 * Writes entries at the end of the chain, in the caller's transaction: both are there or neither. Each entry holds the
 * hash of the one before, so that nothing can be changed or taken out unseen. Writers queue for the end of the chain.
 */
export const audit = (db: Db, ...entries: AuditEntry[]): Promise<void> => inTransaction(db, (trx) => append(trx, entries));

async function append(trx: Db, entries: readonly AuditEntry[]): Promise<void> {
  const end = await sql<{ hash: string | null }>`select platform.audit_end() as hash`.execute(trx);
  const actor = currentActor();
  const at = currentClock().now();
  const { current } = currentAuditKeys();
  let previous = end.rows[0]?.hash ?? BEGINNING;
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
    previous = hashOf(row, current);
    return { ...row, details: JSON.stringify(row.details), key: current?.id ?? null, hash: previous };
  });
  for (const portion of inPortions(rows)) await trx.withTables<PlatformTables>().insertInto('platform.audit').values(portion).execute();
}
