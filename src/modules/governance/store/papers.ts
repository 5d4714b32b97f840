import type { Db } from '#platform/database/index.ts';
import type { ConsultationRow, PaperRow, PaperVersionRow } from '../tables.ts';
import { tables } from './bodies.ts';

export interface Paper extends PaperRow {
  versions: PaperVersionRow[];
  consultations: ConsultationRow[];
}

export async function insertPaper(db: Db, paper: PaperRow, version: PaperVersionRow): Promise<void> {
  await tables(db).insertInto('governance.paper').values(paper).execute();
  await insertVersion(db, version);
}

export async function insertVersion(db: Db, version: PaperVersionRow): Promise<void> {
  await tables(db).insertInto('governance.paper_version').values(version).execute();
}

export async function insertConsultation(db: Db, consultation: ConsultationRow): Promise<void> {
  await tables(db).insertInto('governance.consultation').values(consultation).execute();
}

export async function updateConsultation(db: Db, id: string, change: Partial<ConsultationRow>): Promise<void> {
  await tables(db).updateTable('governance.consultation').set(change).where('id', '=', id).execute();
}

export async function updatePaper(db: Db, id: string, change: Partial<PaperRow>): Promise<void> {
  await tables(db).updateTable('governance.paper').set(change).where('id', '=', id).execute();
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

export const listPapers = (db: Db): Promise<PaperRow[]> =>
  tables(db).selectFrom('governance.paper').selectAll().orderBy('updated_at', 'desc').limit(500).execute();
