import { sql } from 'kysely';
import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { newId } from '#platform/ids.ts';
import { change, may, permitOne, type Place } from '#modules/accounts/index.ts';
import type { PictureFacts, Story } from '../model.ts';
import type { EventRow, PictureRow, QuoteRow, StoriesTables, StoryRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<StoriesTables>();

type Owned = Pick<StoryRow, 'id' | 'owner_scope' | 'owner'>;

/** Where a story belongs: what a permission is asked for. */
const placeOf = (row: Pick<StoryRow, 'owner_scope' | 'owner'>): Place =>
  row.owner_scope && row.owner ? { [row.owner_scope]: row.owner } : {};

export const mayWrite = (row: Pick<StoryRow, 'owner_scope' | 'owner'>): boolean => may(currentActor(), 'story.write', placeOf(row));
export const mayPublish = (): boolean => may(currentActor(), 'story.publish');

/** In which part somebody acts on a story: who writes, who edits and publishes, the company by its link. */
export type Side = 'writer' | 'editor' | 'company';
const ACTION = { writer: 'story.write', editor: 'story.publish', company: 'story.approve' } as const;
const placeFor = (side: Side, row: Owned): Place => (side === 'company' ? { link: row.id } : placeOf(row));

/** A story with everything that belongs to it, but for the picture's bytes. */
export interface StoryFile {
  row: StoryRow;
  quotes: QuoteRow[];
  picture: PictureFacts | null;
  published: { slug: string; published_at: Date } | undefined;
  events: EventRow[];
}

export async function storyFile(db: Db, id: string): Promise<StoryFile | undefined> {
  const t = tables(db);
  const row = await t.selectFrom('stories.story').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const [quotes, picture, published, events] = await Promise.all([
    t.selectFrom('stories.quote').selectAll().where('story_id', '=', id).orderBy('id').execute(),
    t.selectFrom('stories.picture').select(['id', 'alt', 'width', 'height']).where('story_id', '=', id).executeTakeFirst(),
    t.selectFrom('stories.published').select(['slug', 'published_at']).where('story_id', '=', id).executeTakeFirst(),
    t.selectFrom('stories.event').selectAll().where('story_id', '=', id).orderBy('position').execute(),
  ]);
  return { row, quotes, picture: picture ?? null, published, events };
}

/** What the rules ask of a story. */
export const storyOf = ({ row, quotes, picture }: Pick<StoryFile, 'row' | 'quotes' | 'picture'>): Story => ({ ...row, quotes, picture });

/** A story that nobody else changes until the transaction ends. */
export const lockStory = (trx: Db, id: string): Promise<StoryRow | undefined> =>
  tables(trx).selectFrom('stories.story').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const storyOfCase = (db: Db, caseId: string): Promise<Pick<StoryRow, 'id' | 'stage' | 'link_id'> | undefined> =>
  tables(db).selectFrom('stories.story').select(['id', 'stage', 'link_id']).where('case_id', '=', caseId).executeTakeFirst();

export type NewStory = Omit<StoryRow, 'word' | 'asked_at' | 'approved_hash' | 'approved_named' | 'approved_at' | 'erase_on' | 'demo'>;

/** Begins a story. False where its case has one already. @throws HttpError 403 */
export async function insertStory(trx: Db, row: NewStory): Promise<boolean> {
  await change(trx, 'story.write', placeOf(row), { what: 'story.begun', kind: 'story', record: row.id });
  const inserted = await tables(trx)
    .insertInto('stories.story')
    .values({ ...row, content: JSON.stringify(row.content), refs: JSON.stringify(row.refs) })
    .onConflict((conflict) => conflict.column('case_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

type Values = Partial<Omit<StoryRow, 'id' | 'content' | 'refs'>> & { content?: string; refs?: string };

/** Changes a story, as one of those who may. @throws HttpError 403 */
export async function changeStory(trx: Db, row: Owned, side: Side, what: string, values: Values): Promise<void> {
  await change(trx, ACTION[side], placeFor(side, row), { what, kind: 'story', record: row.id });
  await tables(trx).updateTable('stories.story').set(values).where('id', '=', row.id).execute();
}

/** The same where the rules themselves change it: because a consent is gone, or its time is over. */
export const changeByRule = (trx: Db, id: string, values: Values): Promise<unknown> =>
  tables(trx).updateTable('stories.story').set(values).where('id', '=', id).execute();

/** Notes what happened, as everybody who works on a story may read it. */
export async function noteStory(
  trx: Db,
  storyId: string,
  event: Pick<EventRow, 'at' | 'kind' | 'who'> & { detail?: string },
): Promise<void> {
  await tables(trx)
    .insertInto('stories.event')
    .values({ detail: '', ...event, id: newId(event.at.getTime()), story_id: storyId })
    .execute();
}

export async function insertQuote(trx: Db, row: Owned, quote: Omit<QuoteRow, 'paper' | 'consent_at'>): Promise<void> {
  permitOne(['story.write', placeOf(row)]);
  await tables(trx).insertInto('stories.quote').values(quote).execute();
}

export const quoteById = (db: Db, id: string): Promise<QuoteRow | undefined> =>
  tables(db).selectFrom('stories.quote').selectAll().where('id', '=', id).executeTakeFirst();

/** Takes a quote away: whoever writes, or whoever said it. @throws HttpError 403 */
export async function removeQuote(trx: Db, row: Owned, id: string): Promise<void> {
  permitOne(['story.write', placeOf(row)], ['story.quote', { link: id }]);
  await tables(trx).deleteFrom('stories.quote').where('id', '=', id).where('story_id', '=', row.id).execute();
}

/** Keeps what somebody decided about their own words. @throws HttpError 403 */
export async function saveConsent(
  trx: Db,
  row: Owned,
  id: string,
  values: Pick<QuoteRow, 'consent' | 'consent_at'> & Partial<Pick<QuoteRow, 'paper'>>,
): Promise<void> {
  permitOne(['story.write', placeOf(row)], ['story.quote', { link: id }]);
  await tables(trx).updateTable('stories.quote').set(values).where('id', '=', id).where('story_id', '=', row.id).execute();
}

export async function savePicture(trx: Db, row: Owned, picture: PictureRow): Promise<void> {
  permitOne(['story.write', placeOf(row)]);
  await removePicture(trx, row);
  await tables(trx).insertInto('stories.picture').values(picture).execute();
}

export async function removePicture(trx: Db, row: Owned): Promise<void> {
  permitOne(['story.write', placeOf(row)]);
  await tables(trx).deleteFrom('stories.picture').where('story_id', '=', row.id).execute();
}

export async function saveAlt(trx: Db, row: Owned, alt: string): Promise<void> {
  permitOne(['story.write', placeOf(row)]);
  await tables(trx).updateTable('stories.picture').set({ alt }).where('story_id', '=', row.id).execute();
}

/** The picture of a story for those who work on it. */
export const pictureBytes = (db: Db, storyId: string): Promise<Pick<PictureRow, 'id' | 'bytes' | 'small'> | undefined> =>
  tables(db).selectFrom('stories.picture').select(['id', 'bytes', 'small']).where('story_id', '=', storyId).executeTakeFirst();

/** Stories of some owners, or all: those that are being worked on first. */
export function storiesOf(db: Db, owners: readonly string[] | 'all', asked: Asked): Promise<Page<StoryRow>> {
  const select = tables(db).selectFrom('stories.story').selectAll();
  const own = (owners === 'all' ? select : select.where('owner', '=', sql<string>`any(${[...owners]}::uuid[])`))
    .orderBy((order) => order.case().when('stage', 'in', ['published', 'withdrawn']).then(1).else(0).end())
    .orderBy('updated_at', 'desc');
  return pageOf(db, own, 'id', asked);
}

/** Stories that wait for the office: to be edited, or to be published. */
export const waitingStories = (db: Db, asked: Asked): Promise<Page<Pick<StoryRow, 'id' | 'content' | 'stage' | 'updated_at'>>> => {
  const waiting = tables(db)
    .selectFrom('stories.story')
    .select(['id', 'content', 'stage', 'updated_at'])
    .where('stage', 'in', ['editing', 'approved'])
    .orderBy('updated_at');
  return pageOf(db, waiting, 'id', asked);
};

/** Runs work on a story that nobody else changes meanwhile; undefined where there is none. */
export const onStory = <Value>(db: Db, id: string, work: (trx: Db, row: StoryRow) => Promise<Value>): Promise<Value | undefined> =>
  inTransaction(db, async (trx) => {
    const row = await lockStory(trx, id);
    return row ? work(trx, row) : undefined;
  });
