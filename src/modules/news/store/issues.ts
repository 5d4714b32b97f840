import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change } from '#modules/accounts/index.ts';
import type { IssueRow, NewsTables, SubscriberRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<NewsTables>();

export const issueById = (db: Db, id: string, lock = false): Promise<IssueRow | undefined> => {
  const select = tables(db).selectFrom('news.issue').selectAll().where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
};
/** Issues of the newsletter, the newest first. */
export const issuesPage = (db: Db, asked: Asked): Promise<Page<IssueRow>> =>
  pageOf(db, tables(db).selectFrom('news.issue').selectAll().orderBy('created_at', 'desc'), 'id', asked);
export const sendingIssues = (db: Db): Promise<IssueRow[]> =>
  tables(db).selectFrom('news.issue').selectAll().where('state', '=', 'sending').orderBy('begun_at').execute();
/** The newest that was sent or is being sent: what came after it is new. */
export const lastBegun = (db: Db): Promise<Pick<IssueRow, 'begun_at'> | undefined> =>
  tables(db)
    .selectFrom('news.issue')
    .select('begun_at')
    .where('state', '!=', 'draft')
    .orderBy('begun_at', 'desc')
    .limit(1)
    .executeTakeFirst();

export type Words = Pick<IssueRow, 'title' | 'intro' | 'items' | 'stories'>;

/** @throws HttpError 403 */
export async function insertIssue(trx: Db, row: Words & Pick<IssueRow, 'id' | 'created_at'>): Promise<void> {
  await change(trx, 'news.publish', {}, { what: 'newsletter.begun', kind: 'newsletter', record: row.id });
  await tables(trx)
    .insertInto('news.issue')
    .values({ ...row, state: 'draft' })
    .execute();
}

/** Changes what stands in an issue; the caller holds its row. @throws HttpError 403 */
export async function changeIssue(trx: Db, id: string, values: Words): Promise<void> {
  await change(trx, 'news.publish', {}, { what: 'newsletter.changed', kind: 'newsletter', record: id });
  await tables(trx).updateTable('news.issue').set(values).where('id', '=', id).execute();
}

/** @throws HttpError 403 */
export async function removeDraft(trx: Db, id: string): Promise<void> {
  await change(trx, 'news.publish', {}, { what: 'newsletter.discarded', kind: 'newsletter', record: id });
  await tables(trx).deleteFrom('news.issue').where('id', '=', id).where('state', '=', 'draft').execute();
}

export type IssueChange = `newsletter.${'sent' | 'stopped' | 'resumed' | 'ended' | 'repeated'}`;

/** What somebody decided about sending an issue; the caller holds its row. @throws HttpError 403 */
export async function decideIssue(
  trx: Db,
  id: string,
  what: IssueChange,
  values: Partial<Pick<IssueRow, 'state' | 'begun_at' | 'done_at' | 'looked' | 'unsent'>>,
): Promise<void> {
  await change(trx, 'news.publish', {}, { what, kind: 'newsletter', record: id });
  await tables(trx).updateTable('news.issue').set(values).where('id', '=', id).execute();
}

/** Who would get an issue that is a draft: everybody who has confirmed. */
export const confirmedSubscribers = (db: Db): Promise<SubscriberRow[]> =>
  tables(db).selectFrom('news.subscriber').selectAll().where('confirmed_at', 'is not', null).orderBy('email').execute();

/** Fixes whom an issue goes to. */
export async function fixReceivers(trx: Db, id: string, subscribers: readonly string[]): Promise<void> {
  await tables(trx)
    .insertInto('news.issue_receiver')
    .columns(['issue_id', 'subscriber_id'])
    .expression((make) =>
      make
        .selectFrom('news.subscriber')
        .select(({ val, cast }) => [cast<string>(val(id), 'uuid').as('issue_id'), 'id as subscriber_id'])
        .where((where) => where('id', '=', where.fn.any(where.val([...subscribers])))),
    )
    .execute();
}

/** Those of an issue who were not written to, the next by id or all. */
export const openReceivers = (db: Db, id: string, limit?: number): Promise<SubscriberRow[]> => {
  const all = tables(db)
    .selectFrom('news.issue_receiver')
    .innerJoin('news.subscriber', 'news.subscriber.id', 'news.issue_receiver.subscriber_id')
    .selectAll('news.subscriber')
    .where('issue_id', '=', id)
    .where('lettered', '=', false);
  return limit === undefined ? all.orderBy('email').execute() : all.orderBy('subscriber_id').limit(limit).execute();
};

export async function countOpenReceivers(db: Db, id: string): Promise<number> {
  const row = await tables(db)
    .selectFrom('news.issue_receiver')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('issue_id', '=', id)
    .where('lettered', '=', false)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Notes whose letters were put among those that go out. */
export const noteLettered = (trx: Db, id: string, subscribers: readonly string[]): Promise<unknown> =>
  tables(trx)
    .updateTable('news.issue_receiver')
    .set({ lettered: true })
    .where('issue_id', '=', id)
    .where((where) => where('subscriber_id', '=', where.fn.any(where.val([...subscribers]))))
    .execute();

/** Their letters were taken back before they went out. */
export const noteTakenBack = (trx: Db, id: string, emails: readonly string[]): Promise<unknown> =>
  tables(trx)
    .updateTable('news.issue_receiver')
    .from('news.subscriber')
    .set({ lettered: false })
    .whereRef('news.subscriber.id', '=', 'subscriber_id')
    .where('issue_id', '=', id)
    .where((where) => where('email', '=', where.fn.any(where.val([...emails]))))
    .execute();

/** Stops an issue whose words are no longer those that somebody looked at: nobody decides that, it is a rule. */
export const holdIssue = (trx: Db, id: string): Promise<unknown> =>
  tables(trx).updateTable('news.issue').set({ state: 'stopped' }).where('id', '=', id).where('state', '=', 'sending').execute();

/** A letter that was on its way when the issue was ended has come back. */
export const noteUnsent = (trx: Db, id: string, unsent: number): Promise<unknown> =>
  tables(trx).updateTable('news.issue').set({ unsent }).where('id', '=', id).where('state', '=', 'ended').execute();

/** Everybody was written to. */
export const noteDone = (trx: Db, id: string, at: Date): Promise<unknown> =>
  tables(trx).updateTable('news.issue').set({ state: 'sent', done_at: at }).where('id', '=', id).where('state', '=', 'sending').execute();

/** Somebody with an address, and what of an issue was looked at and whether it goes: one question for each letter. */
export const readerOf = (db: Db, issueId: string, email: string) =>
  tables(db)
    .selectFrom('news.subscriber')
    .innerJoin('news.issue', (join) => join.on('news.issue.id', '=', issueId))
    .selectAll('news.subscriber')
    .select(['news.issue.state as issue_state', 'news.issue.looked'])
    .where('email', '=', email.toLowerCase())
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
