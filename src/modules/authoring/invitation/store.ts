import type { Db } from '#platform/database/index.ts';
import type { MailingState } from '#platform/mail/index.ts';
import { inPortions } from '#platform/rows.ts';
import { change, type Reader } from '#modules/accounts/index.ts';
import type { Audience } from './model.ts';

export interface InvitationRow {
  id: string;
  draft_id: string;
  audience: Audience[];
  state: MailingState;
  looked: string[];
  created_at: Date;
  begun_at: Date | null;
  done_at: Date | null;
  /** How many were not written to when it was ended. */
  unsent: number;
}

interface ReceiverRow {
  invitation_id: string;
  user_id: string;
  /** Where the letter went, or will go. */
  email: string;
  told: boolean;
  noticed: boolean;
}

// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type InvitationTables = { 'authoring.invitation': InvitationRow; 'authoring.invitation_receiver': ReceiverRow };

const tables = (db: Db) => db.withTables<InvitationTables>();
const entry = (what: string, { draft_id }: Pick<InvitationRow, 'draft_id'>) => ({
  what: `consultation.${what}`,
  kind: 'draft',
  record: draft_id,
});

export const invitationById = (db: Db, id: string, lock = false): Promise<InvitationRow | undefined> => {
  const select = tables(db).selectFrom('authoring.invitation').selectAll().where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
};

/** Those of a draft, the newest first. */
export const invitationsOf = (db: Db, draftId: string): Promise<InvitationRow[]> =>
  tables(db)
    .selectFrom('authoring.invitation')
    .selectAll()
    .where('draft_id', '=', draftId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const runningInvitations = (db: Db): Promise<InvitationRow[]> =>
  tables(db).selectFrom('authoring.invitation').selectAll().where('state', '=', 'running').orderBy('begun_at').execute();

/** @throws HttpError 403 */
export async function insertInvitation(trx: Db, row: Pick<InvitationRow, 'id' | 'draft_id' | 'audience' | 'created_at'>): Promise<void> {
  await change(trx, 'standard.write', {}, entry('begun', row));
  await tables(trx)
    .insertInto('authoring.invitation')
    .values({ ...row, state: 'draft', looked: [], begun_at: null, done_at: null, unsent: 0 })
    .execute();
}

/** Whom it goes to that nobody is getting yet; the caller holds its row. @throws HttpError 403 */
export async function changeAudience(trx: Db, row: InvitationRow, audience: Audience[]): Promise<void> {
  await change(trx, 'standard.write', {}, entry('changed', row));
  await tables(trx).updateTable('authoring.invitation').set({ audience }).where('id', '=', row.id).where('state', '=', 'draft').execute();
}

/** @throws HttpError 403 */
export async function removeInvitation(trx: Db, row: InvitationRow): Promise<void> {
  await change(trx, 'standard.write', {}, entry('discarded', row));
  await tables(trx).deleteFrom('authoring.invitation').where('id', '=', row.id).where('state', '=', 'draft').execute();
}

/** What somebody decided about sending it; the caller holds its row. @throws HttpError 403 */
export async function decideInvitation(
  trx: Db,
  row: InvitationRow,
  what: 'sent' | 'stopped' | 'resumed' | 'ended' | 'repeated',
  values: Partial<Pick<InvitationRow, 'state' | 'begun_at' | 'done_at' | 'looked' | 'unsent'>>,
): Promise<void> {
  await change(trx, 'standard.write', {}, entry(what, row));
  await tables(trx).updateTable('authoring.invitation').set(values).where('id', '=', row.id).execute();
}

/** Fixes whom an invitation goes to. */
export async function fixReceivers(trx: Db, id: string, readers: readonly Pick<Reader, 'id' | 'email'>[]): Promise<void> {
  const rows = readers.map(({ id: user_id, email }) => ({
    invitation_id: id,
    user_id,
    email,
    told: false,
    noticed: false,
  }));
  for (const portion of inPortions(rows)) await tables(trx).insertInto('authoring.invitation_receiver').values(portion).execute();
}

export type OpenReceiver = Pick<ReceiverRow, 'noticed'> & { id: string };

/** Those who were not told. Who they are and how they want to hear of it is asked anew: it may have changed since. */
export const openReceivers = (db: Db, id: string, limit = Number.MAX_SAFE_INTEGER): Promise<OpenReceiver[]> =>
  tables(db)
    .selectFrom('authoring.invitation_receiver')
    .select(['user_id as id', 'noticed'])
    .where('invitation_id', '=', id)
    .where('told', '=', false)
    .orderBy('user_id')
    .limit(limit)
    .execute();

export async function countOpen(db: Db, id: string): Promise<number> {
  const row = await tables(db)
    .selectFrom('authoring.invitation_receiver')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('invitation_id', '=', id)
    .where('told', '=', false)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Somebody was told: at an address, or in what they get anyhow. */
export const noteTold = (trx: Db, id: string, userId: string, email: string | undefined): Promise<unknown> =>
  tables(trx)
    .updateTable('authoring.invitation_receiver')
    .set({ told: true, noticed: true, ...(email === undefined ? {} : { email }) })
    .where('invitation_id', '=', id)
    .where('user_id', '=', userId)
    .execute();

/** Their letters were taken back before they went out. */
export const noteTakenBack = (trx: Db, id: string, emails: readonly string[]): Promise<unknown> =>
  tables(trx)
    .updateTable('authoring.invitation_receiver')
    .set({ told: false })
    .where('invitation_id', '=', id)
    .where((where) => where('email', '=', where.fn.any(where.val([...emails]))))
    .execute();

/** Stops one whose words are no longer those that were looked at: nobody decides that, it is a rule. */
export const holdInvitation = (trx: Db, id: string): Promise<unknown> =>
  tables(trx).updateTable('authoring.invitation').set({ state: 'stopped' }).where('id', '=', id).where('state', '=', 'running').execute();

/** A letter that was on its way when it was ended has come back. */
export const noteUnsent = (trx: Db, id: string, unsent: number): Promise<unknown> =>
  tables(trx).updateTable('authoring.invitation').set({ unsent }).where('id', '=', id).where('state', '=', 'ended').execute();

/** Everybody was told. */
export const noteFinished = (trx: Db, id: string, at: Date): Promise<unknown> =>
  tables(trx)
    .updateTable('authoring.invitation')
    .set({ state: 'finished', done_at: at })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();

/** Takes somebody who is forgotten off all lists. */
export async function forgetInvited(db: Db, userId: string): Promise<number> {
  const result = await tables(db).deleteFrom('authoring.invitation_receiver').where('user_id', '=', userId).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** To which consultations somebody was invited. */
export const invitationsTo = (db: Db, userId: string): Promise<ReceiverRow[]> =>
  tables(db).selectFrom('authoring.invitation_receiver').selectAll().where('user_id', '=', userId).orderBy('invitation_id').execute();
