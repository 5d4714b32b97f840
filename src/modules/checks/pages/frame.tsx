import type { Station } from '#design/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { evaluate } from '../model.ts';
import type { Opened } from '../desk.ts';
import { checksTexts } from '../texts.ts';

export const base = (opened: Opened): string => opened.path;
export const themePath = (opened: Opened, number: number): string => `${base(opened)}/thema/${number}`;

/** The pages above one of an assessment's pages. */
export const crumbs = (opened: Opened, locale: Locale, above = true) => [
  { href: '/checks', label: checksTexts(locale).title },
  ...(above ? [{ href: base(opened), label: inLocale(opened.definition.title, locale) }] : []),
];

/** The themes as a way: done when everything in them is rated, now where one stands. */
export function themeStations(opened: Opened, locale: Locale, current?: number): Station[] {
  const t = checksTexts(locale);
  const evaluation = evaluate(opened.definition, opened.assessment.ratings);
  const firstOpen = evaluation.themes.findIndex((theme) => theme.counts.open > 0);
  return opened.definition.themes.map((theme, index) => {
    const open = evaluation.themes[index]?.counts.open ?? 0;
    const total = theme.checkpoints.length;
    const here = current === undefined ? index === firstOpen : index === current;
    return {
      label: inLocale(theme.title, locale),
      state: here ? 'now' : open === 0 ? 'done' : 'ahead',
      note: open === 0 || open === total ? undefined : t.progress(total - open, total),
      href: themePath(opened, index + 1),
    };
  });
}

export function Progress({ opened, locale }: { opened: Opened; locale: Locale }) {
  const t = checksTexts(locale);
  const { rated, total } = evaluate(opened.definition, opened.assessment.ratings);
  return (
    <>
      <p class="muted small" id="fortschritt" data-progress-text>
        {t.progress(rated, total)}
      </p>
      <progress class="progress" value={rated} max={total} data-progress aria-labelledby="fortschritt" />
    </>
  );
}
