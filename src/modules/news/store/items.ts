import { localDay } from '#platform/clock.ts';
import { sql } from 'kysely';
import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, may, permitOne, type Place } from '#modules/accounts/index.ts';
import type { Viewer } from '../model.ts';
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
const shownAt = (db: Db, now: Date) =>
  tables(db)
    .selectFrom('news.item')
    .selectAll()
    .where('state', '=', 'planned')
    .where('publish_at', '<=', now)
    .where((where) => where.or([where('shown_until', 'is', null), where('shown_until', '>=', localDay(now))]))
    .orderBy('publish_at', 'desc');

/** The newest of them, as many as that. */
export const shownItems = (db: Db, now: Date, limit: number): Promise<ItemRow[]> => shownAt(db, now).orderBy('id').limit(limit).execute();

/** Those of a kind, or all, that are meant for somebody: `isFor` says the same of one. */
export function shownItemsFor(db: Db, now: Date, viewer: Viewer, kind: ItemRow['kind'] | undefined, asked: Asked): Promise<Page<ItemRow>> {
  const { isOffice, isPartner, isConsultant, bodies } = viewer;
  let shown = shownAt(db, now);
  if (kind) shown = shown.where('kind', '=', kind);
  if (!isOffice)
    shown = shown.where((where) =>
      where.or([
        where('audience', '=', 'public'),
        ...(isPartner ? [where('audience', '=', 'partners')] : []),
        ...(isConsultant ? [where('audience', '=', 'consultants')] : []),
        ...(bodies.length > 0 ? [where.and([where('audience', '=', 'body'), where('body_id', 'in', [...bodies])])] : []),
      ]),
    );
  return pageOf(db, shown, 'id', asked);
}

export const itemsByIds = (db: Db, ids: readonly string[]): Promise<ItemRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('news.item')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute();

/** What some owners write, or everything; what is being worked on first. */
export function itemsOf(db: Db, owners: readonly string[] | 'all', asked: Asked): Promise<Page<ItemRow>> {
  const select = tables(db).selectFrom('news.item').selectAll();
  const own = (owners === 'all' ? select : select.where('owner', '=', sql<string>`any(${[...owners]}::uuid[])`))
    .orderBy(sql`case state when 'submitted' then 0 when 'draft' then 1 when 'planned' then 2 else 3 end`)
    .orderBy('updated_at', 'desc');
  return pageOf(db, own, 'id', asked);
}

export const submittedItems = (db: Db, asked: Asked): Promise<Page<Pick<ItemRow, 'id' | 'title' | 'updated_at'>>> => {
  const waiting = tables(db)
    .selectFrom('news.item')
    .select(['id', 'title', 'updated_at'])
    .where('state', '=', 'submitted')
    .orderBy('updated_at');
  return pageOf(db, waiting, 'id', asked);
};

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
