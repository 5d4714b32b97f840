import { type Insertable, type Selectable, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, mapPage, type Page, pageOf } from '#platform/lists.ts';
import type { AgendaItemRow, AttachmentRow, AttendanceRow, GovernanceTables, MinutesReaderRow, ObjectionRow, VoteRow } from '../tables.ts';
import { tables } from './bodies.ts';
import { inPortions } from '#platform/rows.ts';
import { HttpError } from '#platform/http/errors.ts';
import { permit } from '#modules/accounts/index.ts';
import { changeBody, changeMeeting, writeMinutesBy, writeMinutesOf, answerObjectionTo } from './guard.ts';

export type MeetingRow = Selectable<GovernanceTables['governance.meeting']>;

export interface Meeting extends MeetingRow {
  items: AgendaItemRow[];
  attendance: AttendanceRow[];
  attachments: AttachmentRow[];
  votes: VoteRow[];
  objections: ObjectionRow[];
}

const clean = (row: MeetingRow): MeetingRow => ({
  ...row,
  start_time: row.start_time?.slice(0, 5) ?? null,
  end_time: row.end_time?.slice(0, 5) ?? null,
});

export function insertMeeting(db: Db, meeting: Insertable<GovernanceTables['governance.meeting']>): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeBody(trx, meeting.body_id, 'meeting.planned');
    await tables(trx).insertInto('governance.meeting').values(meeting).execute();
  });
}

/** A meeting with all that belongs to it. `lock` keeps others from changing it until the transaction ends. */
export async function meetingById(db: Db, id: string, lock = false): Promise<Meeting | undefined> {
  const select = tables(db).selectFrom('governance.meeting').selectAll().where('id', '=', id);
  const row = await (lock ? select.forUpdate() : select).executeTakeFirst();
  if (!row) return undefined;
  const of = <Table extends 'governance.attendance' | 'governance.attachment' | 'governance.vote' | 'governance.objection'>(table: Table) =>
    tables(db)
      .selectFrom(table as 'governance.attendance')
      .selectAll()
      .where('meeting_id', '=', id)
      .orderBy('id')
      .execute();
  const items = await tables(db)
    .selectFrom('governance.agenda_item')
    .selectAll()
    .where('meeting_id', '=', id)
    .orderBy('position')
    .execute();
  return {
    ...clean(row),
    items,
    attendance: await of('governance.attendance'),
    attachments: (await of('governance.attachment')) as unknown as AttachmentRow[],
    votes: (await of('governance.vote')) as unknown as VoteRow[],
    objections: (await of('governance.objection')) as unknown as ObjectionRow[],
  };
}

/** Meetings of one body or of all, the latest first. */
export async function listMeetings(db: Db, bodyId?: string): Promise<MeetingRow[]> {
  const select = tables(db).selectFrom('governance.meeting').selectAll().orderBy('day', 'desc').orderBy('id', 'desc');
  return (await (bodyId ? select.where('body_id', '=', bodyId) : select).execute()).map(clean);
}

export interface MeetingFilter {
  bodies?: readonly string[] | 'all';
  /** Planned for this day or later: then the next one comes first. */
  upcomingFrom?: string;
  minutes?: readonly MeetingRow['minutes_state'][];
}

/** Meetings of these bodies, or of all; the latest first, what is ahead the next first. */
export async function meetingsPage(
  db: Db,
  asked: Asked,
  { bodies = 'all', upcomingFrom, minutes }: MeetingFilter = {},
): Promise<Page<MeetingRow>> {
  let select = tables(db).selectFrom('governance.meeting').selectAll();
  if (bodies !== 'all') select = select.where('body_id', '=', sql<string>`any(${[...bodies]}::uuid[])`);
  if (minutes) select = select.where('minutes_state', 'in', minutes);
  const ordered = upcomingFrom
    ? select.where('state', '=', 'planned').where('day', '>=', upcomingFrom).orderBy('day')
    : select.orderBy('day', 'desc');
  return mapPage(await pageOf(db, ordered, 'id', asked), clean);
}

export function updateMeeting(db: Db, id: string, change: Partial<Insertable<GovernanceTables['governance.meeting']>>): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeMeeting(trx, id, 'meeting.changed');
    await tables(trx)
      .updateTable('governance.meeting')
      .set({ ...change, version: sql<number>`version + 1` })
      .where('id', '=', id)
      .execute();
  });
}

export function insertItems(db: Db, items: readonly AgendaItemRow[]): Promise<void> {
  return inTransaction(db, async (trx) => {
    await writeMinutesOf(trx, items);
    if (items.length > 0)
      await tables(trx)
        .insertInto('governance.agenda_item')
        .values([...items])
        .execute();
  });
}

/**
 * Takes away what a meeting was planned with, before its minutes come: the agenda and who was invited. Returns the papers
 * that were on the agenda, by the title of their item.
 */
