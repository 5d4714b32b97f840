import { Chip } from '#design/index.ts';
import { formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type FacetName, facetsOf } from '../facets.ts';
import type { SearchAnswer } from '../service.ts';
import { searchTexts } from '../texts.ts';
import { searchPath, selectedIn, type Value } from './query.ts';

function facetLabel(name: FacetName, value: string, topics: Topics, locale: Locale): string {
  const t = searchTexts(locale);
  const o = offersTexts(locale);
  switch (name) {
    case 'art':
      return t.kinds[value as keyof typeof t.kinds] ?? value;
    case 'angebot':
      return o.kinds[value as keyof typeof o.kinds] ?? value;
    case 'thema':
      return topics.label(value, locale);
    case 'form':
      return value === 'online' ? t.online : t.onSite;
    case 'kosten':
      return value === 'frei' ? t.free : t.paid;
    case 'sprache':
      return o.languageNames[value] ?? value;
  }
}

/** By what the results can be narrowed, with counts. */
export function Facets({ value, answer, topics, locale }: { value: Value; answer: SearchAnswer; topics: Topics; locale: Locale }) {
  const t = searchTexts(locale);
  const selected = selectedIn(value);
  const facets = facetsOf(answer.ranked, selected).filter(({ name }) => selected[name] === undefined);
  return (
    <nav aria-label={t.narrowing}>
      {facets.map(({ name, values }) => (
        <section key={name}>
          <h2 class="facet">{t.facets[name]}</h2>
          <ul class="plain-list link-list">
            {values.map(({ value: each, count }) => (
              <li key={each}>
                <a href={searchPath(value, { [name]: each })} rel="nofollow">
                  {facetLabel(name, each, topics, locale)}
                </a>{' '}
                <span class="muted">({formatNumber(count, locale)})</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** What they are narrowed by, each to be taken away. */
export function Chips({ value, topics, locale }: { value: Value; topics: Topics; locale: Locale }) {
  const selected = Object.entries(selectedIn(value)) as [FacetName, string][];
  if (selected.length === 0) return null;
  return (
    <p>
      {selected.map(([name, chosen]) => (
        <Chip
          key={name}
          label={facetLabel(name, chosen, topics, locale)}
          removeHref={searchPath(value, { [name]: undefined })}
          locale={locale}
        />
      ))}
    </p>
  );
}
