import { Hono } from 'hono';
import { z } from 'zod';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { may, personById, userOf } from '#modules/accounts/index.ts';
import { credentialsByIds, credentialsOf } from '#modules/credentials/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { inForce } from '../model.ts';
import { courseCalendar } from '../calendar.ts';
import { coursePage, type CoursePageView } from '../pages/course.tsx';
import { ownPage } from '../pages/own.tsx';
import { curriculumPage, qualificationPage } from '../pages/public.tsx';
import type { EnrolFault } from '../course-gate.ts';
import { consultantOf } from '../service/courses.ts';
import type { Qualification } from '../service/index.ts';
import { enrolmentsOfUser, handIn, listCourses } from '../store/courses.ts';
import { showTitle, sponsorshipsOf, titleById, titlesOf } from '../store/recognition.ts';
import { qualificationTexts } from '../texts.ts';

/** /bildung…, /konto/bildung… */
export function publicRoutes({ db, clock, config }: Services, qualification: Qualification) {
  const today = () => clock.today();
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const courseId = (c: Ctx) => {
    const id = param(c, 'course');
    if (!isId(id)) throw new HttpError(404);
    return id;
  };

  async function course(c: Ctx, more: Partial<CoursePageView> = {}): Promise<Response> {
    const view = await qualification.courses.view(courseId(c));
    const { userId, kind } = c.get('actor');
    const organisation = (await organisationsByIds(db, [view.course.organisation_id])).get(view.course.organisation_id);
    return coursePage(c, {
      view,
      organisation,
      own: view.participants.find((each) => each.enrolment.user_id === userId),
      isSignedIn: kind === 'person',
      today: today(),
      mayManage: may(c.get('actor'), 'course.manage', { organisation: view.course.organisation_id }),
      ...more,
    });
  }

  function says(c: Ctx, fault: EnrolFault): string {
    const t = qualificationTexts(c.get('locale')).faults;
    return 'with' in fault ? t[fault.kind](fault.with) : t[fault.kind];
  }

  async function own(c: Ctx): Promise<Response> {
    const userId = userOf(c);
    const [enrolments, titles, credentials] = await Promise.all([
      enrolmentsOfUser(db, userId),
      titlesOf(db, userId),
      credentialsOf(db, userId),
    ]);
    const views = await Promise.all(enrolments.map((each) => qualification.courses.view(each.course_id)));
    const byId = new Map(credentials.map((row) => [row.id, row]));
    const entitled = new Set(titles.map((title) => title.credential_id));
    return ownPage(c, {
      courses: views.map((view) => {
        const mine = view.participants.find((each) => each.enrolment.user_id === userId);
        const state = mine?.enrolment.state ?? 'registered';
        return {
          id: view.course.id,
          title: view.course.title,
          state: state === 'left' ? 'registered' : state,
          attended: mine?.progress.attended ?? 0,
          first: view.sessions[0]?.day ?? null,
        };
      }),
      titles: titles.flatMap((title) => {
        const credential = byId.get(title.credential_id);
        return credential ? [{ title, credential }] : [];
      }),
      others: credentials.filter((row) => !entitled.has(row.id)),
      isConsultant: (await consultantOf(db, userId)) !== null,
      today: today(),
    });
  }

  return new Hono<Env>()
    .get('/bildung', async (c) => qualificationPage(c, qualification.curricula, await listCourses(db, { from: today() }, askedPage(c))))
    .get('/bildung/kurse/:course', (c) => course(c))
    .get('/bildung/kurse/:course/kalender.ics', async (c) => {
      const view = await qualification.courses.view(courseId(c));
      const file = courseCalendar(view.course, view.sessions, `${config.publicUrl}/bildung/kurse/${view.course.id}`);
      return c.body(file, 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'attachment; filename="kurs.ics"',
      });
    })
    .post('/bildung/kurse/:course/anmelden', async (c) => {
      const person = await personById(db, userOf(c));
      if (!person) throw new HttpError(403);
      const done = await qualification.courses.enrol(courseId(c), person);
      if (!done.ok) return course(c, { fault: says(c, done.fault) });
      leaveFlash(c, done.value === 'registered' ? 'angemeldet' : 'gewartet');
      return c.redirect(`/bildung/kurse/${courseId(c)}`, 303);
    })
    .post('/bildung/kurse/:course/abmelden', async (c) => {
      await qualification.courses.leave(courseId(c), userOf(c));
      leaveFlash(c, 'abgemeldet');
      return c.redirect(`/bildung/kurse/${courseId(c)}`, 303);
    })
    .post('/bildung/kurse/:course/aufgaben/:module', async (c) => {
      const view = await qualification.courses.view(courseId(c));
      const module = view.curriculum.modules.find((each) => each.id === param(c, 'module'));
      const mine = view.participants.find((each) => each.enrolment.user_id === userOf(c));
      if (!module?.task || !mine || mine.enrolment.state === 'waiting') throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const name = `answer-${module.id}`;
      const form = parseForm(formOf(name), input, locale);
      if (!form.ok) return course(c, { form: { locale, input, errors: form.errors } });
      await handIn(db, { enrolment_id: mine.enrolment.id, module: module.id, answer: form.value[name] ?? '', handed_in_at: clock.now() });
      leaveFlash(c, 'abgegeben');
      return c.redirect(`/bildung/kurse/${view.course.id}`, 303);
    })
    .get('/bildung/:curriculum', async (c) => {
      const curriculum = qualification.curriculum(param(c, 'curriculum'));
      const carrying = (await sponsorshipsOf(db, curriculum.id)).filter((row) => inForce(row, today()));
      const organisations = await organisationsByIds(db, [...new Set(carrying.flatMap((row) => row.organisations))]);
      return curriculumPage(c, {
        curriculum,
        rule: await qualification.recognition.rule(curriculum),
        sponsors: [...organisations.values()],
        courses: await listCourses(db, { curriculum: curriculum.id, from: today() }, askedPage(c)),
      });
    })
    .get('/konto/bildung', own)
    .post('/konto/bildung/nachweise/:title', async (c) => {
      const id = param(c, 'title');
      const userId = userOf(c);
      const title = isId(id) ? await titleById(db, id) : undefined;
      if (title?.user_id !== userId) throw new HttpError(404);
      const [credential] = await credentialsByIds(db, [title.credential_id]);
      const shows = (await readForm(c))['zeigen']?.[0] === 'ja' && credential !== undefined;
      await showTitle(db, id, userId, shows ? await consultantOf(db, userId) : null);
      leaveFlash(c, 'gespeichert');
      return c.redirect('/konto/bildung', 303);
    });
}

const MOST_ANSWER = 10_000;
const formOf = (name: string) => z.object({ [name]: field.required(MOST_ANSWER) });
