import { type ReferenceExpression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from './database/index.ts';
import type { Ctx } from './http/context.ts';

/** Rows on a page of a list, where the list names no other number. */
const PER_PAGE = 50;
/** The parameter of an address that names the page of a list; a second list on the same page has one of its own. */
export const PAGE_PARAMETER = 'seite';

/** Which page somebody asks for, from 1; it may lie past the end. */
export interface Asked {
  page: number;
  perPage: number;
}

/** A page of a list, which says how many rows there are in all. */
export interface Page<Row> extends Asked {
  rows: Row[];
  total: number;
}

/** The page that a parameter names; 1 for whatever is no page. */
export const pageNumber = (text: string | undefined): number => (/^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : 1);

/** The page that the address of a request asks for. */
export const askedPage = (c: Ctx, perPage = PER_PAGE, parameter = PAGE_PARAMETER): Asked => ({
  page: pageNumber(c.req.query(parameter)),
  perPage,
});

/** The beginning of a list as long as that: for a teaser that says how many there are, and links to the whole. */
export const firstOf = (perPage: number): Asked => ({ page: 1, perPage });

/** All of it at once, in one statement: for a file, or a computation that needs every row in memory. */
export const WHOLE: Asked = { page: 1, perPage: 1_000_000_000 };

export const pagesOf = ({ total, perPage }: Pick<Page<unknown>, 'total' | 'perPage'>): number => Math.max(1, Math.ceil(total / perPage));

/** Past the end comes the last page: rows go while somebody turns pages. */
const within = (asked: Asked, total: number): Asked => ({ ...asked, page: Math.min(asked.page, pagesOf({ ...asked, total })) });
const startOf = ({ page, perPage }: Asked): number => (page - 1) * perPage;

/** A page of what a query finds. `key` tells any two rows apart, so that none comes twice or not at all on the way through the pages. */
export async function pageOf<Tables, Table extends keyof Tables, Row>(
  db: Db,
  query: SelectQueryBuilder<Tables, Table, Row>,
  key: ReferenceExpression<Tables, Table> | readonly ReferenceExpression<Tables, Table>[],
  asked: Asked,
): Promise<Page<Row>> {
  const total = await countOf(db, query);
  const shown = within(asked, total);
  // An expression by itself is no array; a list of keys is.
  const keys = (Array.isArray(key) ? key : [key]) as readonly ReferenceExpression<Tables, Table>[];
  const ordered = keys.reduce<typeof query>((ordering, each) => ordering.orderBy(each as never), query);
  const rows = await ordered.limit(shown.perPage).offset(startOf(shown)).execute();
  return { ...shown, rows, total };
}

/** How many rows a query finds. */
export async function countOf<Tables, Table extends keyof Tables, Row>(
  db: Db,
  query: SelectQueryBuilder<Tables, Table, Row>,
): Promise<number> {
  const counted = await sql<{ total: number }>`select count(*)::int as total from (${query.clearOrderBy()}) as found`.execute(db);
  return counted.rows[0]?.total ?? 0;
}

/** The same for a statement that is written as SQL; `order` ends with a key. */
export async function pageOfSql<Row>(db: Db, statement: RawBuilder<Row>, order: RawBuilder<unknown>, asked: Asked): Promise<Page<Row>> {
  const counted = await sql<{ total: number }>`select count(*)::int as total from (${statement}) as found`.execute(db);
  const total = counted.rows[0]?.total ?? 0;
  const shown = within(asked, total);
  const rows = await sql<Row>`${statement} order by ${order} limit ${shown.perPage} offset ${startOf(shown)}`.execute(db);
  return { ...shown, rows: rows.rows, total };
}

/** A page of a list that is there as a whole. */
export function pageOfAll<Row>(all: readonly Row[], asked: Asked): Page<Row> {
  const shown = within(asked, all.length);
  return { ...shown, rows: all.slice(startOf(shown), startOf(shown) + shown.perPage), total: all.length };
}

/** The same page with each row made into something else. */
export const mapPage = <Row, Other>(page: Page<Row>, make: (row: Row) => Other): Page<Other> => ({ ...page, rows: page.rows.map(make) });
