import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { overlap } from '../model.ts';
import { coursesPage, managePage } from '../pages/manage.tsx';
import type { CourseView } from '../service/courses.ts';
import type { Qualification } from '../service/index.ts';
import { addSession, insertCourse, judgeTask, listCourses, saveAttendance } from '../store/courses.ts';
import { qualificationTexts } from '../texts.ts';

const link = field.text(300).refine((text) => text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)), 'url');
const courseForm = z.object({
  curriculum: field.required(40),
  title: field.required(160),
  place: field.required(160),
  link,
  seats: field.optionalInteger(1, 1000).refine((seats) => seats !== undefined, 'required'),
  note: field.text(3000),
});
const time = field.required(5).refine((text) => text === '' || /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text), 'time');
const sessionForm = z.object({
  module: field.required(40),
  day: field.optionalDay().refine((day) => day !== undefined, 'required'),
  starts: time,
  ends: time,
});

/** /organisation/:organisation/kurse… */
export function manageRoutes({ db, clock }: Services, qualification: Qualification) {
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';

  async function organisationOf(c: Ctx) {
    const id = param(c, 'organisation');
    const found = isId(id) ? (await organisationsByIds(db, [id])).get(id) : undefined;
    if (!found) throw new HttpError(404);
    return found;
  }
  async function viewOf(c: Ctx): Promise<CourseView> {
    const id = param(c, 'course');
    if (!isId(id)) throw new HttpError(404);
    const view = await qualification.courses.view(id);
    if (view.course.organisation_id !== param(c, 'organisation')) throw new HttpError(404);
    return view;
  }
  const base = (c: Ctx) => `/organisation/${param(c, 'organisation')}/kurse`;

  async function planning(c: Ctx, form: FormState): Promise<Response> {
    const organisation = await organisationOf(c);
    const courses = await listCourses(db, { organisation: organisation.id });
    return coursesPage(c, { organisation, courses, curricula: qualification.curricula, form });
  }
  async function managing(c: Ctx, fault?: string, form: FormState = emptyForm(c.get('locale'))): Promise<Response> {
    return managePage(c, await viewOf(c), await organisationOf(c), form, fault);
  }
  const back = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(`${base(c)}/${param(c, 'course')}`, 303);
  };

  return new Hono<Env>()
    .get('/organisation/:organisation/kurse', (c) => planning(c, emptyForm(c.get('locale'))))
    .post('/organisation/:organisation/kurse', async (c) => {
      const organisation = await organisationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(courseForm, input, locale);
      if (!form.ok) return planning(c, { locale, input, errors: form.errors });
      const { seats, curriculum, ...values } = form.value;
      const id = newId(clock.now().getTime());
      const row = {
        id,
        curriculum: qualification.curriculum(curriculum).id,
        seats,
        organisation_id: organisation.id,
        created_at: clock.now(),
        ...values,
      };
      await insertCourse(db, row, []);
      leaveFlash(c, 'geplant');
      return c.redirect(`${base(c)}/${id}`, 303);
    })
    .get('/organisation/:organisation/kurse/:course', (c) => managing(c))
    .post('/organisation/:organisation/kurse/:course/sitzungen', async (c) => {
      const { course, curriculum, sessions } = await viewOf(c);
      const locale = c.get('locale');
      const t = qualificationTexts(locale).manage;
      const input = await readForm(c);
      const form = parseForm(sessionForm, input, locale);
      const again = (errors: Record<string, string>) => managing(c, undefined, { locale, input, errors });
      if (!form.ok) return again(form.errors['starts'] || form.errors['ends'] ? { ...form.errors, starts: t.wrongTime } : form.errors);
      const { day, ...rest } = form.value;
      if (rest.ends <= rest.starts) return again({ ends: t.wrongTime });
      const sitting = { day, starts: rest.starts, ends: rest.ends };
      if (sessions.some((session) => overlap({ ...session, starts: session.starts.slice(0, 5), ends: session.ends.slice(0, 5) }, sitting)))
        return again({ starts: t.clash });
      if (!curriculum.modules.some((module) => module.id === rest.module)) throw new HttpError(422);
      await addSession(db, course, { id: newId(clock.now().getTime()), course_id: course.id, module: rest.module, ...sitting });
      return back(c, 'gespeichert');
    })
    .post('/organisation/:organisation/kurse/:course/anwesenheit/:session', async (c) => {
      const { course, sessions, participants } = await viewOf(c);
      const session = sessions.find((each) => each.id === param(c, 'session'));
      if (!session) throw new HttpError(404);
      const there = new Set((await readForm(c))[`da-${session.id}`] ?? []);
      const known = participants.filter((each) => each.enrolment.state !== 'waiting').map((each) => each.enrolment.id);
      await saveAttendance(
        db,
        course,
        session.id,
        known.filter((id) => there.has(id)),
      );
      return back(c, 'gespeichert');
    })
    .post('/organisation/:organisation/kurse/:course/aufgaben/:enrolment/:module', async (c) => {
      const { course, participants } = await viewOf(c);
      const person = participants.find((each) => each.enrolment.id === param(c, 'enrolment'));
      const task = person?.tasks.find((each) => each.module === param(c, 'module'));
      if (!task) throw new HttpError(404);
      const name = `remark-${task.enrolment_id}-${task.module}`;
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(z.object({ [name]: field.text(2000) }), input, locale);
      if (!form.ok) return managing(c, undefined, { locale, input, errors: form.errors });
      const accepted = input['urteil']?.[0] === 'ja';
      await judgeTask(db, course, { enrolment_id: task.enrolment_id, module: task.module, accepted, remark: form.value[name] ?? '' });
      return back(c, 'gespeichert');
    })
    .post('/organisation/:organisation/kurse/:course/abschluss/:enrolment', async (c) => {
      const done = await qualification.courses.complete(await viewOf(c), param(c, 'enrolment'));
      if (!done.ok) return managing(c, qualificationTexts(c.get('locale')).completeFaults[done.fault]);
      return back(c, 'abgeschlossen');
    })
    .post('/organisation/:organisation/kurse/:course/absagen', async (c) => {
      await qualification.courses.cancel((await viewOf(c)).course);
      return back(c, 'abgesagt');
    });
}
