import type { ComponentChildren } from 'preact';
import { ErrorSummary, type FormState, renderPage, type Station } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { evaluate } from '../model.ts';
import { evaluateFocus, type Opened, themesInFocus } from '../desk.ts';
import { checksTexts } from '../texts.ts';
import { wayTexts } from '../texts-way.ts';

export const base = (opened: Opened): string => opened.path;
export const themePath = (opened: Opened, number: number): string => `${base(opened)}/thema/${number}`;

/** The pages above one of an assessment's pages. */
export const crumbs = (opened: Opened, locale: Locale, above = true) => [
  { href: '/checks', label: checksTexts(locale).title },
  ...(above ? [{ href: base(opened), label: inLocale(opened.definition.title, locale) }] : []),
];

interface FormPage {
  texts: { title: string; lead: string; flash: Record<string, string> };
  form: FormState;
  children: ComponentChildren;
}

/** A page of an assessment around one form: what it is for, what was wrong with it, and the rest. */
export function formPage(c: Ctx, opened: Opened, { texts, form, children }: FormPage): Response {
  const locale = c.get('locale');
  return renderPage(c, {
    title: texts.title,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    flashes: texts.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        {children}
      </>
    ),
  });
}

/** The themes as a way: done when everything in them is rated, now where one stands. */
export function themeStations(opened: Opened, locale: Locale): Station[] {
  const t = checksTexts(locale);
  const evaluation = evaluate(opened.definition, opened.assessment.ratings);
  const focus = new Set(themesInFocus(opened).map((theme) => theme.id));
  const isOpen = (index: number) => (evaluation.themes[index]?.counts.open ?? 0) > 0;
  const firstOpen = opened.definition.themes.findIndex((theme, index) => focus.has(theme.id) && isOpen(index));
  return opened.definition.themes.map((theme, index) => {
    const open = evaluation.themes[index]?.counts.open ?? 0;
    const total = theme.checkpoints.length;
    const note = focus.has(theme.id) ? undefined : wayTexts(locale).later;
    return {
      label: inLocale(theme.title, locale),
      state: index === firstOpen ? 'now' : open === 0 ? 'done' : 'ahead',
      note: open === 0 || open === total ? (open === 0 ? undefined : note) : t.progress(total - open, total),
      href: themePath(opened, theme.number),
    };
  });
}

export function Progress({ opened, locale }: { opened: Opened; locale: Locale }) {
  const t = checksTexts(locale);
  const { rated, total } = evaluateFocus(opened);
  return (
    <>
      <p class="muted small" id="fortschritt" data-progress-text>
        {t.progress(rated, total)}
      </p>
      <progress class="progress" value={rated} max={total} data-progress aria-labelledby="fortschritt" />
    </>
  );
}
