import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import type { ConsultationRow, PaperRow, PaperVersionRow } from '../tables.ts';
import { tables } from './bodies.ts';
import { changeBody, changeConsultation, changePaper } from './guard.ts';

export interface Paper extends PaperRow {
  purpose: string | null;
  versions: PaperVersionRow[];
  consultations: ConsultationRow[];
}

export function insertPaper(db: Db, paper: PaperRow & { purpose?: string | null }, version: PaperVersionRow): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeBody(trx, paper.body_id, 'paper.brought');
    await tables(trx).insertInto('governance.paper').values(paper).execute();
    await insertVersion(trx, version);
  });
}

export function insertVersion(db: Db, version: PaperVersionRow): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changePaper(trx, version.paper_id, 'paper.version');
    await tables(trx).insertInto('governance.paper_version').values(version).execute();
  });
}

export function insertConsultation(db: Db, consultation: ConsultationRow): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changePaper(trx, consultation.paper_id, 'paper.referred');
    await tables(trx).insertInto('governance.consultation').values(consultation).execute();
  });
}

export function updateConsultation(db: Db, id: string, change: Partial<ConsultationRow>): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeConsultation(trx, id, 'paper.treated');
    await tables(trx).updateTable('governance.consultation').set(change).where('id', '=', id).execute();
  });
}

export function updatePaper(db: Db, id: string, change: Partial<PaperRow>): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changePaper(trx, id, 'paper.changed');
    await tables(trx).updateTable('governance.paper').set(change).where('id', '=', id).execute();
  });
}

/** The paper that carries an agreement further. */
export async function paperOfAgreement(db: Db, agreementId: string): Promise<string | undefined> {
  const row = await tables(db).selectFrom('governance.paper').select('id').where('agreement_id', '=', agreementId).executeTakeFirst();
  return row?.id;
}

/** The paper that was made for something, lies before a body, and has not come to its end. */
export async function paperUnderWay(db: Db, purpose: string, bodyId: string): Promise<string | undefined> {
  const row = await tables(db)
    .selectFrom('governance.paper')
    .select('id')
    .where('purpose', '=', purpose)
    .where('body_id', '=', bodyId)
    .where('state', '=', 'travelling')
    .executeTakeFirst();
  return row?.id;
}

/** A paper with its versions and its whole way; `lock` keeps others from changing it. */
export async function paperById(db: Db, id: string, lock = false): Promise<Paper | undefined> {
  const select = tables(db).selectFrom('governance.paper').selectAll().where('id', '=', id);
  const row = await (lock ? select.forUpdate() : select).executeTakeFirst();
  if (!row) return undefined;
  return {
    ...row,
    versions: await tables(db).selectFrom('governance.paper_version').selectAll().where('paper_id', '=', id).orderBy('number').execute(),
    consultations: await tables(db)
      .selectFrom('governance.consultation')
      .selectAll()
      .where('paper_id', '=', id)
      .orderBy('position')
      .execute(),
  };
}

const papersLatestFirst = (db: Db) => tables(db).selectFrom('governance.paper').selectAll().orderBy('updated_at', 'desc');

export const listPapers = (db: Db): Promise<PaperRow[]> => papersLatestFirst(db).orderBy('id').execute();

/** Papers of these bodies, or of all; what was changed last first. */
export function papersPage(
  db: Db,
  asked: Asked,
  { bodies = 'all', state }: { bodies?: readonly string[] | 'all'; state?: PaperRow['state'] } = {},
): Promise<Page<PaperRow>> {
  let papers = papersLatestFirst(db);
  if (bodies !== 'all') papers = papers.where('body_id', '=', sql<string>`any(${[...bodies]}::uuid[])`);
  if (state) papers = papers.where('state', '=', state);
  return pageOf(db, papers, 'id', asked);
}

/** What became of a paper, and which body decided it when. */
export async function paperOutcome(
  db: Db,
  id: string,
): Promise<{ state: 'travelling' | 'decided' | 'rejected'; by: string; on: string } | undefined> {
  const paper = await paperById(db, id);
  if (!paper) return undefined;
  const last = paper.consultations.at(-1);
  const body = last && (await tables(db).selectFrom('governance.body').select('name').where('id', '=', last.body_id).executeTakeFirst());
  const state = paper.state === 'decided' || paper.state === 'rejected' ? paper.state : 'travelling';
  return { state, by: body?.name ?? '', on: last?.decided_on ?? '' };
}
