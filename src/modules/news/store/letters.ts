import type { Db } from '#platform/database/index.ts';
import { change, permit, permitOne } from '#modules/accounts/index.ts';
import type { IssueRow, NewsTables, SubscriberRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<NewsTables>();

/** Keeps a wish to get the newsletter; one that is there already stays as it is, and is given back. */
export async function keepSubscriber(db: Db, row: Omit<SubscriberRow, 'confirmed_at'>): Promise<SubscriberRow> {
  await tables(db)
    .insertInto('news.subscriber')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute();
  return tables(db).selectFrom('news.subscriber').selectAll().where('email', '=', row.email).executeTakeFirstOrThrow();
}

export const subscriberById = (db: Db, id: string): Promise<SubscriberRow | undefined> =>
  tables(db).selectFrom('news.subscriber').selectAll().where('id', '=', id).executeTakeFirst();
export const subscriberByEmail = (db: Db, email: string): Promise<SubscriberRow | undefined> =>
  tables(db).selectFrom('news.subscriber').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst();

/** @throws HttpError 403 */
export async function confirmSubscriber(db: Db, id: string, at: Date): Promise<void> {
  permitOne(['newsletter.own', { link: id }]);
  await tables(db)
    .updateTable('news.subscriber')
    .set({ confirmed_at: at })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute();
}

/** @throws HttpError 403 */
export async function removeSubscriber(db: Db, id: string): Promise<void> {
  permitOne(['newsletter.own', { link: id }]);
  await tables(db).deleteFrom('news.subscriber').where('id', '=', id).execute();
}

/** Whoever never confirmed is forgotten. */
export async function removeUnconfirmed(db: Db, before: Date): Promise<number> {
  const result = await tables(db)
    .deleteFrom('news.subscriber')
    .where('confirmed_at', 'is', null)
    .where('asked_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function forgetSubscriber(db: Db, email: string): Promise<number> {
  permit('privacy.decide');
  const result = await tables(db).deleteFrom('news.subscriber').where('email', '=', email.toLowerCase()).executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function countSubscribers(db: Db): Promise<number> {
  const row = await tables(db)
    .selectFrom('news.subscriber')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The next subscribers by id who had confirmed by a moment. */
export const subscribersAfter = (db: Db, by: Date, after: string, limit: number): Promise<SubscriberRow[]> =>
  tables(db)
    .selectFrom('news.subscriber')
    .selectAll()
    .where('confirmed_at', '<=', by)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();

export const issueById = (db: Db, id: string, lock = false): Promise<IssueRow | undefined> => {
  const select = tables(db).selectFrom('news.issue').selectAll().where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
};
export const issuesBy = (db: Db, limit: number): Promise<IssueRow[]> =>
  tables(db).selectFrom('news.issue').selectAll().orderBy('created_at', 'desc').limit(limit).execute();
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

/** @throws HttpError 403 */
export async function insertIssue(
  trx: Db,
  row: Pick<IssueRow, 'id' | 'title' | 'intro' | 'items' | 'stories' | 'created_at'>,
): Promise<void> {
  await change(trx, 'news.publish', {}, { what: 'newsletter.begun', kind: 'newsletter', record: row.id });
  await tables(trx)
    .insertInto('news.issue')
    .values({ ...row, state: 'draft' })
    .execute();
}

/** @throws HttpError 403 */
export async function changeIssue(db: Db, id: string, values: Pick<IssueRow, 'title' | 'intro' | 'items' | 'stories'>): Promise<boolean> {
  permit('news.publish');
  const done = await tables(db)
    .updateTable('news.issue')
    .set(values)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

/** Begins to send an issue. False where that was done already. @throws HttpError 403 */
export async function beginIssue(trx: Db, id: string, at: Date): Promise<boolean> {
  await change(trx, 'news.publish', {}, { what: 'newsletter.sent', kind: 'newsletter', record: id });
  const done = await tables(trx)
    .updateTable('news.issue')
    .set({ state: 'sending', begun_at: at })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

export const notePrepared = (trx: Db, id: string, prepared: string): Promise<unknown> =>
  tables(trx).updateTable('news.issue').set({ prepared }).where('id', '=', id).execute();
export const noteDone = (db: Db, id: string, at: Date): Promise<unknown> =>
  tables(db).updateTable('news.issue').set({ state: 'sent', done_at: at }).where('id', '=', id).where('state', '=', 'sending').execute();
