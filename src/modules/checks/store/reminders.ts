import { type Db, inTransaction } from '#platform/database/index.ts';
import { permit, permitOne } from '#modules/accounts/index.ts';
import type { ChecksTables, ReminderRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<ChecksTables>();

/** Keeps what somebody asked for; asking again replaces it and has to be confirmed again. */
export async function putReminder(db: Db, row: ReminderRow): Promise<void> {
  permit('assessment.write', { link: row.assessment_id });
  await inTransaction(db, async (trx) => {
    await tables(trx).deleteFrom('checks.reminder').where('assessment_id', '=', row.assessment_id).execute();
    await tables(trx).insertInto('checks.reminder').values(row).execute();
  });
}

export const reminderOf = (db: Db, assessmentId: string): Promise<ReminderRow | undefined> =>
  tables(db).selectFrom('checks.reminder').selectAll().where('assessment_id', '=', assessmentId).executeTakeFirst();

export const reminderById = (db: Db, id: string): Promise<ReminderRow | undefined> =>
  tables(db).selectFrom('checks.reminder').selectAll().where('id', '=', id).executeTakeFirst();

export async function confirmReminder(db: Db, id: string, at: Date): Promise<void> {
  permit('assessment.remind', { link: id });
  await tables(db)
    .updateTable('checks.reminder')
    .set({ confirmed_at: at })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute();
}

/** Ends reminders, by their own link or by the sheet's. */
export async function removeReminder(db: Db, row: Pick<ReminderRow, 'id' | 'assessment_id'>): Promise<void> {
  permitOne(['assessment.remind', { link: row.id }], ['assessment.remind', { link: row.assessment_id }]);
  await tables(db).deleteFrom('checks.reminder').where('id', '=', row.id).execute();
}

/** Confirmed ones after an id, for going through all in portions. */
export const confirmedAfter = (db: Db, id: string, limit: number): Promise<ReminderRow[]> =>
  tables(db)
    .selectFrom('checks.reminder')
    .selectAll()
    .where('confirmed_at', 'is not', null)
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute();

export async function noteSent(db: Db, id: string, at: Date, pauses: number): Promise<void> {
  await tables(db).updateTable('checks.reminder').set({ sent_at: at, pauses }).where('id', '=', id).execute();
}

/** Who never confirmed within some days is forgotten. */
export async function removeUnconfirmed(db: Db, before: Date): Promise<number> {
  const result = await tables(db)
    .deleteFrom('checks.reminder')
    .where('confirmed_at', 'is', null)
    .where('asked_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Everything kept for an address: for whoever asks to be forgotten. */
export async function removeRemindersTo(db: Db, email: string): Promise<number> {
  const result = await tables(db).deleteFrom('checks.reminder').where('email', '=', email).executeTakeFirst();
  return Number(result.numDeletedRows);
}
