import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Stage } from '../model.ts';
import type { ChecksTables } from '../tables.ts';

/** Counts each stage once for an assessment; nothing that is counted points to it. */
export async function reachStages(database: Db, id: string, stages: readonly Stage[], at: Date): Promise<void> {
  const month = `${at.toISOString().slice(0, 7)}-01`;
  await database
    .withTables<ChecksTables>()
    .transaction()
    .execute(async (trx) => {
      const fresh = await trx
        .insertInto('checks.milestone')
        .values(stages.map((stage) => ({ assessment_id: id, stage })))
        .onConflict((conflict) => conflict.doNothing())
        .returning('stage')
        .execute();
      if (fresh.length === 0) return;
      const { check_id } = await trx.selectFrom('checks.assessment').select('check_id').where('id', '=', id).executeTakeFirstOrThrow();
      await trx
        .insertInto('checks.funnel')
        .values(fresh.map(({ stage }) => ({ check_id, month, stage, reached: 1 })))
        .onConflict((conflict) =>
          conflict.columns(['check_id', 'month', 'stage']).doUpdateSet({ reached: sql<number>`funnel.reached + 1` }),
        )
        .execute();
    });
}

/** How many got how far, for the office's figures. */
export async function readFunnel(database: Db): Promise<{ checkId: string; month: string; stage: string; reached: number }[]> {
  const rows = await database
    .withTables<ChecksTables>()
    .selectFrom('checks.funnel')
    .selectAll()
    .orderBy('month')
    .orderBy('check_id')
    .execute();
  return rows.map((row) => ({ checkId: row.check_id, month: row.month, stage: row.stage, reached: row.reached }));
}
