/** What the lists of OParl 1.1 take, and how a page of one looks ("Objektlisten und Paginierung"). Pure. */
import { isId } from '#platform/ids.ts';

const MOST_ON_A_PAGE = 100;

export interface ListQuery {
  page: number;
  limit: number;
  createdSince: Date | undefined;
  createdUntil: Date | undefined;
  /** With it a list also names what is no longer public, marked as deleted: so that whoever follows changes hears of it. */
  modifiedSince: Date | undefined;
  modifiedUntil: Date | undefined;
  /** Only what is of this body. */
  organization: string | undefined;
}

/** A parameter that cannot be read, by its name. */
export class BadQuery extends Error {}

/** @throws BadQuery */
export function queryOf(input: Record<string, string>): ListQuery {
  const filled = (name: string) => input[name] || undefined;
  const time = (name: string) => {
    const text = filled(name);
    if (text === undefined) return undefined;
    const value = Date.parse(text);
    if (Number.isNaN(value)) throw new BadQuery(name);
    return new Date(value);
  };
  const number = (name: string, fallback: number, most: number) => {
    const text = filled(name);
    if (text === undefined) return fallback;
    if (!/^\d{1,6}$/.test(text) || Number(text) < 1) throw new BadQuery(name);
    return Math.min(most, Number(text));
  };
  const organization = filled('organization');
  if (organization !== undefined && !isId(organization)) throw new BadQuery('organization');
  return {
    page: number('page', 1, 100_000),
    limit: number('limit', MOST_ON_A_PAGE, MOST_ON_A_PAGE),
    createdSince: time('created_since'),
    createdUntil: time('created_until'),
    modifiedSince: time('modified_since'),
    modifiedUntil: time('modified_until'),
    organization,
  };
}

/** A page of a list of `total` objects; `address` leads to another page of it. */
export function listPage(data: readonly object[], total: number, { page, limit }: ListQuery, address: (page: number) => string) {
  const totalPages = Math.max(1, Math.ceil(total / limit));
  return {
    data,
    pagination: { totalElements: total, elementsPerPage: limit, currentPage: page, totalPages },
    links: {
      first: address(1),
      ...(page > 1 ? { prev: address(page - 1) } : {}),
      self: address(page),
      ...(page < totalPages ? { next: address(page + 1) } : {}),
      last: address(totalPages),
    },
  };
}
