import { type ColumnType, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import { permit } from '#modules/accounts/index.ts';
import type { Rings } from './boundaries.ts';
import type { Cell, Coverage } from './model.ts';

// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type CoverageTables = {
  'coverage.cell': { topic: string; district: string; near: number; nearest_km: number };
  'coverage.anywhere': { topic: string; offers: number };
  'coverage.run': { id: boolean; at: Date };
  'coverage.boundary': { district: string; rings: ColumnType<Rings, string, string> };
  'coverage.boundary_source': { id: boolean; note: string; at: Date };
};
const tables = (db: Db) => db.withTables<CoverageTables>();

/** Replaces everything in one transaction: whoever looks meanwhile sees the old figures. */
export async function saveCoverage(db: Db, { cells, anywhere }: Coverage, at: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('coverage', 0))`.execute(trx);
    for (const table of ['coverage.cell', 'coverage.anywhere', 'coverage.run'] as const) await tables(trx).deleteFrom(table).execute();
    const rows = cells.map(({ topic, district, near, nearestKm }) => ({ topic, district, near, nearest_km: nearestKm }));
    for (const portion of inPortions(rows, 1000)) await tables(trx).insertInto('coverage.cell').values(portion).execute();
    const usable = [...anywhere].map(([topic, offers]) => ({ topic, offers }));
    if (usable.length > 0) await tables(trx).insertInto('coverage.anywhere').values(usable).execute();
    await tables(trx).insertInto('coverage.run').values({ id: true, at }).execute();
  });
}

export const lastRun = async (db: Db): Promise<Date | undefined> =>
  (await tables(db).selectFrom('coverage.run').select('at').executeTakeFirst())?.at;

/** Cells of one topic, or of all. */
export async function cellsOf(db: Db, topic: string | undefined): Promise<Cell[]> {
  const select = tables(db).selectFrom('coverage.cell').selectAll();
  const rows = await (topic === undefined ? select : select.where('topic', '=', topic)).orderBy('topic').orderBy('district').execute();
  return rows.map((row) => ({ topic: row.topic, district: row.district, near: row.near, nearestKm: row.nearest_km }));
}

export async function anywhereOf(db: Db): Promise<Map<string, number>> {
  const rows = await tables(db).selectFrom('coverage.anywhere').selectAll().execute();
  return new Map(rows.map((row) => [row.topic, row.offers]));
}

export async function saveBoundaries(db: Db, boundaries: ReadonlyMap<string, Rings>, note: string, at: Date): Promise<void> {
  permit('data.import');
  await inTransaction(db, async (trx) => {
    await tables(trx).deleteFrom('coverage.boundary').execute();
    const rows = [...boundaries].map(([district, rings]) => ({ district, rings: JSON.stringify(rings) }));
    for (const portion of inPortions(rows)) await tables(trx).insertInto('coverage.boundary').values(portion).execute();
    await tables(trx).deleteFrom('coverage.boundary_source').execute();
    await tables(trx).insertInto('coverage.boundary_source').values({ id: true, note, at }).execute();
  });
}

/** The imported boundaries with their source note; undefined where none were imported. */
export async function importedBoundaries(db: Db): Promise<{ shapes: Map<string, Rings>; note: string; at: Date } | undefined> {
  const source = await tables(db).selectFrom('coverage.boundary_source').selectAll().executeTakeFirst();
  if (!source) return undefined;
  const rows = await tables(db).selectFrom('coverage.boundary').selectAll().execute();
  return { shapes: new Map(rows.map((row) => [row.district, row.rings])), note: source.note, at: source.at };
}
