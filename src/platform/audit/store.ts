import type { Selectable } from 'kysely';
import type { Db } from '../database/index.ts';
import type { PlatformTables } from '../tables.ts';
import type { AuditRow } from './chain.ts';

const tables = (db: Db) => db.withTables<PlatformTables>();

const asRow = (row: Selectable<PlatformTables['platform.audit']>): AuditRow => ({
  ...row,
  details: row.details as Record<string, unknown>,
});

/** Entries in the order they were written. */
export async function auditRows(db: Db, { after, limit }: { after: number; limit: number }): Promise<AuditRow[]> {
  const query = tables(db).selectFrom('platform.audit').selectAll().where('position', '>', after);
  return (await query.orderBy('position').limit(limit).execute()).map(asRow);
}

/** The newest entry; undefined: nothing was written yet. */
export async function lastEntry(db: Db): Promise<AuditRow | undefined> {
  const row = await tables(db).selectFrom('platform.audit').selectAll().orderBy('position', 'desc').limit(1).executeTakeFirst();
  return row && asRow(row);
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
  return (await query.orderBy('position', 'desc').limit(limit).execute()).map(asRow);
}
