import { Alert, Button, CheckGroup, EmptyState, ErrorSummary, Facts, type FormState, renderPage, Select, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { attendanceFault, cancelFault, completeFault } from '../course-gate.ts';
import type { Curriculum } from '../model.ts';
import type { CourseView, Participant } from '../service/courses.ts';
import type { CourseEntry } from '../store/courses.ts';
import { qualificationTexts } from '../texts.ts';
import { CourseFields, SessionFields } from './change.tsx';
import { clockTime, Sessions } from './course.tsx';
import { CourseList } from './public.tsx';

export interface Planning {
  organisation: { id: string; name: string };
  courses: Page<CourseEntry>;
  curricula: readonly Curriculum[];
  form: FormState;
}

/** /organisation/:organisation/kurse */
export function coursesPage(c: Ctx, { organisation, courses, curricula, form }: Planning): Response {
  const { locale } = form;
  const t = qualificationTexts(locale);
  return renderPage(c, {
    title: t.manage.title,
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: `/organisation/${organisation.id}`, label: organisation.name }],
    children: (
      <>
        <h1>{t.manage.title}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        {courses.total === 0 ? (
          <EmptyState title={t.manage.none} />
        ) : (
          <CourseList courses={courses} path={`/organisation/${organisation.id}/kurse`} c={c} />
        )}
        <h2>{t.manage.add}</h2>
        <form method="post" action={`/organisation/${organisation.id}/kurse`} class="form">
          <Select
            form={form}
            name="curriculum"
            label={t.manage.curriculum}
            options={curricula.map((curriculum) => ({ value: curriculum.id, label: inLocale(curriculum.title, locale) }))}
          />
          <CourseFields form={form} />
          <Button>{t.manage.add}</Button>
        </form>
      </>
    ),
  });
}

function Presence({ view, base, today, locale }: { view: CourseView; base: string; today: string; locale: Locale }) {
  const t = qualificationTexts(locale).manage;
  const there = view.participants.filter((each) => each.enrolment.state !== 'waiting');
  if (there.length === 0 || view.sessions.length === 0) return null;
  const [known, ahead] = [false, true].map((isAhead) =>
    view.sessions.filter(({ day }) => (attendanceFault(view.course, day, today) !== undefined) === isAhead),
  );
  return (
    <>
      <h2>{t.presence}</h2>
      {view.course.state === 'open' && ahead && ahead.length > 0 && (
        <p class="muted">{t.presenceFrom(ahead.map(({ day }) => formatDay(day, locale)).join(', '))}</p>
      )}
      {known?.map((session) => (
        <form method="post" action={`${base}/anwesenheit/${session.id}`} class="form" key={session.id}>
          <CheckGroup
            form={{
              locale,
              errors: {},
              input: { [`da-${session.id}`]: there.filter(({ present }) => present.has(session.id)).map(({ enrolment }) => enrolment.id) },
            }}
            name={`da-${session.id}`}
            label={`${formatDay(session.day, locale)}, ${clockTime(session.starts)}–${clockTime(session.ends)}`}
            options={there.map(({ enrolment }) => ({ value: enrolment.id, label: enrolment.name }))}
          />
          <Button kind="secondary">{t.savePresence}</Button>
        </form>
      ))}
    </>
  );
}

/** A certificate is offered where the gate is open; where not, why. */
function Completion({
  person,
  view,
  base,
  today,
  locale,
}: {
  person: Participant;
  view: CourseView;
  base: string;
  today: string;
  locale: Locale;
}) {
  const t = qualificationTexts(locale);
  const { enrolment, progress } = person;
  if (enrolment.state !== 'registered') return null;
  const fault = completeFault({ ...view.course, sessions: view.sessions }, enrolment.state, progress.level, today);
  if (fault || !progress.level) return <p class="muted">{fault === 'notEnough' ? t.manage.missing : fault && t.completeFaults[fault]}</p>;
  return (
    <form method="post" action={`${base}/abschluss/${enrolment.id}`}>
      <p>{t.manage.proves(t.levels[progress.level])}</p>
      <Button kind="secondary">{t.manage.complete}</Button>
    </form>
  );
}

interface PersonProps {
  person: Participant;
  view: CourseView;
  base: string;
  today: string;
  form: FormState;
}

