import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permit } from '#modules/accounts/index.ts';
import type { Promised } from '../course-gate.ts';
import type { CourseRow, EnrolmentRow, NewSession, QualificationTables, SessionRow, TaskRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<QualificationTables>();

export async function insertCourse(
  db: Db,
  row: Omit<CourseRow, 'state' | 'demo' | 'revision' | 'changed_at'> & { demo?: boolean },
  sessions: readonly NewSession[],
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const place = { organisation: row.organisation_id };
    await change(trx, 'course.manage', place, { what: 'course.planned', kind: 'course', record: row.id });
    await tables(trx).insertInto('qualification.course').values(row).execute();
    if (sessions.length > 0)
      await tables(trx)
        .insertInto('qualification.session')
        .values([...sessions])
        .execute();
  });
}

const noteChange = (trx: Db, course: CourseRow, what: string, details?: Record<string, string | number>) =>
  change(
    trx,
    'course.manage',
    { organisation: course.organisation_id },
    { what, kind: 'course', record: course.id, ...(details && { details }) },
  );

export async function addSession(trx: Db, course: CourseRow, row: NewSession): Promise<void> {
  await noteChange(trx, course, 'course.sessionAdded', { day: row.day });
  await tables(trx).insertInto('qualification.session').values(row).execute();
}

