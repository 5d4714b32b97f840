import { Entry, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Scheme } from '../model.ts';
import { accreditationTexts } from '../texts.ts';

const span = (scheme: Scheme, locale: Locale): string =>
  accreditationTexts(locale).schemeSpan(formatDay(scheme.from, locale), scheme.until ? formatDay(scheme.until, locale) : '');

/** /akkreditierung */
export function schemesPage(c: Ctx, schemes: readonly Scheme[]): Response {
  const locale = c.get('locale');
  const t = accreditationTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ul class="entries">
          {schemes
            .toSorted((a, b) => b.from.localeCompare(a.from))
            .map((scheme) => (
              <Entry key={scheme.id} href={`/akkreditierung/${scheme.id}`} title={inLocale(scheme.title, locale)}>
                <p class="muted">{span(scheme, locale)}</p>
              </Entry>
            ))}
        </ul>
      </>
    ),
  });
}

/** /akkreditierung/:scheme */
export function schemePage(c: Ctx, scheme: Scheme, before: Scheme | undefined): Response {
  const locale = c.get('locale');
  const t = accreditationTexts(locale);
  return renderPage(c, {
    title: inLocale(scheme.title, locale),
    crumbs: [{ href: '/akkreditierung', label: t.title }],
    children: (
      <>
        <h1>{inLocale(scheme.title, locale)}</h1>
        <p class="lead">{span(scheme, locale)}</p>
        <h2>{t.needed}</h2>
        <ul>
          {scheme.requirements.map((each) => (
            <li key={each.id}>{inLocale(each, locale)}</li>
          ))}
        </ul>
        <p>
          {t.validFor(scheme.months)} {t.decided[scheme.decidedBy]}
        </p>
        {before && scheme.replaces && <p>{t.replaces(inLocale(before.title, locale), formatDay(scheme.replaces.until, locale))}</p>}
      </>
    ),
  });
}
