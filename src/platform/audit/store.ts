import type { Selectable } from 'kysely';
import type { Db } from '../database/index.ts';
import { type Asked, firstOf, mapPage, type Page, pageOf } from '../lists.ts';
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
}

/** Entries of everything, of one record or of one person, the newest first. */
export async function auditPage(db: Db, filter: AuditFilter, asked: Asked): Promise<Page<AuditRow>> {
  let query = tables(db).selectFrom('platform.audit').selectAll();
  if (filter.record) query = query.where('record', '=', filter.record);
  if (filter.actor) query = query.where('actor', '=', filter.actor);
  return mapPage(await pageOf(db, query.orderBy('position', 'desc'), 'id', asked), asRow);
}

/** The newest entries, as many as that. */
export const auditTrail = async (db: Db, filter: AuditFilter, limit: number): Promise<AuditRow[]> =>
  (await auditPage(db, filter, firstOf(limit))).rows;
