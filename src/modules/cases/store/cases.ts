import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { newId } from '#platform/ids.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { currentActor } from '#platform/actor.ts';
import { change, may, permitOne, type Place } from '#modules/accounts/index.ts';
import type { CaseRow, CasesTables, DocumentRow, EventRow, GoalRow, PersonRow, SessionRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<CasesTables>();

/** Where a case belongs: what a permission is asked for. */
export const placeOf = (row: Pick<CaseRow, 'owner_scope' | 'owner'>): Place =>
  row.owner_scope && row.owner ? { [row.owner_scope]: row.owner } : {};

/** Whether whoever acts looks after this case. */
export const mayWork = (row: Pick<CaseRow, 'owner_scope' | 'owner'>): boolean => may(currentActor(), 'case.work', placeOf(row));

/** A case as a whole. */
export interface CaseFile {
  row: CaseRow;
  people: PersonRow[];
  goals: GoalRow[];
  sessions: SessionRow[];
  documents: DocumentRow[];
  events: EventRow[];
  rating: { stars: number; words: string; at: Date } | undefined;
  effects: { months: number; answers: Record<string, number>; second_check: Record<string, number> | null; answered_at: Date }[];
}

export type NewCase = Pick<
  CaseRow,
  | 'id'
  | 'request_id'
  | 'opened_at'
  | 'locale'
  | 'company'
  | 'contact'
  | 'email'
  | 'place'
  | 'district'
  | 'topics'
  | 'owner_scope'
  | 'owner'
  | 'owner_name'
  | 'process'
  | 'phase'
  | 'phase_since'
  | 'phase_due'
  | 'link_id'
>;

/** Opens a case. False where its request has one already. */
export async function insertCase(trx: Db, row: NewCase): Promise<boolean> {
  const inserted = await tables(trx)
    .insertInto('cases.case_file')
    .values({ ...row, process: JSON.stringify(row.process), rules: null })
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

const caseRow = (db: Db, id: string): Promise<CaseRow | undefined> =>
  tables(db).selectFrom('cases.case_file').selectAll().where('id', '=', id).executeTakeFirst();

export const caseOfRequest = (db: Db, requestId: string): Promise<CaseRow | undefined> =>
  tables(db).selectFrom('cases.case_file').selectAll().where('request_id', '=', requestId).executeTakeFirst();

const DOCUMENT = ['id', 'case_id', 'phase', 'kind', 'name', 'text', 'type', 'added_by', 'added_at'] as const;

export async function caseFile(db: Db, id: string): Promise<CaseFile | undefined> {
  const row = await caseRow(db, id);
  if (!row) return undefined;
  const t = tables(db);
  const [people, goals, sessions, documents, events, rating, effects] = await Promise.all([
    t.selectFrom('cases.person').selectAll().where('case_id', '=', id).orderBy('id').execute(),
    t.selectFrom('cases.goal').selectAll().where('case_id', '=', id).orderBy('id').execute(),
    t.selectFrom('cases.session').selectAll().where('case_id', '=', id).orderBy('day').orderBy('entered_at').execute(),
    t.selectFrom('cases.document').select(DOCUMENT).where('case_id', '=', id).orderBy('added_at').execute(),
    t.selectFrom('cases.event').selectAll().where('case_id', '=', id).orderBy('position').execute(),
    t.selectFrom('cases.rating').select(['stars', 'words', 'at']).where('case_id', '=', id).executeTakeFirst(),
    t
      .selectFrom('cases.effect')
      .select(['months', 'answers', 'second_check', 'answered_at'])
      .where('case_id', '=', id)
      .orderBy('months')
      .execute(),
  ]);
  return { row, people, goals, sessions, documents, events, rating, effects };
}

/** Notes what happened in a case, as everybody in it may read it. */
export async function note(trx: Db, caseId: string, event: Pick<EventRow, 'at' | 'kind' | 'who' | 'detail'>): Promise<void> {
  await tables(trx)
    .insertInto('cases.event')
    .values({ ...event, id: newId(event.at.getTime()), case_id: caseId })
    .execute();
}

/**
 * Changes a case that one has seen in a version. False where somebody else was quicker: then nothing is changed.
 * @throws HttpError 403 for whoever does not look after it
 */
export async function changeCase(
  db: Db,
  seen: Pick<CaseRow, 'id' | 'version' | 'owner_scope' | 'owner'>,
  what: string,
  values: Partial<Omit<CaseRow, 'id' | 'process' | 'rules' | 'version'>> & { rules?: string; process?: string },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await change(trx, 'case.work', placeOf(seen), { what, kind: 'case', record: seen.id });
    const done = await tables(trx)
      .updateTable('cases.case_file')
      .set({ ...values, version: sql<number>`version + 1` })
      .where('id', '=', seen.id)
      .where('version', '=', seen.version)
      .returning('id')
      .executeTakeFirst();
    return done !== undefined;
  });
}

