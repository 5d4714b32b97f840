import type { ComponentChildren } from 'preact';
import type { Ctx } from '../../platform/http/context.ts';
import { formatNumber } from '../../platform/i18n/format.ts';
import { type Page, PAGE_PARAMETER, pagesOf } from '../../platform/lists.ts';
import { designTexts } from '../texts.ts';
import { Pagination } from './list.tsx';

type Shown = Omit<Page<unknown>, 'rows'> & { rows: readonly unknown[] };

/** The address of another page of a list: all that filters, sorts or turns another list stays. */
function pageHref(c: Ctx, page: number, { parameter = PAGE_PARAMETER, path, anchor }: PagedPlace = {}): string {
  const { pathname, searchParams } = new URL(c.req.url);
  if (page > 1) searchParams.set(parameter, String(page));
  else searchParams.delete(parameter);
  const query = searchParams.size > 0 ? `?${searchParams}` : '';
  return `${path ?? pathname}${query}${anchor === undefined ? '' : `#${anchor}`}`;
}

interface PagedPlace {
  /** Names the page in the address; another one for a second list on the same page. */
  parameter?: string | undefined;
  /** Where the list stands, if not at the address that was asked for: after a form that was refused. */
  path?: string | undefined;
  /** Id of the list on its page: turning leads back to it. */
  anchor?: string | undefined;
}

interface PagedProps extends PagedPlace {
  list: Shown;
  c: Ctx;
  /** What the list holds, where several stand on one page. */
  label?: string | undefined;
  /** The address of a page, where the list’s own is not what was asked for: after a form that carries the filters. */
  href?: ((page: number) => string) | undefined;
  children: ComponentChildren;
}

/** Which rows of how many are shown. */
function Total({ list, c }: { list: Shown; c: Ctx }) {
  const locale = c.get('locale');
  const t = designTexts(locale);
  const number = (value: number) => formatNumber(value, locale);
  const start = (list.page - 1) * list.perPage;
  const isWhole = list.total <= list.perPage;
  return (
    <p class="muted small list-total">
      {isWhole
        ? t.total(number(list.total), list.total === 1)
        : t.range(number(start + 1), number(start + list.rows.length), number(list.total))}
    </p>
  );
}

/** A list with how many there are in all above it, and the way to the other pages below. An empty list is its children alone. */
export function Paged({ list, c, label, href, children, ...place }: PagedProps) {
  return (
    <div id={place.anchor} data-list={place.parameter ?? PAGE_PARAMETER}>
      {list.total > 0 && <Total list={list} c={c} />}
      {children}
      <Pagination
        page={list.page}
        pages={pagesOf(list)}
        href={href ?? ((page) => pageHref(c, page, place))}
        label={label}
        locale={c.get('locale')}
      />
    </div>
  );
}

/** The end of a teaser: how many of how many it shows, with the way to all of them. Nothing where it shows them all. */
export function More({ shown, total, href, c }: { shown: number; total: number; href?: string | undefined; c: Ctx }) {
  if (total <= shown) return null;
  const locale = c.get('locale');
  const t = designTexts(locale);
  const number = (value: number) => formatNumber(value, locale);
  return (
    <p class="muted small">
      {t.more(number(shown), number(total))}
      {href !== undefined && (
        <>
          {'. '}
          <a href={href}>{t.all(number(total))}</a>
        </>
      )}
    </p>
  );
}
