import {
  Alert,
  Button,
  CheckGroup,
  EmptyState,
  ErrorSummary,
  type FormState,
  renderPage,
  Select,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Curriculum } from '../model.ts';
import type { CourseView, Participant } from '../service/courses.ts';
import type { CourseEntry } from '../store/courses.ts';
import { qualificationTexts } from '../texts.ts';
import { clockTime, Sessions } from './course.tsx';
import { CourseList } from './public.tsx';

function SessionFields({ form, curriculum }: { form: FormState; curriculum: Curriculum }) {
  const { locale } = form;
  const t = qualificationTexts(locale).manage;
  const modules = curriculum.modules.map((module) => ({ value: module.id, label: inLocale(module.title, locale) }));
  return (
    <>
      <Select form={form} name="module" label={t.module} options={modules} />
      <TextField form={form} name="day" label={t.day} type="date" width="short" />
      <TextField form={form} name="starts" label={t.starts} width="short" />
      <TextField form={form} name="ends" label={t.ends} width="short" />
    </>
  );
}

export interface Planning {
  organisation: { id: string; name: string };
  courses: readonly CourseEntry[];
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
        {courses.length === 0 ? <EmptyState title={t.manage.none} /> : <CourseList courses={courses} locale={locale} />}
        <h2>{t.manage.add}</h2>
        <form method="post" action={`/organisation/${organisation.id}/kurse`} class="form">
          <Select
            form={form}
            name="curriculum"
            label={t.manage.curriculum}
            options={curricula.map((curriculum) => ({ value: curriculum.id, label: inLocale(curriculum.title, locale) }))}
          />
          <TextField form={form} name="title" label={t.manage.name} maxLength={160} />
          <TextField form={form} name="place" label={t.place} maxLength={160} />
          <TextField form={form} name="link" label={t.manage.link} maxLength={300} optional />
          <TextField form={form} name="seats" label={t.manage.seats} inputMode="numeric" width="short" />
          <TextArea form={form} name="note" label={t.manage.note} maxLength={3000} rows={3} optional />
          <Button>{t.manage.add}</Button>
        </form>
      </>
    ),
  });
}

function Presence({ view, base, locale }: { view: CourseView; base: string; locale: Locale }) {
  const t = qualificationTexts(locale).manage;
  const there = view.participants.filter((each) => each.enrolment.state !== 'waiting');
  if (there.length === 0 || view.sessions.length === 0) return null;
  return (
    <>
      <h2>{t.presence}</h2>
      {view.sessions.map((session) => (
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

function Person({ person, view, base, form }: { person: Participant; view: CourseView; base: string; form: FormState }) {
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
      {enrolment.state === 'registered' && (
        <form method="post" action={`${base}/abschluss/${enrolment.id}`}>
          <p>{progress.level ? t.manage.proves(t.levels[progress.level]) : t.manage.missing}</p>
          <Button kind="secondary">{t.manage.complete}</Button>
        </form>
      )}
    </section>
  );
}

/** /organisation/:organisation/kurse/:course */
export function managePage(
  c: Ctx,
  view: CourseView,
  organisation: { id: string; name: string },
  form: FormState,
  fault?: string,
): Response {
  const { locale } = form;
  const t = qualificationTexts(locale);
  const base = `/organisation/${organisation.id}/kurse/${view.course.id}`;
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
        <h2>{t.manage.sessions}</h2>
        <Sessions sessions={view.sessions} curriculum={view.curriculum} locale={locale} />
        {view.course.state === 'open' && (
          <form method="post" action={`${base}/sitzungen`} class="form">
            <SessionFields form={form} curriculum={view.curriculum} />
            <Button kind="secondary">{t.manage.addSession}</Button>
          </form>
        )}
        <Presence view={view} base={base} locale={locale} />
        <h2>{t.manage.people}</h2>
        {view.participants.length === 0 && <EmptyState title={t.manage.nobody} />}
        {view.participants.map((person) => (
          <Person key={person.enrolment.id} person={person} view={view} base={base} form={form} />
        ))}
        {view.course.state === 'open' && (
          <form method="post" action={`${base}/absagen`}>
            <Button kind="secondary">{t.manage.cancel}</Button>
          </form>
        )}
      </>
    ),
  });
}