/** Another day, hour or module; calendars see a higher number. */
export async function moveSession(
  trx: Db,
  course: CourseRow,
  id: string,
  to: Pick<SessionRow, 'module' | 'day' | 'starts' | 'ends'>,
  now: Date,
): Promise<void> {
  await noteChange(trx, course, 'course.sessionMoved', { day: to.day });
  await tables(trx)
    .updateTable('qualification.session')
    .set(({ eb }) => ({ ...to, changed_at: now, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function removeSession(trx: Db, course: CourseRow, { id, day }: Pick<SessionRow, 'id' | 'day'>): Promise<void> {
  await noteChange(trx, course, 'course.sessionRemoved', { day });
  await tables(trx).deleteFrom('qualification.session').where('id', '=', id).execute();
}

/** What a course says of itself. */
export type CourseWords = Pick<CourseRow, 'title' | 'place' | 'link' | 'seats' | 'note'>;

export async function changeCourse(trx: Db, course: CourseRow, words: CourseWords, now: Date): Promise<void> {
  await noteChange(trx, course, 'course.changed');
  await tables(trx)
    .updateTable('qualification.course')
    .set(({ eb }) => ({ ...words, changed_at: now, revision: eb('revision', '+', 1) }))
    .where('id', '=', course.id)
    .execute();
}

export async function setCourseState(trx: Db, course: CourseRow, state: CourseRow['state'], now: Date): Promise<void> {
  await noteChange(trx, course, `course.${state}`);
  await tables(trx).updateTable('qualification.course').set({ state, changed_at: now }).where('id', '=', course.id).execute();
}

/** A course; `lock` keeps others from taking its last place until the transaction ends. */
export const courseById = (db: Db, id: string, lock = false): Promise<CourseRow | undefined> => {
  const select = tables(db).selectFrom('qualification.course').selectAll().where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
};

export interface CourseEntry extends CourseRow {
  first_day: string | null;
  last_day: string | null;
  taken: number;
}

/** Courses with their first and last day and how many places are taken. */
export async function listCourses(
  db: Db,
  filter: { curriculum?: string; organisation?: string; from?: string },
  asked: Asked,
): Promise<Page<CourseEntry>> {
  let select = tables(db)
    .selectFrom('qualification.course as c')
    .selectAll('c')
    .select([
      sql<string | null>`(select min(day) from qualification.session s where s.course_id = c.id)`.as('first_day'),
      sql<string | null>`(select max(day) from qualification.session s where s.course_id = c.id)`.as('last_day'),
      sql<number>`(select count(*)::int from qualification.enrolment e where e.course_id = c.id and e.state in ('registered', 'completed'))`.as(
        'taken',
      ),
    ]);
  if (filter.curriculum) select = select.where('c.curriculum', '=', filter.curriculum);
  if (filter.organisation) select = select.where('c.organisation_id', '=', filter.organisation);
  if (filter.from) {
    select = select
      .where('c.state', '=', 'open')
      .where(sql<boolean>`exists (select 1 from qualification.session s where s.course_id = c.id and s.day >= ${filter.from}::date)`);
  }
  return pageOf(db, select.orderBy(sql`first_day asc nulls last`), 'c.id', asked);
}

export const sessionsOf = (db: Db, courseId: string): Promise<SessionRow[]> =>
  tables(db).selectFrom('qualification.session').selectAll().where('course_id', '=', courseId).orderBy('day').orderBy('starts').execute();

export const enrolmentsOf = (db: Db, courseId: string): Promise<EnrolmentRow[]> =>
  tables(db)
    .selectFrom('qualification.enrolment')
    .selectAll()
    .where('course_id', '=', courseId)
    .where('state', '<>', 'left')
    .orderBy('position')
    .execute();

export const enrolmentById = (db: Db, id: string): Promise<EnrolmentRow | undefined> =>
  tables(db).selectFrom('qualification.enrolment').selectAll().where('id', '=', id).executeTakeFirst();

export const enrolmentsOfUser = (db: Db, userId: string): Promise<EnrolmentRow[]> =>
  tables(db)
    .selectFrom('qualification.enrolment')
    .selectAll()
    .where('user_id', '=', userId)
    .where('state', '<>', 'left')
    .orderBy('position', 'desc')
    .execute();

/** One place after the other for one person, until the transaction ends. */
export const lockPerson = (trx: Db, userId: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`course ${userId}`}, 0))`.execute(trx);

/** Open courses that somebody has promised to be at, or waits for, with their days. */
export async function promisedBy(db: Db, userId: string): Promise<Promised[]> {
  const courses = await tables(db)
    .selectFrom('qualification.enrolment as e')
    .innerJoin('qualification.course as c', 'c.id', 'e.course_id')
    .select(['c.id', 'c.title', 'c.curriculum'])
    .where('e.user_id', '=', userId)
    .where('e.state', 'in', ['registered', 'waiting'])
    .where('c.state', '=', 'open')
    .execute();
  if (courses.length === 0) return [];
  const ids = courses.map(({ id }) => id);
  const sessions = await tables(db).selectFrom('qualification.session').selectAll().where('course_id', 'in', ids).execute();
  return courses.map(({ id, title, curriculum }) => ({
    course: id,
    title,
    curriculum,
    sessions: sessions.filter((session) => session.course_id === id),
  }));
}

export async function insertEnrolment(db: Db, row: Omit<EnrolmentRow, 'position' | 'completed_at' | 'reminded_at'>): Promise<boolean> {
  permit('course.join');
  const inserted = await tables(db)
    .insertInto('qualification.enrolment')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function setEnrolmentState(db: Db, id: string, state: EnrolmentRow['state'], completedAt: Date | null = null): Promise<void> {
  await tables(db).updateTable('qualification.enrolment').set({ state, completed_at: completedAt }).where('id', '=', id).execute();
}

/** Who was at which session. */
export const attendanceOf = (db: Db, courseId: string): Promise<{ session_id: string; enrolment_id: string }[]> =>
  tables(db)
    .selectFrom('qualification.attendance as a')
    .innerJoin('qualification.session as s', 's.id', 'a.session_id')
    .select(['a.session_id', 'a.enrolment_id'])
    .where('s.course_id', '=', courseId)
    .execute();

/** Replaces the list of one session. */
export async function saveAttendance(trx: Db, course: CourseRow, sessionId: string, enrolments: readonly string[]): Promise<void> {
  await noteChange(trx, course, 'course.attendance');
  await tables(trx).deleteFrom('qualification.attendance').where('session_id', '=', sessionId).execute();
  if (enrolments.length === 0) return;
  await tables(trx)
    .insertInto('qualification.attendance')
    .values(enrolments.map((enrolment_id) => ({ session_id: sessionId, enrolment_id })))
    .execute();
}

export const tasksOf = async (db: Db, enrolments: readonly string[]): Promise<TaskRow[]> =>
  enrolments.length === 0
    ? []
    : tables(db)
        .selectFrom('qualification.task')
        .selectAll()
        .where('enrolment_id', 'in', [...enrolments])
        .execute();

/** Hands a task in, or hands it in again where it was not accepted. False where it was accepted already. */
export async function handIn(db: Db, row: Omit<TaskRow, 'accepted' | 'remark'>): Promise<boolean> {
  permit('course.join');
  const saved = await tables(db)
    .insertInto('qualification.task')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['enrolment_id', 'module'])
        .doUpdateSet({ answer: row.answer, handed_in_at: row.handed_in_at, accepted: null })
        .where((where) => where.or([where('qualification.task.accepted', 'is', null), where('qualification.task.accepted', '=', false)])),
    )
    .returning('module')
    .executeTakeFirst();
  return saved !== undefined;
}

export async function judgeTask(
  db: Db,
  course: CourseRow,
  row: Pick<TaskRow, 'enrolment_id' | 'module' | 'remark'> & { accepted: boolean },
): Promise<void> {
  permit('course.manage', { organisation: course.organisation_id });
  await tables(db)
    .updateTable('qualification.task')
    .set({ accepted: row.accepted, remark: row.remark })
    .where('enrolment_id', '=', row.enrolment_id)
    .where('module', '=', row.module)
    .execute();
}

export interface Due {
  id: string;
  user_id: string;
  course_id: string;
  title: string;
  place: string;
  first_day: string;
}

/** Who is registered for a course that begins until a day and was not yet reminded. */
export async function dueReminders(db: Db, today: string, until: string, after: string, limit: number): Promise<Due[]> {
  const result = await sql<Due>`
    select e.id, e.user_id, c.id as course_id, c.title, c.place, s.first_day
    from qualification.enrolment e join qualification.course c on c.id = e.course_id
    join lateral (select min(day) as first_day from qualification.session where course_id = c.id) s on true
    where e.state = 'registered' and e.reminded_at is null and c.state = 'open' and s.first_day between ${today}::date and ${until}::date
      and e.id > ${after}::uuid order by e.id limit ${limit}`.execute(db);
  return result.rows;
}

export async function noteReminded(db: Db, id: string, at: Date): Promise<void> {
  await tables(db).updateTable('qualification.enrolment').set({ reminded_at: at }).where('id', '=', id).execute();
}

export interface DemoCourse {
  course: Omit<CourseRow, 'state' | 'revision' | 'changed_at'>;
  sessions: NewSession[];
}

/** Enters the courses of the demo network. */
export async function insertDemoCourses(db: Db, courses: readonly DemoCourse[]): Promise<void> {
  permit('data.import');
  if (courses.length === 0) return;
  await tables(db)
    .insertInto('qualification.course')
    .values(courses.map((each) => each.course))
    .execute();
  await tables(db)
    .insertInto('qualification.session')
    .values(courses.flatMap((each) => each.sessions))
    .execute();
}

export async function removeDemoCourses(db: Db): Promise<void> {
  await tables(db).deleteFrom('qualification.course').where('demo', '=', true).execute();
}
