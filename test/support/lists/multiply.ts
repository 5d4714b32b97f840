import { sql } from 'kysely';
import type { Db } from '../../../src/platform/database/index.ts';

/** Rows that are added to a table: more than fit on two pages of the longest list. */
const ADDED = 210;

interface How {
  /** Which row is multiplied; the first one where nothing is said. */
  where?: string;
  /** SQL for columns that must differ, or shall: `n` counts from 1. `id` is made anew where there is one. */
  values?: Record<string, string>;
  count?: number;
}

/** Adds rows like one that is there, so that a list is longer than a page. @throws where there is no such row */
export async function multiply(db: Db, table: string, { where = 'true', values = {}, count = ADDED }: How = {}): Promise<void> {
  const [schema = '', name = ''] = table.split('.');
  const { rows: columns } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = ${schema} and table_name = ${name} and is_generated = 'NEVER' and is_identity = 'NO'
      and coalesce(column_default, '') not like 'nextval%'`.execute(db);
  const own = columns.some((column) => column.name === 'id') ? { id: 'gen_random_uuid()', ...values } : values;
  const changed = Object.entries(own).map(([column, value]) => `'${column}', ${value}`);
  const list = columns.map((column) => `"${column.name}"`).join(', ');
  // What depends on n is made anew for each row: ids as well.
  const added = await sql
    .raw(
      `insert into ${table} (${list})
       select ${columns.map((column) => `made."${column.name}"`).join(', ')}
       from (select * from ${table} where ${where} limit 1) as seed, generate_series(1, ${count}) as n,
         jsonb_populate_record(null::${table}, (to_jsonb(seed) || jsonb_build_object(${changed.join(', ')})) - ('row ' || n)) as made`,
    )
    .execute(db);
  if (Number(added.numAffectedRows ?? 0) !== count) throw new Error(`nothing in ${table} where ${where}: the fixture lacks it`);
}

/** Adds rows to a table that the fixture leaves empty; SQL for every column that has no default. */
export async function fill(db: Db, table: string, values: Record<string, string>, count = ADDED): Promise<void> {
  const columns = Object.keys(values);
  await sql
    .raw(
      `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')})
       select ${Object.values(values).join(', ')} from generate_series(1, ${count}) as n`,
    )
    .execute(db);
}
