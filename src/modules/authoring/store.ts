import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { jsonText } from '#platform/text.ts';
import { change, permit } from '#modules/accounts/index.ts';
import type { CheckFile, CheckSource, Translations } from '#modules/checks/index.ts';
import type { DraftState } from './model.ts';

export interface DraftRow {
  id: string;
  check_id: string;
  version: number;
  file: CheckFile;
  translations: Translations;
  /** What it said before the last change. */
  previous: CheckSource | null;
  state: DraftState;
  consultation_until: string | null;
  paper_id: string | null;
  /** Counts every change, so that two people do not overwrite each other unseen. */
  revision: number;
  created_at: Date;
  updated_at: Date;
}

export interface CommentRow {
  id: string;
  draft_id: string;
  checkpoint: string;
  author: string | null;
  author_name: string;
  text: string;
  created_at: Date;
  answer: string;
  answered_at: Date | null;
  resolved: boolean;
}

/** Tables of the schema `authoring`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type AuthoringTables = { 'authoring.draft': DraftRow; 'authoring.comment': CommentRow };

const tables = (db: Db) => db.withTables<AuthoringTables>();
const json = <Value>(value: Value): Value => jsonText(value) as never;

export async function insertDraft(db: Db, row: DraftRow): Promise<void> {
  await inTransaction(db, async (trx) => {
    const entry = { what: 'standard.begun', kind: 'draft', record: row.id, details: { check: row.check_id, version: row.version } };
    await change(trx, 'standard.write', {}, entry);
    await tables(trx)
      .insertInto('authoring.draft')
      .values({ ...row, file: json(row.file), translations: json(row.translations) })
      .execute();
  });
}

/** Those that are being worked on; ended ones stay readable by their address. */
export const openDrafts = (db: Db): Promise<DraftRow[]> =>
  tables(db)
    .selectFrom('authoring.draft')
    .selectAll()
    .where('state', 'in', ['draft', 'consultation', 'submitted', 'trial'])
    .orderBy('updated_at', 'desc')
    .execute();

export const draftById = (db: Db, id: string): Promise<DraftRow | undefined> =>
  tables(db).selectFrom('authoring.draft').selectAll().where('id', '=', id).executeTakeFirst();

/** What stands in the row now, put where it can be fetched back from. */
const asBefore = sql<CheckSource>`jsonb_build_object('file', file, 'translations', translations)`;

/** Writes a draft anew if nobody changed it meanwhile. False where somebody did. */
export async function saveDraft(
  db: Db,
  id: string,
  revision: number,
  values: Pick<DraftRow, 'file' | 'translations'>,
  at: Date,
): Promise<boolean> {
  permit('standard.write');
  const [file, translations] = [json(values.file), json(values.translations)];
  const result = await tables(db)
    .updateTable('authoring.draft')
    .set({
      file,
      translations,
      // Saved without a change, the step back still leads to what was different.
      previous: sql<CheckSource>`case when file = ${file}::jsonb and translations = ${translations}::jsonb then previous else ${asBefore} end`,
      check_id: values.file.id,
      version: values.file.version,
      revision: sql<number>`revision + 1`,
      updated_at: at,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('state', 'in', ['draft', 'consultation'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Puts back what stood before the last change, and keeps what it replaces: taken back twice, the change is there again. */
export async function takeBack(db: Db, id: string, revision: number, at: Date): Promise<boolean> {
  permit('standard.write');
  const result = await tables(db)
    .updateTable('authoring.draft')
    .set({
      file: sql<CheckFile>`previous->'file'`,
      translations: sql<Translations>`previous->'translations'`,
      check_id: sql<string>`previous->'file'->>'id'`,
      version: sql<number>`(previous->'file'->>'version')::integer`,
      previous: asBefore,
      revision: sql<number>`revision + 1`,
      updated_at: at,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('previous', 'is not', null)
    .where('state', 'in', ['draft', 'consultation'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes a draft from the state that it was seen in to the next. False where somebody was quicker. @throws HttpError 403 */
export async function setDraftState(
  db: Db,
  { id, state: from }: Pick<DraftRow, 'id' | 'state'>,
  action: 'standard.write' | 'standard.publish',
  values: Pick<DraftRow, 'state'> & Partial<Pick<DraftRow, 'consultation_until'>>,
  at: Date,
  details: Record<string, string> = {},
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const row = await tables(trx).selectFrom('authoring.draft').select('state').where('id', '=', id).forUpdate().executeTakeFirst();
    if (row?.state !== from) return false;
    await change(trx, action, {}, { what: `standard.${values.state}`, kind: 'draft', record: id, details });
    await tables(trx)
      .updateTable('authoring.draft')
      .set({ ...values, updated_at: at })
      .where('id', '=', id)
      .execute();
    return true;
  });
}

/** Notes what a step has brought: the paper that travels, or the file as it was decided. @throws HttpError 403 */
export async function noteOutcome(db: Db, id: string, { paper_id, file }: Partial<Pick<DraftRow, 'paper_id' | 'file'>>): Promise<void> {
  permit('standard.publish');
  await tables(db)
    .updateTable('authoring.draft')
    .set({ ...(paper_id ? { paper_id } : {}), ...(file ? { file: json(file) } : {}) })
    .where('id', '=', id)
    .execute();
}

export async function insertComment(db: Db, row: CommentRow): Promise<void> {
  permit('standard.comment');
  await tables(db).insertInto('authoring.comment').values(row).execute();
}

export const commentsOn = (db: Db, draftId: string): Promise<CommentRow[]> =>
  tables(db).selectFrom('authoring.comment').selectAll().where('draft_id', '=', draftId).orderBy('id').execute();

/** Answers a comment and says whether that settles it. */
export async function answerComment(db: Db, draftId: string, id: string, answer: string, isResolved: boolean, at: Date): Promise<boolean> {
  permit('standard.write');
  const result = await tables(db)
    .updateTable('authoring.comment')
    .set({ answer, answered_at: at, resolved: isResolved })
    .where('draft_id', '=', draftId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes a name off the comments of somebody who is forgotten; what was said stays part of the consultation. */
export async function forgetCommenter(db: Db, userId: string): Promise<number> {
  const result = await tables(db)
    .updateTable('authoring.comment')
    .set({ author: null, author_name: '–' })
    .where('author', '=', userId)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What somebody said on drafts. */
export const commentsBy = (db: Db, userId: string): Promise<CommentRow[]> =>
  tables(db).selectFrom('authoring.comment').selectAll().where('author', '=', userId).orderBy('id').execute();
