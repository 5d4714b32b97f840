import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { changeCoursePage, changeSessionPage } from '../pages/change.tsx';
import { clockTime } from '../pages/course.tsx';
import { coursesPage, managePage, type ManageView } from '../pages/manage.tsx';
import type { CourseView } from '../service/courses.ts';
import type { Qualification } from '../service/index.ts';
import { insertCourse, judgeTask, listCourses } from '../store/courses.ts';
import { qualificationTexts } from '../texts.ts';

const link = field.text(300).refine((text) => text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)), 'url');
const wordsForm = z.object({
  title: field.required(160),
  place: field.required(160),
  link,
  seats: field.optionalInteger(1, 1000).refine((seats) => seats !== undefined, 'required'),
  note: field.text(3000),
});
const courseForm = wordsForm.extend({ curriculum: field.required(40) });
const sessionForm = z.object({
  module: field.required(40),
  day: field.optionalDay().refine((day) => day !== undefined, 'required'),
  starts: field.time(),
  ends: field.time(),
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
    const courses = await listCourses(db, { organisation: organisation.id }, askedPage(c));
    return coursesPage(c, { organisation, courses, curricula: qualification.curricula, form });
  }
  async function managing(c: Ctx, more: Partial<ManageView> = {}): Promise<Response> {
    const form = emptyForm(c.get('locale'));
    return managePage(c, { view: await viewOf(c), organisation: await organisationOf(c), today: clock.today(), form, ...more });
  }
  const back = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(`${base(c)}/${param(c, 'course')}`, 303);
  };
  async function changing(c: Ctx, form?: FormState): Promise<Response> {
    const { course } = await viewOf(c);
    const { title, place, link: address, note, seats } = course;
    const known = filledForm(c.get('locale'), { title, place, link: address, note, seats: String(seats) });
    return changeCoursePage(c, { course, organisation: await organisationOf(c), form: form ?? known });
  }
  async function moving(c: Ctx, form?: FormState): Promise<Response> {
    const { course, curriculum, sessions } = await viewOf(c);
    const session = sessions.find((each) => each.id === param(c, 'session'));
    if (!session) throw new HttpError(404);
    const { module, day, starts, ends } = session;
    const known = filledForm(c.get('locale'), { module, day, starts: clockTime(starts), ends: clockTime(ends) });
    return changeSessionPage(c, { course, curriculum, session, organisation: await organisationOf(c), form: form ?? known });
  }
  /** A day of a course as it was written, or its page with what is wrong with it; `session`: the one that is changed. */
  async function plan(c: Ctx, session?: string): Promise<Response> {
    const { course, curriculum } = await viewOf(c);
    const locale = c.get('locale');
    const t = qualificationTexts(locale).changeFaults;
    const input = await readForm(c);
    const form = parseForm(sessionForm, input, locale);
    const again = (errors: Record<string, string>) => {
      const state = { locale, input, errors };
      return session === undefined ? managing(c, { form: state }) : moving(c, state);
    };
    if (!form.ok) return again(form.errors['starts'] || form.errors['ends'] ? { ...form.errors, starts: t.times } : form.errors);
    const { module, day, starts, ends } = form.value;
    if (!curriculum.modules.some((each) => each.id === module)) throw new HttpError(422);
    const done = await qualification.courses.plan(course.id, session, { module, day, starts, ends });
    if (!done.ok) return again({ [done.fault === 'times' ? 'ends' : 'starts']: t[done.fault] });
    return back(c, 'gespeichert');
  }

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
    .get('/organisation/:organisation/kurse/:course/aendern', (c) => changing(c))
    .post('/organisation/:organisation/kurse/:course/aendern', async (c) => {
      const { course } = await viewOf(c);
      const locale = c.get('locale');
      const t = qualificationTexts(locale);
      const input = await readForm(c);
      const form = parseForm(wordsForm, input, locale);
      const again = (errors: Record<string, string>) => changing(c, { locale, input, errors });
      if (!form.ok) return again(form.errors);
      const done = await qualification.courses.change(course.id, form.value);
      if (done.ok) return back(c, 'gespeichert');
      if (done.fault.kind === 'closed') return managing(c, { fault: t.changeFaults.closed });
      return again({ seats: t.manage.tooFewSeats(done.fault.taken) });
    })
    .post('/organisation/:organisation/kurse/:course/sitzungen', (c) => plan(c))
    .get('/organisation/:organisation/kurse/:course/sitzungen/:session', (c) => moving(c))
    .post('/organisation/:organisation/kurse/:course/sitzungen/:session', (c) => plan(c, param(c, 'session')))
    .post('/organisation/:organisation/kurse/:course/sitzungen/:session/streichen', async (c) => {
      const { course } = await viewOf(c);
      const done = await qualification.courses.plan(course.id, param(c, 'session'), undefined);
      if (!done.ok) return managing(c, { fault: qualificationTexts(c.get('locale')).changeFaults[done.fault] });
      return back(c, 'gespeichert');
    })
    .post('/organisation/:organisation/kurse/:course/anwesenheit/:session', async (c) => {
      const { course } = await viewOf(c);
      const session = param(c, 'session');
      const there = new Set((await readForm(c))[`da-${session}`] ?? []);
      const done = await qualification.courses.attend(course.id, session, there);
      if (!done.ok) return managing(c, { fault: qualificationTexts(c.get('locale')).attendanceFaults[done.fault] });
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
      if (!form.ok) return managing(c, { form: { locale, input, errors: form.errors } });
      const accepted = input['urteil']?.[0] === 'ja';
      await judgeTask(db, course, { enrolment_id: task.enrolment_id, module: task.module, accepted, remark: form.value[name] ?? '' });
      return back(c, 'gespeichert');
    })
    .post('/organisation/:organisation/kurse/:course/abschluss/:enrolment', async (c) => {
      const done = await qualification.courses.complete(await viewOf(c), param(c, 'enrolment'));
      if (!done.ok) return managing(c, { fault: qualificationTexts(c.get('locale')).completeFaults[done.fault] });
      return back(c, 'abgeschlossen');
    })
    .post('/organisation/:organisation/kurse/:course/absagen', async (c) => {
      const done = await qualification.courses.cancel((await viewOf(c)).course.id);
      if (!done.ok) return managing(c, { fault: qualificationTexts(c.get('locale')).cancelFaults[done.fault] });
      return back(c, 'abgesagt');
    });
}
