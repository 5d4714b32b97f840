import type { Insertable, Selectable } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import type { GovernanceTables } from '../tables.ts';
import { tables } from './bodies.ts';
import { currentActor } from '#platform/actor.ts';
import { may, permit } from '#modules/accounts/index.ts';
import { changeAgreement } from './guard.ts';

export type DocumentRow = Selectable<GovernanceTables['governance.document']>;

export async function insertDocument(db: Db, document: Insertable<GovernanceTables['governance.document']>): Promise<void> {
  // Also whoever answers an agreement by link hands in files.
  if (!may(currentActor(), 'agreement.answer')) permit('body.manage');
  await tables(db)
    .insertInto('governance.document')
    .values({ uploaded_by: currentActor().userId, ...document })
    .execute();
}

/** A document without its bytes: what pages need. */
export async function documentById(db: Db, id: string, lock = false): Promise<Omit<DocumentRow, 'bytes'> | undefined> {
  const select = tables(db)
    .selectFrom('governance.document')
    .select(['id', 'name', 'kind', 'size', 'text', 'parsed', 'review', 'state', 'meeting_id', 'uploaded_by', 'created_at', 'updated_at'])
    .where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
}

export const documentBytes = (db: Db, id: string): Promise<Pick<DocumentRow, 'bytes' | 'name' | 'kind' | 'uploaded_by'> | undefined> =>
  tables(db).selectFrom('governance.document').select(['bytes', 'name', 'kind', 'uploaded_by']).where('id', '=', id).executeTakeFirst();

export type ListedDocument = Pick<DocumentRow, 'id' | 'name' | 'state' | 'created_at' | 'meeting_id' | 'uploaded_by'>;
const documents = (db: Db) =>
  tables(db).selectFrom('governance.document').select(['id', 'name', 'state', 'created_at', 'meeting_id', 'uploaded_by']);

/** Documents that somebody has to look at, the oldest first; of one person, or all. */
export function waitingDocuments(db: Db, asked: Asked, uploadedBy?: string): Promise<Page<ListedDocument>> {
  const waiting = documents(db).where('state', 'in', ['reviewing', 'noText']).orderBy('created_at');
  return pageOf(db, uploadedBy === undefined ? waiting : waiting.where('uploaded_by', '=', uploadedBy), 'id', asked);
}

export async function updateDocument(
  db: Db,
  id: string,
  change: Partial<Pick<Insertable<GovernanceTables['governance.document']>, 'state' | 'review' | 'meeting_id' | 'updated_at'>>,
): Promise<void> {
  permit('body.manage');
  await tables(db).updateTable('governance.document').set(change).where('id', '=', id).execute();
}

export type AttachedFile = Pick<DocumentRow, 'id' | 'name' | 'size' | 'created_at'>;

/** Files of an agreement, the oldest first. */
export const filesOf = (db: Db, agreementId: string): Promise<AttachedFile[]> =>
  tables(db)
    .selectFrom('governance.agreement_file')
    .innerJoin('governance.document', 'governance.document.id', 'governance.agreement_file.document_id')
    .select(['governance.document.id', 'governance.document.name', 'governance.document.size', 'governance.document.created_at'])
    .where('agreement_id', '=', agreementId)
    .orderBy('governance.document.id')
    .execute();

export function attachFile(db: Db, agreementId: string, documentId: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeAgreement(trx, agreementId, 'agreement.file');
    await tables(trx).insertInto('governance.agreement_file').values({ agreement_id: agreementId, document_id: documentId }).execute();
  });
}
