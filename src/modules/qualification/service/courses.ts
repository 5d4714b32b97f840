import { eachDue } from '#platform/pages.ts';
import { plusDays } from '#platform/days.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, change, grantsOf } from '#modules/accounts/index.ts';
import {
  type AttendanceFault,
  attendanceFault,
  cancelFault,
  type ChangeFault,
  type CompleteFault,
  completeFault,
  type EnrolFault,
  enrolFault,
  hasPlace,
  passesOn,
  seatsFault,
  sessionFault,
} from '../course-gate.ts';
import { type Attended, type Curriculum, hoursBetween, inForce, type Progress, progressOf, type Sitting } from '../model.ts';
import {
  addSession,
  attendanceOf,
  changeCourse,
  type CourseWords,
  courseById,
  dueReminders,
  enrolmentById,
  enrolmentsOf,
  insertEnrolment,
  lockPerson,
  moveSession,
  noteReminded,
  promisedBy,
  removeSession,
  saveAttendance,
  sessionsOf,
  setCourseState,
  setEnrolmentState,
  tasksOf,
} from '../store/courses.ts';
import { sponsorshipsOf } from '../store/recognition.ts';
import type { CourseRow, EnrolmentRow, SessionRow, TaskRow, TitleRow } from '../tables.ts';
import { qualificationTexts } from '../texts.ts';
import type { Holder, Recognition } from './recognition.ts';

export interface Participant {
  enrolment: EnrolmentRow;
  progress: Progress;
  present: ReadonlySet<string>;
  tasks: TaskRow[];
}

export interface CourseView {
  course: CourseRow;
  curriculum: Curriculum;
  sessions: SessionRow[];
  participants: Participant[];
}

export interface Courses {
  /** A course with everybody in it. @throws HttpError 404 */
  view(id: string): Promise<CourseView>;
  /** Registers somebody, or puts them on the waiting list. */
  enrol(courseId: string, user: { id: string; name: string }): Promise<Result<'registered' | 'waiting', EnrolFault>>;
  /** Gives a place back; the first in the line gets it and is told. */
  leave(courseId: string, userId: string): Promise<boolean>;
  cancel(id: string): Promise<Result<void, 'closed' | 'over'>>;
  /** Changes what a course says; more places go to those who wait, and whoever has one hears of another place. */
  change(id: string, words: CourseWords): Promise<Result<void, { kind: 'closed' } | { kind: 'taken'; taken: number }>>;
  /** Adds a session (no id), moves it, or takes it out (no sitting); whoever has a place hears of it. */
  plan(id: string, session: string | undefined, to: (Sitting & { module: string }) | undefined): Promise<Result<void, ChangeFault>>;
  /** Notes who was at a session. */
  attend(id: string, session: string, enrolments: ReadonlySet<string>): Promise<Result<void, AttendanceFault>>;
  /** Issues the certificate for what was really done. */
  complete(course: CourseView, enrolmentId: string): Promise<Result<TitleRow, CompleteFault>>;
  remind(): Promise<number>;
}

const REMIND_DAYS = 7;
const PORTION = 500;

export interface CoursesParts {
  curricula: readonly Curriculum[];
  accounts: AccountsService;
  recognition: Recognition;
}

/** The consultant that somebody is, where they are one. */
export async function consultantOf(db: Db, userId: string): Promise<string | null> {
  return (await grantsOf(db, userId)).find((grant) => grant.role === 'consultant')?.id ?? null;
}

