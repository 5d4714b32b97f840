import type { Insertable, Selectable } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { GovernanceTables } from '../tables.ts';
import { tables } from './bodies.ts';

export type DocumentRow = Selectable<GovernanceTables['governance.document']>;

export async function insertDocument(db: Db, document: Insertable<GovernanceTables['governance.document']>): Promise<void> {
  await tables(db).insertInto('governance.document').values(document).execute();
}

/** A document without its bytes: what pages need. */
export async function documentById(db: Db, id: string, lock = false): Promise<Omit<DocumentRow, 'bytes'> | undefined> {
  const select = tables(db)
    .selectFrom('governance.document')
    .select(['id', 'name', 'kind', 'size', 'text', 'parsed', 'review', 'state', 'meeting_id', 'created_at', 'updated_at'])
    .where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
}

export const documentBytes = (db: Db, id: string): Promise<Pick<DocumentRow, 'bytes' | 'name' | 'kind'> | undefined> =>
  tables(db).selectFrom('governance.document').select(['bytes', 'name', 'kind']).where('id', '=', id).executeTakeFirst();

export const listDocuments = (db: Db): Promise<Pick<DocumentRow, 'id' | 'name' | 'state' | 'created_at' | 'meeting_id'>[]> =>
  tables(db)
    .selectFrom('governance.document')
    .select(['id', 'name', 'state', 'created_at', 'meeting_id'])
    .where('state', 'not in', ['discarded', 'attached'])
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute();

export async function updateDocument(
  db: Db,
  id: string,
  change: Partial<Pick<Insertable<GovernanceTables['governance.document']>, 'state' | 'review' | 'meeting_id' | 'updated_at'>>,
): Promise<void> {
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

export async function attachFile(db: Db, agreementId: string, documentId: string): Promise<void> {
  await tables(db).insertInto('governance.agreement_file').values({ agreement_id: agreementId, document_id: documentId }).execute();
}
