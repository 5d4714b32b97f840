import { z } from 'zod';
import { field } from '#platform/forms/index.ts';
import { FACET_NAMES, type FacetName, type Selected } from '../facets.ts';

/** What the address of a search holds. */
export const searchForm = z.object({
  text: field.text(300),
  ort: field.text(80),
  ...(Object.fromEntries(FACET_NAMES.map((name) => [name, field.text(60)])) as Record<FacetName, ReturnType<typeof field.text>>),
});
export type Value = z.output<typeof searchForm>;

/** Nothing asked for. */
export const BLANK: Value = searchForm.parse({ text: '', ort: '', ...Object.fromEntries(FACET_NAMES.map((name) => [name, ''])) });

export const selectedIn = (value: Value): Selected =>
  Object.fromEntries(FACET_NAMES.flatMap((name) => (value[name] === '' ? [] : [[name, value[name]]])));

/** The address of this search with something changed; undefined takes a part away. */
export function searchPath(value: Value, change: Partial<Record<keyof Value | 'seite' | 'genau', string | undefined>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, given] of Object.entries({ ...value, ...change })) if (given) query.set(name, given);
  return `/suche?${query}`;
}
