import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Version } from '../model.ts';
import type { PictureRow, PublishedRow, StoriesTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<StoriesTables>();

/** A story that everybody may read. */
export type Published = PublishedRow & { demo: boolean };

const published = (db: Db) =>
  tables(db)
    .selectFrom('stories.published as p')
    .innerJoin('stories.story as s', 's.id', 'p.story_id')
    .select(['p.story_id', 'p.slug', 'p.version', 'p.published_at', 's.demo']);

export const publishedBySlug = (db: Db, slug: string): Promise<Published | undefined> =>
  published(db).where('p.slug', '=', slug).executeTakeFirst();

export const publishedById = (db: Db, id: string): Promise<Published | undefined> =>
  published(db).where('p.story_id', '=', id).executeTakeFirst();

/** Public stories, the newest first. */
export const newestStories = (db: Db, limit: number): Promise<Published[]> =>
  published(db).orderBy('p.published_at', 'desc').orderBy('p.story_id').limit(limit).execute();

/** Public stories by ascending id, for building the search index in portions. */
export const storiesAfter = (db: Db, id: string, limit: number): Promise<Published[]> =>
  published(db).where('p.story_id', '>', id).orderBy('p.story_id').limit(limit).execute();

/** Which of some stories are public at this very moment. */
export async function stillPublic(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tables(db)
    .selectFrom('stories.published')
    .select('story_id')
    .where('story_id', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.story_id));
}

/** The picture of a public story, while it is public and shows it. */
export const publicPicture = (db: Db, slug: string, id: string): Promise<Pick<PictureRow, 'bytes' | 'small'> | undefined> =>
  tables(db)
    .selectFrom('stories.published as p')
    .innerJoin('stories.picture as i', 'i.story_id', 'p.story_id')
    .select(['i.bytes', 'i.small'])
    .where('p.slug', '=', slug)
    .where('i.id', '=', id)
    .where(sql<boolean>`p.version->'picture'->>'id' = ${id}`)
    .executeTakeFirst();

/** Makes a version public, under the address that it had before, if it had one. Returns the address. */
export async function publishVersion(trx: Db, storyId: string, wished: string, version: Version, at: Date): Promise<string> {
  const before = await tables(trx).selectFrom('stories.published').select('slug').where('story_id', '=', storyId).executeTakeFirst();
  const taken = before
    ? undefined
    : await tables(trx).selectFrom('stories.published').select('slug').where('slug', '=', wished).executeTakeFirst();
  const slug = before?.slug ?? (taken ? `${wished.slice(0, 70)}-${storyId.slice(-8)}` : wished);
  const values = { version: JSON.stringify(version), published_at: at };
  await tables(trx)
    .insertInto('stories.published')
    .values({ story_id: storyId, slug, ...values })
    .onConflict((conflict) => conflict.column('story_id').doUpdateSet(values))
    .execute();
  return slug;
}

/** Takes a story out of public. Returns whether it was there. */
export async function unpublish(trx: Db, storyId: string): Promise<boolean> {
  const gone = await tables(trx).deleteFrom('stories.published').where('story_id', '=', storyId).returning('story_id').executeTakeFirst();
  return gone !== undefined;
}

/** Takes the words of one person out of a public story. Returns whether it was public. */
export async function unpublishQuote(trx: Db, storyId: string, quoteId: string): Promise<boolean> {
  const row = await tables(trx)
    .selectFrom('stories.published')
    .select('version')
    .where('story_id', '=', storyId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return false;
  const version = { ...row.version, quotes: row.version.quotes.filter((quote) => quote.id !== quoteId) };
  await tables(trx)
    .updateTable('stories.published')
    .set({ version: JSON.stringify(version) })
    .where('story_id', '=', storyId)
    .execute();
  return true;
}
