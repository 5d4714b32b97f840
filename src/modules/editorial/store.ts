import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { ScopeKind } from '#platform/actor.ts';
import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { inPortions } from '#platform/rows.ts';
import { permit } from '#modules/accounts/index.ts';
import type { EditorialTables, NoteRow, StandingRow } from './tables.ts';

const tables = (db: Db) => db.withTables<EditorialTables>();

export type Draft = Selectable<EditorialTables['editorial.draft']>;

export async function draftOf(db: Db, kind: string, subject: string, lock = false): Promise<Draft | undefined> {
  const query = tables(db).selectFrom('editorial.draft').selectAll().where('kind', '=', kind).where('subject', '=', subject);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function saveDraft(db: Db, draft: Draft): Promise<void> {
  const content = JSON.stringify(draft.content);
  const { title, state, author, updated_at, submitted_at } = draft;
  await tables(db)
    .insertInto('editorial.draft')
    .values({ ...draft, content })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'subject'])
        .doUpdateSet({ title, content, state, author, updated_at, submitted_at, version: sql<number>`draft.version + 1` }),
    )
    .execute();
}

export async function moveDraft(db: Db, id: string, values: Partial<Pick<Draft, 'state' | 'submitted_at' | 'updated_at'>>): Promise<void> {
  await tables(db).updateTable('editorial.draft').set(values).where('id', '=', id).execute();
}

export async function removeDraft(db: Db, kind: string, subject: string): Promise<void> {
  await tables(db).deleteFrom('editorial.draft').where('kind', '=', kind).where('subject', '=', subject).execute();
}

export const draftsOf = (db: Db, scope: ScopeKind, owner: string): Promise<Draft[]> =>
  tables(db)
    .selectFrom('editorial.draft')
    .selectAll()
    .where('owner_scope', '=', scope)
    .where('owner', '=', owner)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute();

/** What waits for review, the oldest first. */
export const submitted = (db: Db, asked: Asked): Promise<Page<Draft>> =>
  pageOf(db, tables(db).selectFrom('editorial.draft').selectAll().where('state', '=', 'submitted').orderBy('submitted_at'), 'id', asked);

export async function insertNote(db: Db, note: NoteRow): Promise<void> {
  await tables(db).insertInto('editorial.note').values(note).execute();
}

export const notesOf = (db: Db, kind: string, subject: string): Promise<NoteRow[]> =>
  tables(db)
    .selectFrom('editorial.note')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .orderBy('at')
    .orderBy('id')
    .execute();

/** Keeps a published version under the next number. */
export async function insertVersion(db: Db, kind: string, subject: string, content: unknown, at: Date, by: string | null): Promise<void> {
  await sql`insert into editorial.version (kind, subject, number, content, published_at, published_by)
    select ${kind}, ${subject}, coalesce(max(number), 0) + 1, ${JSON.stringify(content)}::jsonb, ${at}, ${by}::uuid
    from editorial.version where kind = ${kind} and subject = ${subject}`.execute(db);
}

export async function saveStanding(db: Db, row: StandingRow): Promise<void> {
  const { title, state, confirmed_at, reminded_at } = row;
  await tables(db)
    .insertInto('editorial.standing')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doUpdateSet({ title, state, confirmed_at, reminded_at }))
    .execute();
}

export async function standingOf(db: Db, kind: string, subject: string, lock = false): Promise<StandingRow | undefined> {
  const query = tables(db).selectFrom('editorial.standing').selectAll().where('kind', '=', kind).where('subject', '=', subject);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function setStanding(
  db: Db,
  kind: string,
  subject: string,
  values: Partial<Pick<StandingRow, 'state' | 'confirmed_at' | 'reminded_at'>>,
): Promise<void> {
  await tables(db).updateTable('editorial.standing').set(values).where('kind', '=', kind).where('subject', '=', subject).execute();
}

/** What a record is called in the lists of those who answer for it. */
export async function renameStanding(db: Db, kind: string, subject: string, title: string): Promise<void> {
  permit('data.import');
  await tables(db).updateTable('editorial.standing').set({ title }).where('kind', '=', kind).where('subject', '=', subject).execute();
}

export const standingsOf = (db: Db, scope: ScopeKind, owner: string): Promise<StandingRow[]> =>
  tables(db)
    .selectFrom('editorial.standing')
    .selectAll()
    .where('owner_scope', '=', scope)
    .where('owner', '=', owner)
    .orderBy('title')
    .orderBy('subject')
    .execute();

const unconfirmedSince = (db: Db, before: Date) =>
  tables(db).selectFrom('editorial.standing').selectAll().where('state', 'in', ['published', 'marked']).where('confirmed_at', '<', before);

/** What was confirmed before a moment and is still shown, after a record, by its id. */
export const confirmedBefore = (db: Db, before: Date, after: string, limit: number): Promise<(StandingRow & { id: string })[]> =>
  unconfirmedSince(db, before).select('subject as id').where('subject', '>', after).orderBy('subject').limit(limit).execute();

/** The same as a list, what has waited longest first. */
export const confirmedBeforePage = (db: Db, before: Date, asked: Asked): Promise<Page<StandingRow>> =>
  pageOf(db, unconfirmedSince(db, before).orderBy('confirmed_at'), ['kind', 'subject'], asked);

/** Enters what is public already: the demo network, an import. */
export async function insertStandings(db: Db, rows: readonly StandingRow[]): Promise<void> {
  permit('data.import');
  for (const portion of inPortions(rows)) await tables(db).insertInto('editorial.standing').values(portion).execute();
}

/** Forgets everything about records that are no longer there. */
export async function removeTraces(db: Db, kind: string, subjects: readonly string[]): Promise<void> {
  permit('data.import');
  for (const portion of inPortions(subjects)) {
    for (const table of ['draft', 'note', 'version', 'standing'] as const)
      await tables(db).deleteFrom(`editorial.${table}`).where('kind', '=', kind).where('subject', 'in', portion).execute();
  }
}

/** Drafts that nobody has worked on since a moment. */
export async function removeOldDrafts(db: Db, before: Date): Promise<number> {
  permit('privacy.decide');
  const result = await tables(db).deleteFrom('editorial.draft').where('updated_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
