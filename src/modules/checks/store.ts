import { sql } from 'kysely';
import { permit } from '#modules/accounts/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Assessment, AssessmentStore } from './assessment.ts';
import type { Measure, Rating } from './model.ts';
import type { ChecksTables } from './tables.ts';

/** Filled-in checks in PostgreSQL. */
export function createAssessmentStore(database: Db): AssessmentStore {
  const db = database.withTables<ChecksTables>();

  async function load(id: string): Promise<Assessment | undefined> {
    const [row, answers, measures] = await Promise.all([
      db.selectFrom('checks.assessment').selectAll().where('id', '=', id).executeTakeFirst(),
      db.selectFrom('checks.answer').selectAll().where('assessment_id', '=', id).execute(),
      db.selectFrom('checks.measure').selectAll().where('assessment_id', '=', id).orderBy('id').execute(),
    ]);
    if (!row) return undefined;
    const ratings: Record<string, Rating> = {};
    const notes: Record<string, string> = {};
    for (const answer of answers) {
      if (answer.rating) ratings[answer.checkpoint] = answer.rating;
      if (answer.note) notes[answer.checkpoint] = answer.note;
    }
    return {
      id: row.id,
      checkId: row.check_id,
      version: row.version,
      createdAt: row.created_at,
      visitedAt: row.visited_at,
      company: { place: row.postal_code ?? undefined, size: row.size ?? undefined, industry: row.industry ?? undefined },
      ratings,
      notes,
      measures: measures.map(
        (measure): Measure => ({
          id: measure.id,
          checkpoint: measure.checkpoint ?? undefined,
          text: measure.text,
          urgency: measure.urgency ?? undefined,
          responsible: measure.responsible,
          due: measure.due ?? undefined,
          control: measure.control,
          done: measure.done,
        }),
      ),
    };
  }

  return {
    async create({ id, checkId, version, createdAt }) {
      await db
        .insertInto('checks.assessment')
        .values({
          id,
          check_id: checkId,
          version,
          created_at: createdAt,
          visited_at: createdAt,
          postal_code: null,
          size: null,
          industry: null,
        })
        .execute();
    },

    get: load,

    async visit(id, at) {
      await db.updateTable('checks.assessment').set({ visited_at: at }).where('id', '=', id).execute();
    },

    async saveAnswers(id, answers) {
      permit('assessment.write', { link: id });
      if (answers.length === 0) return;
      await db
        .insertInto('checks.answer')
        .values(answers.map(({ checkpoint, rating, note }) => ({ assessment_id: id, checkpoint, rating: rating ?? null, note })))
        .onConflict((conflict) =>
          conflict.columns(['assessment_id', 'checkpoint']).doUpdateSet((row) => ({
            rating: row.ref('excluded.rating'),
            note: row.ref('excluded.note'),
          })),
        )
        .execute();
    },

    async saveCompany(id, { place, size, industry }) {
      permit('assessment.write', { link: id });
      await db
        .updateTable('checks.assessment')
        .set({ postal_code: place ?? null, size: size ?? null, industry: industry ?? null })
        .where('id', '=', id)
        .execute();
    },

    async saveMeasure(id, measure) {
      permit('assessment.write', { link: id });
      const values = {
        checkpoint: measure.checkpoint ?? null,
        text: measure.text,
        urgency: measure.urgency ?? null,
        responsible: measure.responsible,
        due: measure.due ?? null,
        control: measure.control,
        done: measure.done,
      };
      await db
        .insertInto('checks.measure')
        .values({ id: measure.id, assessment_id: id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values).where('checks.measure.assessment_id', '=', id))
        .execute();
    },

    async removeMeasure(id, measureId) {
      permit('assessment.write', { link: id });
      await db.deleteFrom('checks.measure').where('assessment_id', '=', id).where('id', '=', measureId).execute();
    },

    async reach(id, stages, at) {
      const month = `${at.toISOString().slice(0, 7)}-01`;
      await db.transaction().execute(async (trx) => {
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
    },

    async remove(id) {
      permit('assessment.write', { link: id });
      await db.deleteFrom('checks.assessment').where('id', '=', id).execute();
    },

    async removeUnvisitedSince(date) {
      const result = await db.deleteFrom('checks.assessment').where('visited_at', '<', date).executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
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
