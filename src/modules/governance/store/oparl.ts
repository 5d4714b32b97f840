import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { ListQuery } from '../oparl/query.ts';

/** What OParl calls an object, by the word in its address. */
export type OparlKind =
  | 'system'
  | 'body'
  | 'organization'
  | 'person'
  | 'membership'
  | 'meeting'
  | 'agendaitem'
  | 'paper'
  | 'consultation'
  | 'file'
  | 'location';

/** Since when an object is there, when it was changed, and whether it is still public. */
export interface OparlEntry {
  id: string;
  created: Date;
  modified: Date;
  deleted: boolean;
}

/** The one system and the one network have no row of their own. */
export const ONLY = '00000000-0000-0000-0000-000000000000';

const COLUMNS = sql`id, created, modified, deleted`;

/** A page of a list in a stable order, and how many fit altogether. What is gone stands there for whoever asks for changes. */
export async function oparlEntries(db: Db, kind: OparlKind, query: ListQuery): Promise<{ entries: OparlEntry[]; total: number }> {
  const { page, limit, createdSince, createdUntil, modifiedSince, modifiedUntil, organization } = query;
  const fitting = sql`from governance.oparl_object where kind = ${kind}
    ${modifiedSince ? sql`and modified >= ${modifiedSince}` : sql`and not deleted`}
    ${modifiedUntil ? sql`and modified <= ${modifiedUntil}` : sql``}
    ${createdSince ? sql`and created >= ${createdSince}` : sql``}
    ${createdUntil ? sql`and created <= ${createdUntil}` : sql``}
    ${organization ? sql`and organization_id = ${organization}` : sql``}`;
  const { rows } = await sql<OparlEntry>`
    select ${COLUMNS} ${fitting} order by created, id limit ${limit} offset ${(page - 1) * limit}`.execute(db);
  const counted = await sql<{ total: number }>`select count(*)::int as total ${fitting}`.execute(db);
  return { entries: rows, total: counted.rows[0]?.total ?? 0 };
}

/** Those of some objects that are public now or were, by id. */
export async function oparlEntriesOf(db: Db, kind: OparlKind, ids: readonly string[]): Promise<Map<string, OparlEntry>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<OparlEntry>`
    select ${COLUMNS} from governance.oparl_object where kind = ${kind} and id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
