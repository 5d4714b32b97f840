import type { ColumnType } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { permit } from '#modules/accounts/index.ts';
import type { Touched } from './kind.ts';
import type { Answers, Cells, Plan } from './model.ts';

type Json = ColumnType<unknown, string | null, string | null>;

/** Tables of the schema `sheets`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type SheetsTables = {
  'sheets.import': {
    id: string;
    kind: string;
    name: string;
    state: 'preview' | 'applied' | 'undone' | 'discarded';
    created_at: Date;
    created_by: string | null;
    applied_at: Date | null;
    plan: Json;
    table: Json;
    answers: Json;
    before: Json;
  };
};

export interface Before {
  added: string[];
  /** The fields that were changed, as they were. */
  changed: { id: string; values: unknown; updatedAt: string }[];
  touched: Touched[];
}

export interface Import {
  id: string;
  kind: string;
  name: string;
  state: 'preview' | 'applied' | 'undone' | 'discarded';
  created_at: Date;
  applied_at: Date | null;
  plan: Plan;
  /** What the file holds; forgotten once it is read in or discarded. */
  table: Cells[] | null;
  answers: Answers;
  before: Before | null;
}

const tables = (db: Db) => db.withTables<SheetsTables>();

export async function insertImport(
  db: Db,
  row: { id: string; kind: string; name: string; createdAt: Date; createdBy: string | null; plan: Plan; table: readonly Cells[] },
): Promise<void> {
  permit('data.import');
  await tables(db)
    .insertInto('sheets.import')
    .values({
      id: row.id,
      kind: row.kind,
      name: row.name,
      state: 'preview',
      created_at: row.createdAt,
      created_by: row.createdBy,
      applied_at: null,
      plan: JSON.stringify(row.plan),
      table: JSON.stringify(row.table),
      answers: '{}',
      before: null,
    })
    .execute();
}

export async function importById(db: Db, id: string, lock = false): Promise<Import | undefined> {
  const query = tables(db).selectFrom('sheets.import').selectAll().where('id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) return undefined;
  const { plan, table, answers, before } = row;
  return {
    ...row,
    plan: plan as Plan,
    table: table as Cells[] | null,
    answers: (answers ?? {}) as Answers,
    before: before as Before | null,
  };
}

export type ImportLine = Omit<Import, 'plan' | 'table' | 'answers' | 'before'>;

/** Imports, the newest first. */
export const listImports = (db: Db, asked: Asked): Promise<Page<ImportLine>> => {
  const imports = tables(db)
    .selectFrom('sheets.import')
    .select(['id', 'kind', 'name', 'state', 'created_at', 'applied_at'])
    .where('state', '!=', 'discarded')
    .orderBy('created_at', 'desc');
  return pageOf(db, imports, 'id', asked);
};

/** The records that an import entered or changed. */
export async function importedIds(db: Db, id: string): Promise<string[]> {
  permit('data.import');
  const { before } = (await importById(db, id)) ?? {};
  return before ? [...before.added, ...before.changed.map((each) => each.id)] : [];
}

/** The import that was done last and not undone: the only one that can be. */
export async function lastApplied(db: Db): Promise<string | undefined> {
  const row = await tables(db)
    .selectFrom('sheets.import')
    .select('id')
    .where('state', '=', 'applied')
    .orderBy('applied_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

interface ImportChange {
  state?: Import['state'];
  applied_at?: Date;
  before?: Before;
  plan?: Plan;
  answers?: Answers;
  table?: null;
}

export async function saveImport(db: Db, id: string, { before, plan, answers, ...rest }: ImportChange): Promise<void> {
  permit('data.import');
  await tables(db)
    .updateTable('sheets.import')
    .set({
      ...rest,
      ...(before && { before: JSON.stringify(before) }),
      ...(plan && { plan: JSON.stringify(plan) }),
      ...(answers && { answers: JSON.stringify(answers) }),
    })
    .where('id', '=', id)
    .execute();
}

/** Files that were read before a moment: what they held is forgotten. */
export async function removeOldImports(db: Db, before: Date): Promise<number> {
  permit('privacy.decide');
  const result = await tables(db).deleteFrom('sheets.import').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
