import { localDay } from '#platform/clock.ts';
import { startOfMonth } from '#platform/days.ts';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Stage } from '../model.ts';
import type { ChecksTables } from '../tables.ts';

const monthOf = (at: Date) => startOfMonth(localDay(at));

/**
 * Counts each stage once for an assessment, apart for those whom a consultant accompanies; nothing that is counted
 * points to it. Returns the stages that are new.
 */
export async function reachStages(database: Db, id: string, stages: readonly Stage[], at: Date): Promise<Stage[]> {
  const month = monthOf(at);
  return database
    .withTables<ChecksTables>()
    .transaction()
    .execute(async (trx) => {
      const fresh = await trx
        .insertInto('checks.milestone')
        .values(stages.map((stage) => ({ assessment_id: id, stage })))
        .onConflict((conflict) => conflict.doNothing())
        .returning('stage')
        .execute();
      if (fresh.length === 0) return [];
      const { check_id } = await trx.selectFrom('checks.assessment').select('check_id').where('id', '=', id).executeTakeFirstOrThrow();
      const companion = await trx
        .selectFrom('checks.companion')
        .select('id')
        .where('assessment_id', '=', id)
        .where('seen_at', 'is not', null)
        .executeTakeFirst();
      const accompanied = companion !== undefined;
      await trx
        .insertInto('checks.funnel')
        .values(fresh.map(({ stage }) => ({ check_id, month, stage, accompanied, reached: 1 })))
        .onConflict((conflict) =>
          conflict.columns(['check_id', 'month', 'stage', 'accompanied']).doUpdateSet({ reached: sql<number>`funnel.reached + 1` }),
        )
        .execute();
      return fresh.map(({ stage }) => stage as Stage);
    });
}

/** Counts an event once for an assessment; `what` names it. True where it is new. */
export async function reachOnce(database: Db, id: string, what: string): Promise<boolean> {
  const row = await database
    .withTables<ChecksTables>()
    .insertInto('checks.milestone')
    .values({ assessment_id: id, stage: what })
    .onConflict((conflict) => conflict.doNothing())
    .returning('stage')
    .executeTakeFirst();
  return row !== undefined;
}

export async function countTheme(database: Db, checkId: string, theme: string, kind: 'finished' | 'stopped', at: Date): Promise<void> {
  await database
    .withTables<ChecksTables>()
    .insertInto('checks.theme_use')
    .values({ check_id: checkId, month: monthOf(at), theme, kind, number: 1 })
    .onConflict((conflict) =>
      conflict.columns(['check_id', 'month', 'theme', 'kind']).doUpdateSet({ number: sql<number>`theme_use.number + 1` }),
    )
    .execute();
}

export async function countDuration(database: Db, checkId: string, minutes: number, at: Date): Promise<void> {
  await database
    .withTables<ChecksTables>()
    .insertInto('checks.duration')
    .values({ check_id: checkId, month: monthOf(at), minutes, number: 1 })
    .onConflict((conflict) => conflict.columns(['check_id', 'month', 'minutes']).doUpdateSet({ number: sql<number>`duration.number + 1` }))
    .execute();
}

/** Assessments that nobody visited since, that were begun but not finished, and that are not counted as stopped yet. */
export const stoppedSince = (database: Db, before: Date, after: string, limit: number): Promise<{ id: string }[]> =>
  database
    .withTables<ChecksTables>()
    .selectFrom('checks.assessment as a')
    .select('a.id')
    .where('a.visited_at', '<', before)
    .where('a.seq', '>', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('checks.milestone as m')
            .select('m.stage')
            .whereRef('m.assessment_id', '=', 'a.id')
            .where('m.stage', 'in', ['analysed', 'stopped']),
        ),
      ),
    )
    .where('a.id', '>', after)
    .orderBy('a.id')
    .limit(limit)
    .execute();

interface Funnel {
  checkId: string;
  month: string;
  stage: string;
  accompanied: boolean;
  reached: number;
}

/** How many got how far, for the office's figures. */
export async function readFunnel(database: Db): Promise<Funnel[]> {
  const rows = await database
    .withTables<ChecksTables>()
    .selectFrom('checks.funnel')
    .selectAll()
    .orderBy('month')
    .orderBy('check_id')
    .orderBy('stage')
    .execute();
  return rows.map(({ check_id: checkId, month, stage, accompanied, reached }) => ({ checkId, month, stage, accompanied, reached }));
}

/** Themes that were finished and at which people stopped, and how long whole checks took, of the months since one. */
export async function readUse(database: Db, since: string) {
  const db = database.withTables<ChecksTables>();
  const [themes, durations] = await Promise.all([
    db
      .selectFrom('checks.theme_use')
      .select(['check_id', 'theme', 'kind', sql<number>`sum(number)::int`.as('number')])
      .where('month', '>=', since)
      .groupBy(['check_id', 'theme', 'kind'])
      .execute(),
    db
      .selectFrom('checks.duration')
      .select(['check_id', 'minutes', sql<number>`sum(number)::int`.as('number')])
      .where('month', '>=', since)
      .groupBy(['check_id', 'minutes'])
      .orderBy('minutes')
      .execute(),
  ]);
  return { themes, durations };
}
