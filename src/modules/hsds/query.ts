/** What is asked of a listing, and how a page of one looks. Pure. */
import { z } from 'zod';
import { isId } from '#platform/ids.ts';
import { PARAMETERS, refusalOf, type Served } from './parameters.ts';
import type { Json } from './publish.ts';

const PER_PAGE = 50;
const MOST_PER_PAGE = 500;

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
/** How each parameter is read, wherever it is served. */
const querySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  per_page: z.coerce.number().int().min(1).max(MOST_PER_PAGE).default(PER_PAGE),
  format: z.enum(['json', 'ndjson']).default('json'),
  search: z.string().max(300).optional(),
  modified_after: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), 'is no date and time')
    .transform((text) => new Date(text))
    .optional(),
  organization_id: z.string().refine(isId, 'is no id').optional(),
  taxonomy_id: z.string().refine(isId, 'is no id').optional(),
  taxonomy_term_id: z.string().refine(isId, 'is no id').optional(),
  parent_id: z.string().refine(isId, 'is no id').optional(),
  top_only: flag.default(false),
  full: flag.default(false),
  full_service: flag.default(false),
  minimal: flag.default(false),
});
export type Query = z.output<typeof querySchema>;

/** What is asked for, or what cannot be read or is not served, by parameter: nobody may believe that it was heard. */
export function readQuery(route: Served, input: Record<string, string>): Query | { parameter: string; message: string }[] {
  const served = new Set<string>(PARAMETERS[route].map(({ name }) => name));
  const unknown = Object.keys(input).filter((name) => !served.has(name));
  if (unknown.length > 0) return unknown.map((parameter) => ({ parameter, message: refusalOf(parameter) }));
  const parsed = querySchema.safeParse(input);
  return parsed.success ? parsed.data : parsed.error.issues.map(({ path, message }) => ({ parameter: path.join('.'), message }));
}

export const paged = (contents: Json[], total: number, { page, per_page }: Pick<Query, 'page' | 'per_page'>): Json => {
  const pages = Math.max(1, Math.ceil(total / per_page));
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
};
