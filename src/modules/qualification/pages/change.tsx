import { Button, ErrorSummary, type FormState, renderPage, Select, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Curriculum } from '../model.ts';
import type { CourseRow, SessionRow } from '../tables.ts';
import { qualificationTexts } from '../texts.ts';

/** What a course says of itself. */
export function CourseFields({ form }: { form: FormState }) {
  const t = qualificationTexts(form.locale);
  return (
    <>
      <TextField form={form} name="title" label={t.manage.name} maxLength={160} />
      <TextField form={form} name="place" label={t.place} maxLength={160} />
      <TextField form={form} name="link" label={t.manage.link} maxLength={300} optional />
      <TextField form={form} name="seats" label={t.manage.seats} inputMode="numeric" width="short" />
      <TextArea form={form} name="note" label={t.manage.note} maxLength={3000} rows={3} optional />
    </>
  );
}

export function SessionFields({ form, curriculum }: { form: FormState; curriculum: Curriculum }) {
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

interface ChangeView {
  course: CourseRow;
  organisation: { id: string; name: string };
  form: FormState;
}

function frame(c: Ctx, { course, organisation, form }: ChangeView, title: string, children: preact.JSX.Element): Response {
  const t = qualificationTexts(form.locale).manage;
  const base = `/organisation/${organisation.id}/kurse`;
  return renderPage(c, {
    title,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: `/organisation/${organisation.id}`, label: organisation.name },
      { href: base, label: t.title },
      { href: `${base}/${course.id}`, label: course.title },
    ],
    children: (
      <>
        <h1>{title}</h1>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        {children}
      </>
    ),
  });
}

/** /organisation/:organisation/kurse/:course/aendern */
export function changeCoursePage(c: Ctx, view: ChangeView): Response {
  const t = qualificationTexts(view.form.locale).manage;
  return frame(
    c,
    view,
    t.change,
    <form method="post" class="form">
      <p class="muted">{t.changeHint}</p>
      <CourseFields form={view.form} />
      <Button>{t.save}</Button>
    </form>,
  );
}

/** /organisation/:organisation/kurse/:course/sitzungen/:session */
export function changeSessionPage(c: Ctx, view: ChangeView & { curriculum: Curriculum; session: SessionRow }): Response {
  const { form, curriculum, session } = view;
  const t = qualificationTexts(form.locale).manage;
  return frame(
    c,
    view,
    t.moved(formatDay(session.day, form.locale)),
    <>
      <form method="post" class="form">
        <p class="muted">{t.moveHint}</p>
        <SessionFields form={form} curriculum={curriculum} />
        <Button>{t.save}</Button>
      </form>
      <form method="post" action={`/organisation/${view.organisation.id}/kurse/${view.course.id}/sitzungen/${session.id}/streichen`}>
        <Button kind="tertiary">{t.remove}</Button>
      </form>
    </>,
  );
}
