import { currentActor } from '#platform/actor.ts';
import type { Generated, Insertable, Selectable } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permit, permitOne } from '#modules/accounts/index.ts';
import type { DecisionState, EntryData } from './model.ts';

interface PathTable {
  id: string;
  company_id: string;
  award_id: string;
  reviewer: string | null;
  reviewer_name: Generated<string>;
  started_at: Date;
}
export type PathRow = Selectable<PathTable>;

interface EntryRow {
  path_id: string;
  step: string;
  task: string;
  data: EntryData;
  updated_at: Date;
}

interface DecisionTable {
  id: string;
  path_id: string;
  step: string;
  state: DecisionState;
  submitted_at: Date;
  finding: Generated<string>;
  recommends: boolean | null;
  reviewed_at: Date | null;
  finding_by: Generated<string | null>;
  note: Generated<string>;
  decided_at: Date | null;
  number: string | null;
  valid_until: string | null;
  named: Generated<boolean>;
  reminded_at: Generated<Date | null>;
}
export type DecisionRow = Selectable<DecisionTable>;

/** Tables of the schema `awards`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type AwardsTables = { 'awards.path': PathTable; 'awards.entry': EntryRow; 'awards.decision': DecisionTable };

const tables = (db: Db) => db.withTables<AwardsTables>();

/** Begins a company's way; twice is once. */
export async function insertPath(db: Db, row: Insertable<PathTable>): Promise<void> {
  await inTransaction(db, async (trx) => {
    const entry = { what: 'award.begun', kind: 'company', record: row.company_id, details: { award: row.award_id } };
    await change(trx, 'company.manage', { company: row.company_id }, entry);
    await tables(trx)
      .insertInto('awards.path')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

export const pathOf = (db: Db, companyId: string, awardId: string): Promise<PathRow | undefined> =>
  tables(db).selectFrom('awards.path').selectAll().where('company_id', '=', companyId).where('award_id', '=', awardId).executeTakeFirst();
export const pathById = (db: Db, id: string): Promise<PathRow | undefined> =>
  tables(db).selectFrom('awards.path').selectAll().where('id', '=', id).executeTakeFirst();

export const entriesOf = (db: Db, pathId: string): Promise<EntryRow[]> =>
  tables(db).selectFrom('awards.entry').selectAll().where('path_id', '=', pathId).execute();

export async function saveEntry(db: Db, path: PathRow, row: Omit<EntryRow, 'path_id'>): Promise<void> {
  permit('company.manage', { company: path.company_id });
  const values = { ...row, data: JSON.stringify(row.data) as never };
  await tables(db)
    .insertInto('awards.entry')
    .values({ ...values, path_id: path.id })
    .onConflict((conflict) => conflict.columns(['path_id', 'step', 'task']).doUpdateSet({ data: values.data, updated_at: row.updated_at }))
    .execute();
}

/** Decisions on a way, the newest first. */
export const decisionsOf = (db: Db, pathId: string): Promise<DecisionRow[]> =>
  tables(db).selectFrom('awards.decision').selectAll().where('path_id', '=', pathId).orderBy('submitted_at', 'desc').execute();
export const decisionById = (db: Db, id: string): Promise<DecisionRow | undefined> =>
  tables(db).selectFrom('awards.decision').selectAll().where('id', '=', id).executeTakeFirst();
export const decisionByNumber = (db: Db, number: string): Promise<DecisionRow | undefined> =>
  tables(db).selectFrom('awards.decision').selectAll().where('number', '=', number).executeTakeFirst();

/** Hands a step in. False where it waits already. */
export async function insertDecision(
  db: Db,
  path: PathRow,
  row: Pick<DecisionRow, 'id' | 'step' | 'submitted_at' | 'named'>,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const entry = { what: 'award.submitted', kind: 'award', record: path.id, details: { step: row.step } };
    permit('company.manage', { company: path.company_id });
    const values = {
      ...row,
      path_id: path.id,
      state: 'submitted' as const,
      recommends: null,
      reviewed_at: null,
      decided_at: null,
      number: null,
    };
    const inserted = await tables(trx)
      .insertInto('awards.decision')
      .values({ ...values, valid_until: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return false;
    await change(trx, 'company.manage', { company: path.company_id }, entry);
    return true;
  });
}

export async function setReviewer(db: Db, pathId: string, reviewer: { id: string; name: string } | undefined): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'award.decide', {}, { what: 'award.reviewer', kind: 'award', record: pathId });
    const values = { reviewer: reviewer?.id ?? null, reviewer_name: reviewer?.name ?? '' };
    await tables(trx).updateTable('awards.path').set(values).where('id', '=', pathId).execute();
  });
}

