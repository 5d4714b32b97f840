import { currentActor } from '#platform/actor.ts';
import type { Db } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { type Action, change, may, permit, type Place } from '#modules/accounts/index.ts';
import { isWritable } from '../minutes-gates.ts';
import type { GovernanceTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<GovernanceTables>();

/** The body that a record belongs to; null where it is not there. */
export async function bodyOf(db: Db, kind: 'meeting' | 'agreement' | 'paper', id: string): Promise<string | null> {
  const row = await tables(db).selectFrom(`governance.${kind}`).select('body_id').where('id', '=', id).executeTakeFirst();
  return row?.body_id ?? null;
}

/** The bodies that treat a paper: its own and those it was referred to. */
export async function bodiesOfPaper(db: Db, id: string): Promise<string[]> {
  const own = await bodyOf(db, 'paper', id);
  const others = await tables(db).selectFrom('governance.consultation').select('body_id').where('paper_id', '=', id).execute();
  return [...(own ? [own] : []), ...others.map((row) => row.body_id)];
}

/** Refuses strangers; with a word for the trail, writes it down. */
async function guard(db: Db, action: Action, place: Place, kind: string, record: string, what: string | undefined): Promise<void> {
  if (what === undefined) permit(action, place);
  else await change(db, action, place, { what, kind, record });
}

/** A change of a body or of what hangs on it: refused to strangers, written down. @throws HttpError 403 */
export const changeBody = (db: Db, bodyId: string, what?: string): Promise<void> =>
  guard(db, 'body.manage', { body: bodyId }, 'body', bodyId, what);

export const changeMeeting = async (db: Db, id: string, what?: string): Promise<void> =>
  guard(db, 'body.manage', { body: await bodyOf(db, 'meeting', id) }, 'meeting', id, what);

/** A change of what minutes say: refused to strangers, and once the minutes are approved. @throws HttpError 403 */
async function writeMinutes(db: Db, id: string, what?: string): Promise<void> {
  await changeMeeting(db, id, what);
  const row = await tables(db).selectFrom('governance.meeting').select('minutes_state').where('id', '=', id).executeTakeFirst();
  if (row && !isWritable(row.minutes_state)) throw new HttpError(403);
}

/** Of rows that all belong to one meeting. */
export async function writeMinutesOf(db: Db, rows: readonly { meeting_id: string }[]): Promise<void> {
  for (const id of new Set(rows.map((row) => row.meeting_id))) await writeMinutes(db, id);
}

/** The meeting of a row that hangs on it; the row's own id where there is none, which is nobody's. */
async function meetingOf(db: Db, table: 'agenda_item' | 'attendance' | 'objection', id: string): Promise<string> {
  const row = await tables(db).selectFrom(`governance.${table}`).select('meeting_id').where('id', '=', id).executeTakeFirst();
  return row?.meeting_id ?? id;
}

export const writeMinutesBy = async (db: Db, table: 'agenda_item' | 'attendance', id: string, what: string): Promise<void> =>
  writeMinutes(db, await meetingOf(db, table, id), what);

export const answerObjectionTo = async (db: Db, id: string, what: string): Promise<void> =>
  changeMeeting(db, await meetingOf(db, 'objection', id), what);

/** A paper may be changed by every body that treats it. */
export async function changePaper(db: Db, id: string, what: string): Promise<void> {
  const bodies = await bodiesOfPaper(db, id);
  const body = bodies.find((each) => may(currentActor(), 'body.manage', { body: each })) ?? null;
  await guard(db, 'body.manage', { body }, 'paper', id, what);
}

export async function changeConsultation(db: Db, id: string, what: string): Promise<void> {
  const row = await tables(db).selectFrom('governance.consultation').select('paper_id').where('id', '=', id).executeTakeFirst();
  await changePaper(db, row?.paper_id ?? id, what);
}

/** An agreement is changed by its body's people, or answered by whoever is responsible, through their link. */
export async function changeAgreement(db: Db, id: string, what?: string): Promise<void> {
  const place = { body: await bodyOf(db, 'agreement', id) };
  if (may(currentActor(), 'body.manage', place)) return guard(db, 'body.manage', place, 'agreement', id, what);
  const responsible = await tables(db).selectFrom('governance.responsible').select('person_id').where('agreement_id', '=', id).execute();
  const link = responsible.map((row) => row.person_id).find((person) => may(currentActor(), 'agreement.answer', { link: person }));
  if (!link) throw new HttpError(403);
  await guard(db, 'agreement.answer', { link }, 'agreement', id, what);
}
