import type { ColumnType } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { permit } from '#modules/accounts/index.ts';
import type { Value } from '../pages/query.ts';

export interface SavedRow {
  id: string;
  email: string;
  locale: Locale;
  query: Value;
  link_id: string;
  asked_at: Date;
  confirmed_at: Date | null;
  known: string[];
  looked_at: Date;
}
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type SavedTables = { 'search.saved': Omit<SavedRow, 'query'> & { query: ColumnType<Value, string, string> } };

const tables = (db: Db) => db.withTables<SavedTables>();

export async function insertSaved(db: Db, row: SavedRow): Promise<void> {
  permit('search.save');
  await tables(db)
    .insertInto('search.saved')
    .values({ ...row, query: JSON.stringify(row.query) })
    .execute();
}

export const savedById = (db: Db, id: string): Promise<SavedRow | undefined> =>
  tables(db).selectFrom('search.saved').selectAll().where('id', '=', id).executeTakeFirst();

export async function confirmSaved(db: Db, id: string, at: Date): Promise<void> {
  permit('search.saved', { link: id });
  await tables(db).updateTable('search.saved').set({ confirmed_at: at }).where('id', '=', id).where('confirmed_at', 'is', null).execute();
}

export async function removeSaved(db: Db, id: string): Promise<void> {
  permit('search.saved', { link: id });
  await tables(db).deleteFrom('search.saved').where('id', '=', id).execute();
}

/** Confirmed ones after an id, for going through all in portions. */
export const savedAfter = (db: Db, id: string, limit: number): Promise<SavedRow[]> =>
  tables(db)
    .selectFrom('search.saved')
    .selectAll()
    .where('confirmed_at', 'is not', null)
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute();

export async function noteLooked(db: Db, id: string, known: readonly string[], at: Date): Promise<void> {
  await tables(db)
    .updateTable('search.saved')
    .set({ known: [...known], looked_at: at })
    .where('id', '=', id)
    .execute();
}

/** Who never confirmed within some days is forgotten. */
export async function removeUnconfirmed(db: Db, before: Date): Promise<void> {
  await tables(db).deleteFrom('search.saved').where('confirmed_at', 'is', null).where('asked_at', '<', before).execute();
}

/** Everything that is kept for an address (Art. 15 GDPR). */
export const savedFor = (db: Db, email: string): Promise<SavedRow[]> =>
  tables(db).selectFrom('search.saved').selectAll().where('email', '=', email.toLowerCase()).execute();

/** Forgets an address. */
export async function forgetSaved(db: Db, email: string): Promise<void> {
  await tables(db).deleteFrom('search.saved').where('email', '=', email.toLowerCase()).execute();
}
