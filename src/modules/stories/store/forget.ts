import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { permit } from '#modules/accounts/index.ts';
import type { StoriesTables } from '../tables.ts';
import { unpublishQuote } from './public.ts';

const tables = (db: Db) => db.withTables<StoriesTables>();

/** Erases stories whose consent was taken back and whose time for thinking again is over. Returns how many. */
export async function eraseWithdrawn(db: Db, today: string): Promise<number> {
  permit('privacy.decide');
  const result = await tables(db)
    .deleteFrom('stories.story')
    .where('stage', '=', 'withdrawn')
    .where('erase_on', '<=', today)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Forgets somebody in all stories: their words go, also where they are public; as a contact they are blanked. Returns what changed. */
export async function forgetInStories(db: Db, email: string): Promise<{ quotes: number; contacts: number }> {
  permit('privacy.decide');
  const theirs = sql<boolean>`lower(email) = ${email.toLowerCase()}`;
  const quotes = await tables(db).selectFrom('stories.quote').select(['id', 'story_id']).where(theirs).execute();
  for (const quote of quotes) await unpublishQuote(db, quote.story_id, quote.id);
  await tables(db).deleteFrom('stories.quote').where(theirs).execute();
  const contacts = await tables(db).updateTable('stories.story').set({ contact: '', email: '' }).where(theirs).executeTakeFirst();
  return { quotes: quotes.length, contacts: Number(contacts.numUpdatedRows) };
}

/** What stories keep of somebody: as a company's contact, and their words. */
export async function inStories(db: Db, email: string): Promise<Record<string, unknown>[]> {
  const theirs = sql<boolean>`lower(email) = ${email.toLowerCase()}`;
  const stories = await tables(db)
    .selectFrom('stories.story')
    .select(['id', 'company', 'contact', 'email', 'stage', 'content', 'approved_at'])
    .where(theirs)
    .execute();
  const quotes = await tables(db)
    .selectFrom('stories.quote')
    .select(['story_id', 'text', 'person', 'email', 'consent', 'consent_at'])
    .where(theirs)
    .execute();
  return [...stories, ...quotes];
}
