import { type Db, inTransaction } from '#platform/database/index.ts';
import { audit } from '#platform/audit/index.ts';
import { permit } from '#modules/accounts/index.ts';
import type { ChecksTables, EditionRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<ChecksTables>();

export const allEditions = (db: Db): Promise<EditionRow[]> =>
  tables(db).selectFrom('checks.edition').selectAll().orderBy('check_id').orderBy('version').execute();

/** Whether anybody has filled in this version. */
export async function isInUse(db: Db, checkId: string, version: number): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('checks.assessment')
    .select('id')
    .where('check_id', '=', checkId)
    .where('version', '=', version)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes whenever a version comes, goes, or is written anew. */
export async function editionsStamp(db: Db): Promise<string> {
  const rows = await tables(db).selectFrom('checks.edition').select(['state', 'hash', 'withdrawn_at']).orderBy('id').execute();
  return JSON.stringify(rows);
}

/** Enters a version or renews what may change of it: texts of translations, its adoption. */
export async function putEdition(db: Db, row: EditionRow): Promise<void> {
  permit('standard.publish');
  await inTransaction(db, async (trx) => {
    const values = { ...row, source: JSON.stringify(row.source) };
    const { id: _, check_id: __, version: ___, published_at: ____, ...renewed } = values;
    await tables(trx)
      .insertInto('checks.edition')
      .values(values)
      .onConflict((conflict) => conflict.columns(['check_id', 'version']).doUpdateSet(renewed))
      .execute();
    if (row.origin === 'content') return;
    await audit(trx, {
      action: 'standard.published',
      kind: 'check',
      record: row.id,
      details: { check: row.check_id, version: row.version },
    });
  });
}

/** Takes a version back: it can no longer be begun, and nothing more can be declared on it. */
export async function withdrawEdition(db: Db, checkId: string, version: number, at: Date): Promise<boolean> {
  permit('standard.publish');
  return inTransaction(db, async (trx) => {
    const row = await tables(trx)
      .updateTable('checks.edition')
      .set({ state: 'withdrawn', withdrawn_at: at })
      .where('check_id', '=', checkId)
      .where('version', '=', version)
      .where('state', '!=', 'withdrawn')
      .returning('id')
      .executeTakeFirst();
    if (!row) return false;
    await audit(trx, { action: 'standard.withdrawn', kind: 'check', record: row.id, details: { check: checkId, version } });
    return true;
  });
}