/** What the company itself may change, by its link. */
export async function changeAsCompany(db: Db, id: string, values: Partial<Pick<CaseRow, 'story_consent'>>): Promise<void> {
  permitOne(['case.follow', { link: id }]);
  await tables(db).updateTable('cases.case_file').set(values).where('id', '=', id).execute();
}

const guard = (row: Pick<CaseRow, 'owner_scope' | 'owner'>) => permitOne(['case.work', placeOf(row)]);

export async function insertPerson(db: Db, row: CaseRow, person: PersonRow): Promise<void> {
  guard(row);
  await tables(db).insertInto('cases.person').values(person).execute();
}

export async function insertGoal(db: Db, row: CaseRow, goal: Pick<GoalRow, 'id' | 'case_id' | 'text'>): Promise<void> {
  guard(row);
  await tables(db).insertInto('cases.goal').values(goal).execute();
}

export async function saveReached(db: Db, row: CaseRow, id: string, reached: GoalRow['reached']): Promise<void> {
  guard(row);
  await tables(db).updateTable('cases.goal').set({ reached }).where('id', '=', id).where('case_id', '=', row.id).execute();
}

export async function agreeGoals(db: Db, caseId: string, at: Date): Promise<number> {
  permitOne(['case.follow', { link: caseId }]);
  const result = await tables(db)
    .updateTable('cases.goal')
    .set({ company_agreed_at: at })
    .where('case_id', '=', caseId)
    .where('company_agreed_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Puts all sessions of a case into one phase: when it comes under other rules. */
export async function reassign(trx: Db, caseId: string, phase: string): Promise<void> {
  await tables(trx).updateTable('cases.session').set({ phase }).where('case_id', '=', caseId).execute();
  await tables(trx).updateTable('cases.document').set({ phase }).where('case_id', '=', caseId).execute();
}

export async function insertDocument(db: Db, row: CaseRow, document: DocumentRow & { bytes: Buffer | null }): Promise<void> {
  guard(row);
  await tables(db).insertInto('cases.document').values(document).execute();
}

export async function documentBytes(
  db: Db,
  caseId: string,
  id: string,
): Promise<{ name: string; type: string; bytes: Buffer } | undefined> {
  const row = await tables(db)
    .selectFrom('cases.document')
    .select(['name', 'type', 'bytes'])
    .where('id', '=', id)
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row?.bytes ? { name: row.name, type: row.type, bytes: row.bytes } : undefined;
}

/** Cases of some owners (null: those of the office), or all: what is due first at the top. `lateOn`: only the open ones whose day had passed then. */
export async function casesOf(db: Db, owners: readonly (string | null)[] | 'all', asked: Asked, lateOn?: string): Promise<Page<CaseRow>> {
  let select = tables(db).selectFrom('cases.case_file').selectAll();
  if (owners !== 'all') {
    const ids = owners.filter((owner) => owner !== null);
    select = select.where((where) =>
      where.or([
        ...(ids.length > 0 ? [where('owner', 'in', ids)] : []),
        ...(owners.includes(null) ? [where('owner', 'is', null)] : []),
        ...(owners.length === 0 ? [sql<boolean>`false`] : []),
      ]),
    );
  }
  if (lateOn !== undefined) select = select.where('state', '=', 'open').where('phase_due', '<', lateOn);
  const ordered = select.orderBy(sql`case state when 'open' then 0 else 1 end`).orderBy(sql`phase_due asc nulls last`).orderBy('opened_at');
  return pageOf(db, ordered, 'id', asked);
}
