import { localDay } from '#platform/clock.ts';
import { sql } from 'kysely';
import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { change, may, permitOne, type Place } from '#modules/accounts/index.ts';
import type { ItemRow, NewsTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<NewsTables>();

const placeOf = (row: Pick<ItemRow, 'owner_scope' | 'owner'>): Place =>
  row.owner_scope && row.owner ? { [row.owner_scope]: row.owner } : {};
export const mayWrite = (row: Pick<ItemRow, 'owner_scope' | 'owner'>): boolean => may(currentActor(), 'news.write', placeOf(row));
export const mayPublish = (): boolean => may(currentActor(), 'news.publish');

export type NewItem = Omit<ItemRow, 'word' | 'version'>;

/** @throws HttpError 403 */
export async function insertItem(db: Db, row: NewItem): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'news.write', placeOf(row), { what: 'news.begun', kind: 'news', record: row.id });
    await tables(trx)
      .insertInto('news.item')
      .values({ ...row, material: JSON.stringify(row.material) })
      .execute();
  });
}

export const itemById = (db: Db, id: string): Promise<ItemRow | undefined> =>
  tables(db).selectFrom('news.item').selectAll().where('id', '=', id).executeTakeFirst();
export const itemBySlug = (db: Db, slug: string): Promise<ItemRow | undefined> =>
  tables(db).selectFrom('news.item').selectAll().where('slug', '=', slug).executeTakeFirst();

type Values = Partial<Omit<ItemRow, 'id' | 'material' | 'version'>> & { material?: string };

/** Changes what one has seen in a version; false where somebody else was quicker. @throws HttpError 403 */
export function changeItem(db: Db, seen: ItemRow, action: 'news.write' | 'news.publish', what: string, values: Values): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await change(trx, action, placeOf(seen), { what, kind: 'news', record: seen.id });
    const done = await tables(trx)
      .updateTable('news.item')
      .set({ ...values, version: sql<number>`version + 1` })
      .where('id', '=', seen.id)
      .where('version', '=', seen.version)
      .returning('id')
      .executeTakeFirst();
    return done !== undefined;
  });
}

/** What is published at a moment, for whomever: the newest first. */
export const shownItems = (db: Db, now: Date, limit: number): Promise<ItemRow[]> =>
  tables(db)
    .selectFrom('news.item')
    .selectAll()
    .where('state', '=', 'planned')
    .where('publish_at', '<=', now)
    .where((where) => where.or([where('shown_until', 'is', null), where('shown_until', '>=', localDay(now))]))
    .orderBy('publish_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();

export const itemsByIds = (db: Db, ids: readonly string[]): Promise<ItemRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('news.item')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute();

/** What some owners write, or everything; what is being worked on first. */
export async function itemsOf(db: Db, owners: readonly string[] | 'all', limit: number): Promise<ItemRow[]> {
  if (owners !== 'all' && owners.length === 0) return [];
  const select = tables(db).selectFrom('news.item').selectAll();
  return (owners === 'all' ? select : select.where('owner', 'in', [...owners]))
    .orderBy(sql`case state when 'submitted' then 0 when 'draft' then 1 when 'planned' then 2 else 3 end`)
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
}

export const submittedItems = (db: Db, limit: number): Promise<Pick<ItemRow, 'id' | 'title' | 'updated_at'>[]> =>
  tables(db)
    .selectFrom('news.item')
    .select(['id', 'title', 'updated_at'])
    .where('state', '=', 'submitted')
    .orderBy('updated_at')
    .limit(limit)
    .execute();

/** Organisations that take part in a campaign, in the order in which they joined. */
export async function partnersOf(db: Db, itemId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('news.partner')
    .select('organisation_id')
    .where('item_id', '=', itemId)
    .orderBy('joined_at')
    .execute();
  return rows.map((row) => row.organisation_id);
}

/** @throws HttpError 403 */
export async function joinCampaign(db: Db, itemId: string, organisation: string, at: Date): Promise<void> {
  permitOne(['campaign.join', { organisation }]);
  await tables(db)
    .insertInto('news.partner')
    .values({ item_id: itemId, organisation_id: organisation, joined_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @throws HttpError 403 */
export async function leaveCampaign(db: Db, itemId: string, organisation: string): Promise<void> {
  permitOne(['campaign.join', { organisation }]);
  await tables(db).deleteFrom('news.partner').where('item_id', '=', itemId).where('organisation_id', '=', organisation).execute();
}
