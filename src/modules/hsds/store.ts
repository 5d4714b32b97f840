import type { ColumnType } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import { permit } from '#modules/accounts/index.ts';

export interface SourceRow {
  id: string;
  name: string;
  url: string | null;
  licence: string;
  created_at: Date;
  run_at: Date | null;
  outcome: Record<string, unknown> | null;
}
export interface RecordRow {
  source_id: string;
  kind: 'service' | 'organization';
  external_id: string;
  hash: string;
  seen_at: Date;
  gone_at: Date | null;
}
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type HsdsTables = {
  'hsds.source': Omit<SourceRow, 'outcome'> & { outcome: ColumnType<SourceRow['outcome'], string | null, string | null> };
  'hsds.record': RecordRow;
};
const tables = (db: Db) => db.withTables<HsdsTables>();

export const listSources = (db: Db): Promise<SourceRow[]> =>
  tables(db).selectFrom('hsds.source').selectAll().orderBy('name').limit(500).execute();

export const sourceById = (db: Db, id: string): Promise<SourceRow | undefined> =>
  tables(db).selectFrom('hsds.source').selectAll().where('id', '=', id).executeTakeFirst();

export const sourceByName = (db: Db, name: string): Promise<SourceRow | undefined> =>
  tables(db).selectFrom('hsds.source').selectAll().where('name', '=', name).executeTakeFirst();

export async function insertSource(db: Db, row: SourceRow): Promise<void> {
  permit('data.import');
  await tables(db)
    .insertInto('hsds.source')
    .values({ ...row, outcome: null })
    .execute();
}

export async function noteRun(db: Db, id: string, at: Date, outcome: Record<string, unknown>): Promise<void> {
  permit('data.import');
  await tables(db)
    .updateTable('hsds.source')
    .set({ run_at: at, outcome: JSON.stringify(outcome) })
    .where('id', '=', id)
    .execute();
}

export const recordsOf = (db: Db, source: string): Promise<RecordRow[]> =>
  tables(db).selectFrom('hsds.record').selectAll().where('source_id', '=', source).execute();

/** From which source each of some things came. */
export async function sourcesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('hsds.record')
    .select(['external_id', 'source_id'])
    .where('external_id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.external_id, row.source_id]));
}

export async function saveRecords(db: Db, rows: readonly RecordRow[]): Promise<void> {
  permit('data.import');
  for (const portion of inPortions(rows))
    await tables(db)
      .insertInto('hsds.record')
      .values(portion)
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'kind', 'external_id']).doUpdateSet((row) => ({
          hash: row.ref('excluded.hash'),
          seen_at: row.ref('excluded.seen_at'),
          gone_at: row.ref('excluded.gone_at'),
        })),
      )
      .execute();
}
