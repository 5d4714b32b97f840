import type { Selectable } from 'kysely';
import { permit } from '#modules/accounts/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Assessment, AssessmentStore } from '../assessment.ts';
import { nothingSaid, putAnswer, registerOf, type Standing } from '../changes/model.ts';
import type { Measure } from '../model.ts';
import type { ChecksTables } from '../tables.ts';
import { readChanges, takeChanges } from './changes.ts';

const WRITES = { company: 'assessment.write', consultant: 'assessment.advise' } as const;

/** What the rows of `checks.answer` say, side by side. */
function saidIn(rows: readonly Selectable<ChecksTables['checks.answer']>[]): Standing {
  const standing: Standing = { company: nothingSaid(), consultant: nothingSaid(), conflicts: [] };
  for (const { side, checkpoint, rating, note, rating_rivals, note_rivals } of rows) {
    putAnswer(standing[side], 'rating', checkpoint, rating ?? '');
    putAnswer(standing[side], 'note', checkpoint, note);
    if (note_rivals.length > 0) standing.conflicts.push({ checkpoint, side, field: 'note', values: [note, ...note_rivals] });
    if (rating_rivals.length > 0) standing.conflicts.push({ checkpoint, side, field: 'rating', values: [rating ?? '', ...rating_rivals] });
  }
  standing.conflicts.sort((a, b) => (registerOf(a) < registerOf(b) ? -1 : 1));
  return standing;
}

const measureIn = (row: Selectable<ChecksTables['checks.measure']>): Measure => ({
  id: row.id,
  checkpoint: row.checkpoint ?? undefined,
  text: row.text,
  urgency: row.urgency ?? undefined,
  responsible: row.responsible,
  due: row.due ?? undefined,
  control: row.control,
  state: row.state,
  helper: row.helper,
  isFirst: row.is_first,
  addedOn: row.added_on ?? undefined,
  doneOn: row.done_on ?? undefined,
});

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
    const said = saidIn(answers);
    return {
      id: row.id,
      checkId: row.check_id,
      version: row.version,
      createdAt: row.created_at,
      visitedAt: row.visited_at,
      company: { place: row.postal_code ?? undefined, size: row.size ?? undefined, industry: row.industry ?? undefined },
      ratings: said.company.ratings,
      notes: said.company.notes,
      advice: said.consultant,
      conflicts: said.conflicts,
      measures: measures.map(measureIn),
      focus: row.focus,
      words: row.words,
      previous: row.previous ?? undefined,
      seq: row.seq,
    };
  }

  return {
    async create({ id, checkId, version, createdAt, previous }) {
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
          previous: previous ?? null,
        })
        .execute();
    },

    get: load,

    async visit(id, at) {
      await db.updateTable('checks.assessment').set({ visited_at: at }).where('id', '=', id).execute();
    },

    async addChanges(id, changes) {
      // Each side writes its own word only.
      for (const side of new Set(changes.map((change) => change.side))) permit(WRITES[side], { link: id });
      await takeChanges(database, id, changes);
    },

    changesSince: (id, seq) => readChanges(db, id, seq),

    async saveFocus(id, themes) {
      permit('assessment.write', { link: id });
      await db
        .updateTable('checks.assessment')
        .set({ focus: [...themes] })
        .where('id', '=', id)
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

    async saveWords(id, words) {
      permit('assessment.write', { link: id });
      await db.updateTable('checks.assessment').set({ words }).where('id', '=', id).execute();
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
        state: measure.state,
        helper: measure.helper,
        is_first: measure.isFirst,
        added_on: measure.addedOn ?? null,
        done_on: measure.doneOn ?? null,
      };
      const assessment = await db.selectFrom('checks.assessment').select('id').where('id', '=', id).executeTakeFirst();
      if (!assessment) return;
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
