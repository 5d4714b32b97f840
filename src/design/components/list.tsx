import type { ComponentChildren } from 'preact';
import type { Locale } from '../../platform/i18n/index.ts';
import { designTexts } from '../texts.ts';

/** A filter that is set: its name, and a link that takes it away. */
export function Chip({ label, removeHref, locale }: { label: string; removeHref: string; locale: Locale }) {
  return (
    <a class="chip" href={removeHref} aria-label={designTexts(locale).remove(label)}>
      {label} <span aria-hidden="true">✕</span>
    </a>
  );
}

/** A word about a thing, not a link. */
export function Tag({ children }: { children: ComponentChildren }) {
  return <span class="tag">{children}</span>;
}

/** What a condition that does not hold leaves behind: no fact (0 is one). */
const isNothing = (value: ComponentChildren): boolean =>
  value === undefined || value === null || value === false || value === '' || (Array.isArray(value) && value.every(isNothing));

/** Keys and values, one under the other on a phone. */
export function Facts({ facts }: { facts: [label: string, value: ComponentChildren][] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => !isNothing(value))
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** One entry of a list that leads somewhere; the heading is the link. */
export function Entry({
  href,
  title,
  kicker,
  children,
  level = 2,
}: {
  href: string;
  title: string;
  kicker?: ComponentChildren;
  children?: ComponentChildren;
  level?: 2 | 3;
}) {
  const Heading = `h${level}` as const;
  return (
    <li class="entry">
      {kicker && <p class="entry__kicker">{kicker}</p>}
      <Heading class="entry__title">
        <a href={href}>{title}</a>
      </Heading>
      {children}
    </li>
  );
}

/** The places of a workplace, side by side where there is room. */
export function TabList({ links }: { links: readonly (readonly [href: string, label: string])[] }) {
  return (
    <ul class="tab-list">
      {links.map(([href, label]) => (
        <li key={href}>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
}

export interface PaginationProps {
  page: number;
  pages: number;
  href: (page: number) => string;
  /** What is turned, where several lists stand on one page. */
  label?: string | undefined;
  locale: Locale;
}

export function Pagination({ page, pages, href, label, locale }: PaginationProps) {
  if (pages <= 1) return null;
  const t = designTexts(locale);
  return (
    <nav class="pagination" aria-label={label === undefined ? t.pages : `${t.pages}: ${label}`}>
      {page > 1 && (
        <a class="kern-btn kern-btn--secondary" href={href(page - 1)} rel="prev">
          <span class="kern-label">{t.previous}</span>
        </a>
      )}
      <span>{t.page(page, pages)}</span>
      {page < pages && (
        <a class="kern-btn kern-btn--secondary" href={href(page + 1)} rel="next">
          <span class="kern-label">{t.next}</span>
        </a>
      )}
    </nav>
  );
}