function Person({ person, view, base, today, form }: PersonProps) {
  const { locale } = form;
  const t = qualificationTexts(locale);
  const { enrolment, progress, tasks } = person;
  return (
    <section class="entry">
      <h3 class="entry__title">
        {enrolment.name}{' '}
        {enrolment.state !== 'registered' && (
          <span class="muted">({enrolment.state === 'waiting' ? t.manage.waiting : t.manage.done})</span>
        )}
      </h3>
      <p class="muted">{t.own.attended(progress.attended)}</p>
      {tasks.map((task) => {
        const module = view.curriculum.modules.find((each) => each.id === task.module);
        return (
          <form method="post" action={`${base}/aufgaben/${enrolment.id}/${task.module}`} class="form" key={task.module}>
            <p>
              <strong>{module ? inLocale(module.title, locale) : task.module}</strong>{' '}
              <span class="muted">({t.taskStates[task.accepted === null ? 'open' : task.accepted ? 'yes' : 'no']})</span>
            </p>
            <p class="prewrap">{task.answer}</p>
            {!task.accepted && (
              <>
                <TextArea
                  form={form}
                  name={`remark-${enrolment.id}-${task.module}`}
                  label={t.manage.remark}
                  rows={2}
                  maxLength={2000}
                  optional
                />
                <div class="actions">
                  <Button name="urteil" value="ja">
                    {t.manage.accept}
                  </Button>
                  <Button kind="secondary" name="urteil" value="nein">
                    {t.manage.giveBack}
                  </Button>
                </div>
              </>
            )}
          </form>
        );
      })}
      <Completion person={person} view={view} base={base} today={today} locale={locale} />
    </section>
  );
}

export interface ManageView {
  view: CourseView;
  organisation: { id: string; name: string };
  today: string;
  form: FormState;
  fault?: string;
}

/** /organisation/:organisation/kurse/:course */
export function managePage(c: Ctx, { view, organisation, today, form, fault }: ManageView): Response {
  const { locale } = form;
  const t = qualificationTexts(locale);
  const base = `/organisation/${organisation.id}/kurse/${view.course.id}`;
  const taken = view.participants.filter(({ enrolment }) => enrolment.state !== 'waiting').length;
  return renderPage(c, {
    title: view.course.title,
    isPrivate: true,
    flashes: t.flash,
    status: fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: `/organisation/${organisation.id}`, label: organisation.name },
      { href: `/organisation/${organisation.id}/kurse`, label: t.manage.title },
    ],
    children: (
      <>
        <h1>{view.course.title}</h1>
        {fault && <Alert kind="danger" title={fault} />}
        {view.course.state === 'cancelled' && <Alert kind="warning" title={t.cancelledCourse} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <Facts
          facts={[
            [t.place, view.course.place],
            [t.online, view.course.link],
            [t.manage.seats, t.free(view.course.seats - taken, view.course.seats)],
          ]}
        />
        {view.course.state === 'open' && (
          <p>
            <a href={`${base}/aendern`}>{t.manage.change}</a>
          </p>
        )}
        <h2>{t.manage.sessions}</h2>
        <Sessions
          sessions={view.sessions}
          curriculum={view.curriculum}
          locale={locale}
          change={view.course.state === 'open' ? { base, label: t.manage.moved, text: t.manage.move } : undefined}
        />
        {view.course.state === 'open' && (
          <form method="post" action={`${base}/sitzungen`} class="form">
            <SessionFields form={form} curriculum={view.curriculum} />
            <Button kind="secondary">{t.manage.addSession}</Button>
          </form>
        )}
        <Presence view={view} base={base} today={today} locale={locale} />
        <h2>{t.manage.people}</h2>
        {view.participants.length === 0 && <EmptyState title={t.manage.nobody} />}
        {view.participants.map((person) => (
          <Person key={person.enrolment.id} person={person} view={view} base={base} today={today} form={form} />
        ))}
        {!cancelFault({ ...view.course, sessions: view.sessions }, today) && (
          <form method="post" action={`${base}/absagen`}>
            <Button kind="secondary">{t.manage.cancel}</Button>
          </form>
        )}
      </>
    ),
  });
}
