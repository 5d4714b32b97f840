import { plusDays } from '#platform/days.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, change, grantsOf } from '#modules/accounts/index.ts';
import { type Attended, type Curriculum, hoursBetween, inForce, overlap, type Progress, progressOf } from '../model.ts';
import {
  attendanceOf,
  courseById,
  dueReminders,
  enrolmentById,
  enrolmentsOf,
  firstWaiting,
  insertEnrolment,
  noteReminded,
  sessionsOf,
  setCourseState,
  setEnrolmentState,
  sittingsOfUser,
  tasksOf,
} from '../store/courses.ts';
import { sponsorshipsOf } from '../store/recognition.ts';
import type { CourseRow, EnrolmentRow, SessionRow, TaskRow, TitleRow } from '../tables.ts';
import { qualificationTexts } from '../texts.ts';
import type { Holder, Recognition } from './recognition.ts';

export type EnrolFault = { kind: 'closed' } | { kind: 'past' } | { kind: 'twice' } | { kind: 'overlap'; with: string };
export type CompleteFault = 'notEnough' | 'notOver' | 'done' | 'waiting';

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
  cancel(course: CourseRow): Promise<void>;
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

  async function promote(trx: Db, course: CourseRow): Promise<void> {
    const next = await firstWaiting(trx, course.id);
    if (!next) return;
    await setEnrolmentState(trx, next.id, 'registered');
    await accounts.notify.tell(
      { userId: next.user_id, kind: 'request', title: t.moved(course.title), path: `/bildung/kurse/${course.id}` },
      trx,
    );
  }

  return {
    view,

    enrol: (courseId, user) =>
      inTransaction(db, async (trx) => {
        const course = await courseById(trx, courseId, true);
        if (!course) throw new HttpError(404);
        if (course.state !== 'open') return refused({ kind: 'closed' } as const);
        const sessions = await sessionsOf(trx, courseId);
        if (sessions.length > 0 && sessions.every((session) => session.day < today())) return refused({ kind: 'past' } as const);
        const enrolments = await enrolmentsOf(trx, courseId);
        if (enrolments.some((each) => each.user_id === user.id)) return refused({ kind: 'twice' } as const);
        const others = await sittingsOfUser(trx, user.id);
        const clash = others.find((other) => sessions.some((session) => overlap(session, other)));
        if (clash) return refused({ kind: 'overlap', with: clash.title } as const);
        const taken = enrolments.filter((each) => each.state !== 'waiting').length;
        const state = taken < course.seats ? 'registered' : 'waiting';
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
        const course = await courseById(trx, courseId, true);
        if (!course) throw new HttpError(404);
        const own = (await enrolmentsOf(trx, courseId)).find((each) => each.user_id === userId);
        if (!own || own.state === 'completed') return false;
        await setEnrolmentState(trx, own.id, 'left');
        if (own.state === 'registered' && course.state === 'open') await promote(trx, course);
        return true;
      }),

    cancel: (course) =>
      inTransaction(db, async (trx) => {
        await setCourseState(trx, course, 'cancelled');
        for (const { user_id: userId } of await enrolmentsOf(trx, course.id))
          await accounts.notify.tell(
            { userId, kind: 'request', title: t.cancelled(course.title), path: `/bildung/kurse/${course.id}` },
            trx,
          );
      }),

    async complete({ course, curriculum, sessions, participants }, enrolmentId) {
      const found = participants.find((each) => each.enrolment.id === enrolmentId);
      if (!found) throw new HttpError(404);
      if (found.enrolment.state === 'waiting') return refused('waiting');
      if (sessions.some((session) => session.day > today())) return refused('notOver');
      const { level } = found.progress;
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
      const due = await dueReminders(db, today(), until, PORTION);
      for (const each of due) {
        await inTransaction(db, async (trx) => {
          await accounts.notify.tell(
            {
              userId: each.user_id,
              kind: 'request',
              title: t.begins(each.title, each.first_day, each.place),
              path: `/bildung/kurse/${each.course_id}`,
            },
            trx,
          );
          await noteReminded(trx, each.id, clock.now());
        });
      }
      return due.length;
    },
  };
}
