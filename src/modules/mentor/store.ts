import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';

/** Why the guide did not help: it did not understand what was written, or somebody said that nothing fits. */
export type UnansweredKind = 'notUnderstood' | 'notHelped';

export interface Unanswered {
  /** First day of the month. */
  month: string;
  kind: UnansweredKind;
  said: string[];
  topics: string[];
  /** Where it led; empty where it did not. */
  need: string;
  times: number;
}
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type MentorTables = { 'mentor.unanswered': Unanswered };

/** Counts one more that was not helped. */
export async function countUnanswered(db: Db, row: Omit<Unanswered, 'times'>): Promise<void> {
  await db
    .withTables<MentorTables>()
    .insertInto('mentor.unanswered')
    .values({ ...row, times: 1 })
    .onConflict((conflict) =>
      conflict.columns(['month', 'kind', 'said', 'topics', 'need']).doUpdateSet({ times: sql<number>`unanswered.times + 1` }),
    )
    .execute();
}

/** What was not answered since a month, the most frequent first. */
export const unansweredSince = (db: Db, since: string, asked: Asked): Promise<Page<Omit<Unanswered, 'month'>>> => {
  const kinds = db
    .withTables<MentorTables>()
    .selectFrom('mentor.unanswered')
    .select(['kind', 'said', 'topics', 'need', sql<number>`sum(times)::int`.as('times')])
    .where('month', '>=', since)
    .groupBy(['kind', 'said', 'topics', 'need']);
  return pageOf(db, kinds.orderBy(sql`sum(times)`, 'desc'), ['need', 'said', 'topics', 'kind'], asked);
};