export function clearPlanned(db: Db, id: string): Promise<Map<string, string>> {
  return inTransaction(db, async (trx) => {
    await changeMeeting(trx, id);
    const items = await tables(trx)
      .deleteFrom('governance.agenda_item')
      .where('meeting_id', '=', id)
      .returning(['title', 'paper_id'])
      .execute();
    await tables(trx).deleteFrom('governance.attendance').where('meeting_id', '=', id).where('status', '=', 'invited').execute();
    return new Map(items.flatMap(({ title, paper_id: paper }) => (paper ? [[title.toLowerCase(), paper]] : [])));
  });
}

export const itemById = (db: Db, id: string): Promise<AgendaItemRow | undefined> =>
  tables(db).selectFrom('governance.agenda_item').selectAll().where('id', '=', id).executeTakeFirst();

/**
 * Saves an item if nobody else saved it since it was read. Returns whether it was saved: two people write at the same
 * time, and neither may lose a word.
 */
export function saveItem(db: Db, id: string, version: number, change: Pick<AgendaItemRow, 'title' | 'text'>, now: Date): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await writeMinutesBy(trx, 'agenda_item', id, 'minutes.written');
    const { numUpdatedRows } = await tables(trx)
      .updateTable('governance.agenda_item')
      .set({ ...change, version: version + 1, updated_at: now })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  });
}

export function insertAttendance(db: Db, rows: readonly AttendanceRow[]): Promise<void> {
  return inTransaction(db, async (trx) => {
    await writeMinutesOf(trx, rows);
    if (rows.length > 0)
      await tables(trx)
        .insertInto('governance.attendance')
        .values([...rows])
        .execute();
  });
}

export function saveAttendance(db: Db, id: string, status: AttendanceRow['status']): Promise<void> {
  return inTransaction(db, async (trx) => {
    await writeMinutesBy(trx, 'attendance', id, 'meeting.attendance');
    await tables(trx).updateTable('governance.attendance').set({ status }).where('id', '=', id).execute();
  });
}

export function insertVotes(db: Db, rows: readonly VoteRow[]): Promise<void> {
  return inTransaction(db, async (trx) => {
    await writeMinutesOf(trx, rows);
    if (rows.length > 0)
      await tables(trx)
        .insertInto('governance.vote')
        .values([...rows])
        .execute();
  });
}

export function insertAttachments(db: Db, rows: readonly AttachmentRow[]): Promise<void> {
  return inTransaction(db, async (trx) => {
    await writeMinutesOf(trx, rows);
    if (rows.length > 0)
      await tables(trx)
        .insertInto('governance.attachment')
        .values([...rows])
        .execute();
  });
}

/** An objection of somebody who got the draft. @throws HttpError 403 where the link is none of these minutes */
export async function insertObjection(db: Db, reader: MinutesReaderRow, row: ObjectionRow): Promise<void> {
  permit('minutes.object', { link: reader.id });
  if (reader.meeting_id !== row.meeting_id) throw new HttpError(403);
  await tables(db).insertInto('governance.objection').values(row).execute();
}

/** Somebody's own way to a draft: made with the first circulation, and the same in every later one. */
export async function minutesReader(db: Db, row: MinutesReaderRow): Promise<string> {
  await changeMeeting(db, row.meeting_id);
  await tables(db)
    .insertInto('governance.minutes_reader')
    .values(row)
    .onConflict((conflict) => conflict.columns(['meeting_id', 'person_id']).doNothing())
    .execute();
  const known = await tables(db)
    .selectFrom('governance.minutes_reader')
    .select('id')
    .where('meeting_id', '=', row.meeting_id)
    .where('person_id', '=', row.person_id)
    .executeTakeFirstOrThrow();
  return known.id;
}

export const readerById = (db: Db, id: string): Promise<MinutesReaderRow | undefined> =>
  tables(db).selectFrom('governance.minutes_reader').selectAll().where('id', '=', id).executeTakeFirst();

export function answerObjection(db: Db, id: string, answer: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    await answerObjectionTo(trx, id, 'minutes.objectionAnswered');
    await tables(trx).updateTable('governance.objection').set({ answer }).where('id', '=', id).execute();
  });
}

/** What hangs on a meeting: an agenda, people, votes, papers, agreements. */
export const HANGS_ON_MEETING = [
  'agenda_item',
  'attendance',
  'vote',
  'attachment',
  'agreement',
  'objection',
  'minutes_reader',
  'document',
] as const;

/** Those of these meetings that something hangs on. */
export async function meetingsInUse(db: Db, ids: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const portion of inPortions(ids)) {
    for (const table of HANGS_ON_MEETING) {
      const rows = await sql<{ meeting_id: string }>`
        select distinct meeting_id from ${sql.table(`governance.${table}`)} where meeting_id = any(${portion}::uuid[])`.execute(db);
      for (const { meeting_id } of rows.rows) found.add(meeting_id);
    }
  }
  return [...found];
}

/** Takes meetings away again that nothing hangs on: the undo of an import. */
export async function removeMeetings(db: Db, ids: readonly string[]): Promise<void> {
  permit('data.import');
  for (const portion of inPortions(ids)) await tables(db).deleteFrom('governance.meeting').where('id', 'in', portion).execute();
}