export function createCourses(services: Services, { curricula, accounts, recognition }: CoursesParts): Courses {
  const { db, clock } = services;
  const today = () => clock.today();
  const t = qualificationTexts('de').notices;

  async function view(id: string): Promise<CourseView> {
    const course = await courseById(db, id);
    const curriculum = course && curricula.find((each) => each.id === course.curriculum);
    if (!course || !curriculum) throw new HttpError(404);
    const [sessions, enrolments, attendance] = await Promise.all([sessionsOf(db, id), enrolmentsOf(db, id), attendanceOf(db, id)]);
    const tasks = await tasksOf(
      db,
      enrolments.map((each) => each.id),
    );
    const participants = enrolments.map((enrolment): Participant => {
      const present = new Set(attendance.filter((each) => each.enrolment_id === enrolment.id).map((each) => each.session_id));
      const attended: Attended[] = sessions.map((session) => ({
        module: session.module,
        hours: hoursBetween(session),
        present: present.has(session.id),
      }));
      const own = tasks.filter((task) => task.enrolment_id === enrolment.id);
      const accepted = new Set(own.filter((task) => task.accepted).map((task) => task.module));
      return { enrolment, progress: progressOf(curriculum, attended, accepted), present, tasks: own };
    });
    return { course, curriculum, sessions, participants };
  }

  async function locked(trx: Db, id: string): Promise<CourseRow> {
    const course = await courseById(trx, id, true);
    if (!course) throw new HttpError(404);
    return course;
  }
  const tell = (trx: Db, course: CourseRow, userId: string, title: string) =>
    accounts.notify.tell({ userId, kind: 'request', title, path: `/bildung/kurse/${course.id}` }, trx);
  /** Free places go to those who wait, in their order, as long as they miss no day. */
  async function fillUp(trx: Db, course: CourseRow): Promise<void> {
    if (!passesOn({ ...course, sessions: await sessionsOf(trx, course.id) }, today())) return;
    const enrolments = await enrolmentsOf(trx, course.id);
    const free = course.seats - enrolments.filter((each) => each.state !== 'waiting').length;
    for (const next of enrolments.filter((each) => each.state === 'waiting').slice(0, Math.max(0, free))) {
      await setEnrolmentState(trx, next.id, 'registered');
      await tell(trx, course, next.user_id, t.moved(course.title));
    }
  }
  /** Everybody who has a place or waits for one hears of it. */
  async function tellAll(trx: Db, course: CourseRow, title: string): Promise<void> {
    for (const { user_id: userId, state } of await enrolmentsOf(trx, course.id))
      if (state !== 'completed') await tell(trx, course, userId, title);
  }

  return {
    view,

    enrol: (courseId, user) =>
      inTransaction(db, async (trx) => {
        // Of two courses at once the second one has to see the first.
        await lockPerson(trx, user.id);
        const course = await locked(trx, courseId);
        const [sessions, enrolments, others] = [
          await sessionsOf(trx, courseId),
          await enrolmentsOf(trx, courseId),
          await promisedBy(trx, user.id),
        ];
        const isIn = enrolments.some((each) => each.user_id === user.id);
        const fault = isIn ? ({ kind: 'twice' } as const) : enrolFault({ ...course, sessions }, others, today());
        if (fault) return refused(fault);
        const waiting = enrolments.filter((each) => each.state === 'waiting').length;
        const state = hasPlace(course.seats, enrolments.length - waiting, waiting) ? 'registered' : 'waiting';
        const row = {
          id: newId(clock.now().getTime()),
          course_id: courseId,
          user_id: user.id,
          name: user.name,
          state,
          enrolled_at: clock.now(),
        } as const;
        return (await insertEnrolment(trx, row)) ? ok(state) : refused({ kind: 'twice' } as const);
      }),

    leave: (courseId, userId) =>
      inTransaction(db, async (trx) => {
        const course = await locked(trx, courseId);
        const own = (await enrolmentsOf(trx, courseId)).find((each) => each.user_id === userId);
        if (!own || own.state === 'completed') return false;
        await setEnrolmentState(trx, own.id, 'left');
        if (own.state === 'registered') await fillUp(trx, course);
        return true;
      }),

    cancel: (id) =>
      inTransaction(db, async (trx) => {
        const course = await locked(trx, id);
        const fault = cancelFault({ ...course, sessions: await sessionsOf(trx, id) }, today());
        if (fault) return refused(fault);
        await setCourseState(trx, course, 'cancelled', clock.now());
        await tellAll(trx, course, t.cancelled(course.title));
        return ok(undefined);
      }),

    change: (id, words) =>
      inTransaction(db, async (trx) => {
        const course = await locked(trx, id);
        const taken = (await enrolmentsOf(trx, id)).filter((each) => each.state !== 'waiting').length;
        if (course.state !== 'open') return refused({ kind: 'closed' } as const);
        if (seatsFault(words.seats, taken)) return refused({ kind: 'taken', taken } as const);
        await changeCourse(trx, course, words, clock.now());
        if (words.place !== course.place) await tellAll(trx, course, t.elsewhere(words.title, words.place));
        else if (words.link !== course.link) await tellAll(trx, course, t.newLink(words.title));
        await fillUp(trx, { ...course, ...words });
        return ok(undefined);
      }),

    plan: (id, sessionId, to) =>
      inTransaction(db, async (trx) => {
        const course = await locked(trx, id);
        const sessions = (await sessionsOf(trx, id)).map((each) => ({
          ...each,
          starts: each.starts.slice(0, 5),
          ends: each.ends.slice(0, 5),
        }));
        const session = sessions.find((each) => each.id === sessionId);
        if (sessionId !== undefined && !session) throw new HttpError(404);
        const held = (await attendanceOf(trx, id)).some((each) => each.session_id === sessionId);
        const fault = sessionFault({ ...course, sessions }, to, { others: sessions.filter((each) => each !== session), held });
        if (fault) return refused(fault);
        if (!session && to) await addSession(trx, course, { id: newId(clock.now().getTime()), course_id: id, ...to });
        else if (session && to) await moveSession(trx, course, session.id, to, clock.now());
        else if (session) await removeSession(trx, course, session);
        await tellAll(trx, course, to ? t.planned(course.title, session?.day, to) : t.struck(course.title, session?.day ?? ''));
        return ok(undefined);
      }),

    attend: (id, sessionId, enrolments) =>
      inTransaction(db, async (trx) => {
        const course = await locked(trx, id);
        const session = (await sessionsOf(trx, id)).find((each) => each.id === sessionId);
        if (!session) throw new HttpError(404);
        const fault = attendanceFault(course, session.day, today());
        if (fault) return refused(fault);
        const known = (await enrolmentsOf(trx, id)).filter((each) => each.state !== 'waiting').map((each) => each.id);
        const there = known.filter((each) => enrolments.has(each));
        await saveAttendance(trx, course, sessionId, there);
        return ok(undefined);
      }),

    async complete({ course, curriculum, sessions, participants }, enrolmentId) {
      const found = participants.find((each) => each.enrolment.id === enrolmentId);
      if (!found) throw new HttpError(404);
      const { level } = found.progress;
      const fault = completeFault({ ...course, sessions }, found.enrolment.state, level, today());
      if (fault && fault !== 'notEnough') return refused(fault);
      if (!level) {
        const place = { organisation: course.organisation_id };
        await change(db, 'course.manage', place, {
          what: 'certificate.refused',
          kind: 'course',
          record: course.id,
          details: { attended: found.progress.attended },
        });
        return refused('notEnough');
      }
      return inTransaction(db, async (trx) => {
        await courseById(trx, course.id, true);
        const now = await enrolmentById(trx, enrolmentId);
        if (now?.state !== 'registered') return refused('done' as const);
        await setEnrolmentState(trx, enrolmentId, 'completed', clock.now());
        const { user_id: userId, name } = found.enrolment;
        const holder: Holder = { userId, name, consultantId: await consultantOf(trx, userId) };
        const carrying = (await sponsorshipsOf(trx, curriculum.id)).find((row) => inForce(row, today()));
        const title = await recognition.certify(
          trx,
          curriculum,
          holder,
          enrolmentId,
          level,
          carrying?.organisations ?? [course.organisation_id],
        );
        await accounts.notify.tell({ userId, kind: 'review', title: t.certificate(curriculum.title.de), path: '/konto/bildung' }, trx);
        return ok(title);
      });
    },

    async remind() {
      const until = plusDays(clock.today(), REMIND_DAYS);
      const next = (after: string, limit: number) => dueReminders(db, today(), until, after, limit);
      return eachDue(PORTION, next, (each) =>
        inTransaction(db, async (trx) => {
          const title = t.begins(each.title, each.first_day, each.place);
          await accounts.notify.tell({ userId: each.user_id, kind: 'request', title, path: `/bildung/kurse/${each.course_id}` }, trx);
          await noteReminded(trx, each.id, clock.now());
        }),
      );
    },
  };
}
