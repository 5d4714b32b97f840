import { Alert, Button, emptyForm, Facts, type FormState, LinkButton, renderPage, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { hasPlace, isOver } from '../course-gate.ts';
import { courseThing } from '../course-thing.ts';
import type { Curriculum } from '../model.ts';
import type { CourseView, Participant } from '../service/courses.ts';
import type { SessionRow, TaskRow } from '../tables.ts';
import { qualificationTexts } from '../texts.ts';

export const clockTime = (time: string): string => time.slice(0, 5);

interface SessionsProps {
  sessions: readonly SessionRow[];
  curriculum: Curriculum;
  locale: Locale;
  /** The way to change one, for whom it is theirs. */
  change?: { base: string; label: (day: string) => string; text: string } | undefined;
}

export function Sessions({ sessions, curriculum, locale, change }: SessionsProps) {
  return (
    <ul>
      {sessions.map((session) => {
        const module = curriculum.modules.find((each) => each.id === session.module);
        return (
          <li key={session.id}>
            {formatDay(session.day, locale)}, {clockTime(session.starts)}–{clockTime(session.ends)}
            {module && `: ${inLocale(module.title, locale)}`}{' '}
            {change && (
              <a href={`${change.base}/sitzungen/${session.id}`} aria-label={change.label(formatDay(session.day, locale))}>
                {change.text}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const stateOf = (task: TaskRow | undefined): 'none' | 'open' | 'yes' | 'no' =>
  task === undefined ? 'none' : task.accepted === null ? 'open' : task.accepted ? 'yes' : 'no';

function Tasks({ view, own, form }: { view: CourseView; own: Participant; form: FormState }) {
  const { locale } = form;
  const t = qualificationTexts(locale);
  return (
    <>
      {view.curriculum.modules.map((module) => {
        if (!module.task) return null;
        const task = own.tasks.find((each) => each.module === module.id);
        const state = stateOf(task);
        return (
          <section class="entry" key={module.id}>
            <h3 class="entry__title">
              {inLocale(module.title, locale)} <span class="muted">({t.taskStates[state]})</span>
            </h3>
            <p>{inLocale(module.task, locale)}</p>
            {task && <p class="prewrap">{task.answer}</p>}
            {task?.remark && <p>{t.remark(task.remark)}</p>}
            {state !== 'yes' && (
              <form method="post" action={`/bildung/kurse/${view.course.id}/aufgaben/${module.id}`} class="form">
                <TextArea form={form} name={`answer-${module.id}`} label={t.answer} hint={t.answerHint} rows={4} maxLength={10000} />
                <Button kind="secondary">{t.handIn}</Button>
              </form>
            )}
          </section>
        );
      })}
    </>
  );
}

export interface CoursePageView {
  view: CourseView;
  organisation: { name: string; slug: string } | undefined;
  /** Whoever looks, where they take part. */
  own: Participant | undefined;
  isSignedIn: boolean;
  today: string;
  mayManage: boolean;
  fault?: string;
  form?: FormState;
}

/** What a course is about: in its own words, else in those of what it teaches. */
const aboutOf = ({ course, curriculum }: CourseView, locale: Locale): string => course.note || inLocale(curriculum.summary, locale);

/** /bildung/kurse/:course */
export function coursePage(c: Ctx, { view, organisation, own, isSignedIn, today, mayManage, fault, form }: CoursePageView): Response {
  const locale = c.get('locale');
  const t = qualificationTexts(locale);
  const { course, curriculum, sessions, participants } = view;
  const base = `/bildung/kurse/${course.id}`;
  const waiting = participants.filter((each) => each.enrolment.state === 'waiting').length;
  const taken = participants.length - waiting;
  const takesPeople = course.state === 'open' && !isOver(view, today);
  return renderPage(c, {
    title: course.title,
    description: aboutOf(view, locale),
    thing: courseThing(view, organisation?.name, aboutOf(view, locale)),
    flashes: t.flash,
    status: fault || (form && Object.keys(form.errors).length > 0) ? 422 : 200,
    crumbs: [
      { href: '/bildung', label: t.title },
      { href: `/bildung/${curriculum.id}`, label: inLocale(curriculum.title, locale) },
    ],
    children: (
      <>
        <h1>{course.title}</h1>
        {course.state === 'cancelled' && <Alert kind="warning" title={t.cancelledCourse} />}
        {fault && <Alert kind="danger" title={fault} />}
        {own && <Alert kind="success" title={t.enrolledState[own.enrolment.state]} />}
        <Facts
          facts={[
            [t.when, sessions.length > 0 && <Sessions sessions={sessions} curriculum={curriculum} locale={locale} />],
            [t.place, course.place],
            [t.online, own && own.enrolment.state !== 'waiting' && course.link],
            [t.sponsors, organisation && <a href={`/partner/${organisation.slug}`}>{organisation.name}</a>],
            [t.manage.seats, t.free(course.seats - taken, course.seats)],
          ]}
        />
        {course.note && <p class="prewrap">{course.note}</p>}
        <p>
          <a href={`${base}/kalender.ics`}>{t.calendar}</a>
        </p>
        {course.state === 'open' && !takesPeople && <p class="muted">{t.faults.past}</p>}
        {takesPeople && !own && !isSignedIn && (
          <>
            <p>{t.signInFirst}</p>
            <LinkButton href={`/anmelden?weiter=${encodeURIComponent(base)}`}>{t.toAccount}</LinkButton>
          </>
        )}
        {takesPeople && !own && isSignedIn && (
          <form method="post" action={`${base}/anmelden`}>
            <Button>{hasPlace(course.seats, taken, waiting) ? t.enrol : t.toWaiting}</Button>
          </form>
        )}
        {own && own.enrolment.state !== 'completed' && (
          <form method="post" action={`${base}/abmelden`}>
            <Button kind="secondary">{t.leave}</Button>
          </form>
        )}
        {own && own.enrolment.state !== 'waiting' && curriculum.modules.some((module) => module.task) && (
          <>
            <h2>{t.task}</h2>
            <Tasks view={view} own={own} form={form ?? emptyForm(locale)} />
          </>
        )}
        {mayManage && (
          <LinkButton href={`/organisation/${course.organisation_id}/kurse/${course.id}`} kind="secondary">
            {t.manage.people}
          </LinkButton>
        )}
      </>
    ),
  });
}
