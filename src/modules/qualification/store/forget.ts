import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { permit } from '#modules/accounts/index.ts';
import type { QualificationTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<QualificationTables>();

/** Deletes who took part in courses that were over before a day, with their tasks; what was awarded stays. */
export async function removeOldEnrolments(db: Db, day: string): Promise<number> {
  permit('privacy.decide');
  const result = await sql`delete from qualification.enrolment e where not exists (
    select 1 from qualification.session s where s.course_id = e.course_id and s.day >= ${day}::date) and e.enrolled_at < ${day}::date`.execute(
    db,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** Forgets somebody who learnt: places in courses, tasks, and to whom a title belonged. */
export async function forgetLearner(db: Db, userId: string): Promise<void> {
  permit('privacy.decide');
  await tables(db).deleteFrom('qualification.enrolment').where('user_id', '=', userId).execute();
  await tables(db)
    .updateTable('qualification.title')
    .set({ user_id: null, consultant_id: null, shown: false })
    .where('user_id', '=', userId)
    .execute();
}

/** What is kept of somebody who learns. */
export const learnerData = (db: Db, userId: string) =>
  tables(db)
    .selectFrom('qualification.enrolment as e')
    .innerJoin('qualification.course as c', 'c.id', 'e.course_id')
    .select(['c.title', 'c.curriculum', 'e.state', 'e.enrolled_at', 'e.completed_at'])
    .where('e.user_id', '=', userId)
    .execute();