/** The finding from outside. False where nothing waits for one. */
export async function saveFinding(
  db: Db,
  path: PathRow,
  id: string,
  values: { finding: string; recommends: boolean },
  at: Date,
): Promise<boolean> {
  permitOne(['award.review', { consultant: path.reviewer }], ['award.decide', {}]);
  const row = await tables(db)
    .updateTable('awards.decision')
    .set({ ...values, state: 'reviewed', reviewed_at: at, finding_by: currentActor().userId })
    .where('id', '=', id)
    .where('path_id', '=', path.id)
    .where('state', 'in', ['submitted', 'reviewed'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Decides what was reviewed. False where nothing is ready for it. */
export async function decide(
  db: Db,
  id: string,
  values: Pick<DecisionRow, 'state' | 'note' | 'number' | 'valid_until'>,
  at: Date,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await change(trx, 'award.decide', {}, { what: `award.${values.state}`, kind: 'award', record: id });
    const row = await tables(trx)
      .updateTable('awards.decision')
      .set({ ...values, decided_at: at })
      .where('id', '=', id)
      .where('state', '=', values.state === 'withdrawn' ? 'granted' : 'reviewed')
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  });
}

interface Waiting extends DecisionRow {
  company_id: string;
  award_id: string;
  reviewer: string | null;
  reviewer_name: string;
}

const withPath = (db: Db) =>
  tables(db)
    .selectFrom('awards.decision as d')
    .innerJoin('awards.path as p', 'p.id', 'd.path_id')
    .selectAll('d')
    .select(['p.company_id', 'p.award_id', 'p.reviewer', 'p.reviewer_name']);

/** What waits for a review or a decision; of one reviewer, or all. */
export const waiting = (db: Db, reviewer: string | undefined, asked: Asked): Promise<Page<Waiting>> => {
  const query = withPath(db).where('d.state', 'in', ['submitted', 'reviewed']).orderBy('d.submitted_at');
  return pageOf(db, reviewer ? query.where('p.reviewer', '=', reviewer) : query, 'd.id', asked);
};

/** What was granted and may be shown, the newest first. */
export const register = (db: Db, awardId: string, today: string, asked: Asked): Promise<Page<Waiting>> => {
  const granted = withPath(db)
    .where('p.award_id', '=', awardId)
    .where('d.state', '=', 'granted')
    .where('d.named', '=', true)
    .where('d.valid_until', '>=', today)
    .orderBy('d.decided_at', 'desc');
  return pageOf(db, granted, 'd.id', asked);
};

/** The ways of a company with what was decided on them. */
export const waysOf = (db: Db, companyId: string): Promise<Waiting[]> => withPath(db).where('p.company_id', '=', companyId).execute();

/** What was granted, ends until a day, and was not yet spoken of. */
export const endingUntil = (db: Db, day: string, after: string, limit: number): Promise<Waiting[]> =>
  withPath(db)
    .where('d.state', '=', 'granted')
    .where('d.valid_until', '<=', day)
    .where('d.reminded_at', 'is', null)
    .where('d.id', '>', after)
    .orderBy('d.id')
    .limit(limit)
    .execute();

export async function noteReminded(db: Db, id: string, at: Date): Promise<void> {
  await tables(db).updateTable('awards.decision').set({ reminded_at: at }).where('id', '=', id).execute();
}
