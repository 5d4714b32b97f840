import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { MOST_CHANGES, type Change, byPrecedence, type Field, type Side } from '../changes/model.ts';
import { type NumberedChange, plainChange, TooManyChanges } from '../assessment.ts';
import type { Rating } from '../model.ts';
import type { ChecksTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<ChecksTables>();
export type CheckTables = ReturnType<typeof tables>;

/** On which the database tells that an assessment changed. */
export const CHANGED_CHANNEL = 'assessment';

/** Changes after a number, oldest first. */
export async function readChanges(db: CheckTables, id: string, seq: number): Promise<NumberedChange[]> {
  const rows = await db
    .selectFrom('checks.change')
    .selectAll()
    .where('assessment_id', '=', id)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(MOST_CHANGES)
    .execute();
  return rows.map((row) => plainChange({ ...row, at: row.at.toISOString() }));
}

/**
 * Takes changes in, in one transaction: numbers them, marks what they replace, and brings what stands up to date.
 * The same as `mergeChanges`, in SQL; the contract test holds both against each other.
 */
export async function takeChanges(database: Db, id: string, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await tables(database)
    .transaction()
    .execute(async (trx) => {
      const assessment = await trx.selectFrom('checks.assessment').select('seq').where('id', '=', id).forUpdate().executeTakeFirst();
      if (!assessment) return;
      const fresh = await notYetKnown(trx, id, changes);
      if (fresh.length === 0) return;
      if (assessment.seq + fresh.length > MOST_CHANGES) throw new TooManyChanges();
      await insertChanges(trx, id, assessment.seq, fresh);
      await markReplaced(trx, id, fresh);
      for (const { checkpoint, side } of places(fresh)) await refreshAnswer(trx, id, checkpoint, side);
      await trx
        .updateTable('checks.assessment')
        .set({ seq: assessment.seq + fresh.length })
        .where('id', '=', id)
        .execute();
      // Whoever watches this assessment hears of it once the transaction is through.
      await sql`select pg_notify(${CHANGED_CHANNEL}, ${id})`.execute(trx);
    });
}

async function notYetKnown(trx: CheckTables, id: string, changes: readonly Change[]): Promise<Change[]> {
  const known = await trx
    .selectFrom('checks.change')
    .select('id')
    .where('assessment_id', '=', id)
    .where(
      'id',
      'in',
      changes.map((change) => change.id),
    )
    .execute();
  const ids = new Set(known.map((row) => row.id));
  return changes.filter((change) => !ids.has(change.id) && ids.add(change.id));
}

async function insertChanges(trx: CheckTables, id: string, last: number, fresh: readonly Change[]): Promise<void> {
  // One that was overtaken by its own successor arrives replaced.
  const later = await trx
    .selectFrom('checks.change')
    .select('seen')
    .where('assessment_id', '=', id)
    .where('seen', '&&', sql<string[]>`${fresh.map((change) => change.id)}::uuid[]`)
    .execute();
  const replaced = new Set([...later, ...fresh].flatMap((row) => row.seen));
  await trx
    .insertInto('checks.change')
    .values(
      fresh.map((change, index) => ({
        ...change,
        assessment_id: id,
        seq: last + index + 1,
        seen: [...change.seen],
        at: new Date(change.at),
        replaced: replaced.has(change.id),
        value: change.field === 'note' && replaced.has(change.id) ? '' : change.value,
      })),
    )
    .execute();
}

async function markReplaced(trx: CheckTables, id: string, fresh: readonly Change[]): Promise<void> {
  const seen = [...new Set(fresh.flatMap((change) => change.seen))];
  if (seen.length === 0) return;
  await trx
    .updateTable('checks.change')
    .set({ replaced: true, value: sql<string>`case when field = 'note' then '' else value end` })
    .where('assessment_id', '=', id)
    .where('id', 'in', seen)
    .where('replaced', '=', false)
    .execute();
}

function places(changes: readonly Change[]): { checkpoint: string; side: Side }[] {
  return [...new Map(changes.map(({ checkpoint, side }) => [`${checkpoint} ${side}`, { checkpoint, side }])).values()];
}

async function refreshAnswer(trx: CheckTables, id: string, checkpoint: string, side: Side): Promise<void> {
  const heads = await trx
    .selectFrom('checks.change')
    .select(['id', 'field', 'value', 'clock'])
    .where('assessment_id', '=', id)
    .where('checkpoint', '=', checkpoint)
    .where('side', '=', side)
    .where('replaced', '=', false)
    .execute();
  const valuesOf = (field: Field) => [
    ...new Set(
      heads
        .filter((head) => head.field === field)
        .toSorted(byPrecedence)
        .map((head) => head.value),
    ),
  ];
  const [rating, ...ratingRivals] = valuesOf('rating');
  const [note, ...noteRivals] = valuesOf('note');
  const values = {
    rating: (rating || null) as Rating | null,
    note: note ?? '',
    rating_rivals: ratingRivals,
    note_rivals: noteRivals,
  };
  await trx
    .insertInto('checks.answer')
    .values({ assessment_id: id, checkpoint, side, ...values })
    .onConflict((conflict) => conflict.columns(['assessment_id', 'checkpoint', 'side']).doUpdateSet(values))
    .execute();
}
