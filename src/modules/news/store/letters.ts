import type { Db } from '#platform/database/index.ts';
import { permit, permitOne } from '#modules/accounts/index.ts';
import type { NewsTables, SubscriberRow } from '../tables.ts';

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
