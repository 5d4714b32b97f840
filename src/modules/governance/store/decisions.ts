import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { BodyKind } from '../model.ts';
import { tables } from './bodies.ts';

/** A body's decision, as others who rest on it need it. */
export interface StandingDecision {
  id: string;
  text: string;
  agreed_on: string;
  body: string;
  body_kind: BodyKind;
  /** What it was taken for; null: for nothing that another thing may rest on. */
  purpose: string | null;
  /** Neither dropped nor replaced by another. */
  stands: boolean;
}

const decisions = (db: Db) =>
  tables(db)
    .selectFrom('governance.agreement as a')
    .innerJoin('governance.body as b', 'b.id', 'a.body_id')
    .select((select) => [
      'a.id',
      'a.text',
      'a.agreed_on',
      'a.purpose',
      'b.name as body',
      'b.kind as body_kind',
      select.and([select('a.state', '<>', 'dropped'), select('a.replaced_by', 'is', null)]).as('stands'),
    ])
    .where('a.kind', '=', 'decision');

/** Decisions by their ids, whether they still stand or not. */
export async function decisionsByIds(db: Db, ids: readonly string[]): Promise<Map<string, StandingDecision>> {
  if (ids.length === 0) return new Map();
  const rows = await decisions(db)
    .where('a.id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, { ...row, stands: Boolean(row.stands) }]));
}

/** Decisions that stand and were taken for exactly that, or for all that begins like that; the newest first. */
export async function standingDecisions(db: Db, purpose: string | { begins: string }, limit: number): Promise<StandingDecision[]> {
  const forIt =
    typeof purpose === 'string' ? sql<boolean>`a.purpose = ${purpose}` : sql<boolean>`starts_with(a.purpose, ${purpose.begins})`;
  const rows = await decisions(db)
    .where(forIt)
    .where('a.state', '<>', 'dropped')
    .where('a.replaced_by', 'is', null)
    .orderBy('a.agreed_on', 'desc')
    .orderBy('a.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, stands: true }));
}
