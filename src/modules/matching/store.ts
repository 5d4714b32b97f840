import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** How a search ended without what was looked for: with nothing, with what is far away, or because nobody understood it. */
export type UnmetKind = 'nothing' | 'onlyFar' | 'notUnderstood';

export interface Unmet {
  /** First day of the month. */
  month: string;
  topic: string;
  district: string;
  kind: UnmetKind;
  searches: number;
}
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type MatchingTables = { 'matching.unmet': Unmet };
const tables = (db: Db) => db.withTables<MatchingTables>();

/** Counts one more search of a month. */
export async function countUnmet(db: Db, row: Omit<Unmet, 'searches'>): Promise<void> {
  await tables(db)
    .insertInto('matching.unmet')
    .values({ ...row, searches: 1 })
    .onConflict((conflict) =>
      conflict.columns(['month', 'topic', 'district', 'kind']).doUpdateSet({ searches: sql<number>`unmet.searches + 1` }),
    )
    .execute();
}

/** What was not found since a month, by topic, district and kind, the most wanted first. */
export const unmetSince = (db: Db, since: string): Promise<Omit<Unmet, 'month'>[]> =>
  tables(db)
    .selectFrom('matching.unmet')
    .select(['topic', 'district', 'kind', sql<number>`sum(searches)::int`.as('searches')])
    .where('month', '>=', since)
    .groupBy(['topic', 'district', 'kind'])
    .orderBy(sql`sum(searches)`, 'desc')
    .orderBy('topic')
    .orderBy('district')
    .orderBy('kind')
    .execute();
