import type { Found } from './model.ts';

/** What results can be narrowed by, and which values of it a result has. */
const VALUES = {
  art: ({ kind }: Found) => [kind === 'pilot' ? 'consultant' : kind],
  angebot: ({ offer_kind }: Found) => (offer_kind ? [offer_kind] : []),
  thema: ({ topics }: Found) => topics,
  form: ({ kind, online, on_site }: Found) =>
    kind === 'offer' || kind === 'consultant' || kind === 'pilot' ? [...(online ? ['online'] : []), ...(on_site ? ['vorort'] : [])] : [],
  kosten: ({ kind, free }: Found) => (kind === 'offer' ? [free ? 'frei' : 'kostet'] : []),
  sprache: ({ languages }: Found) => languages.filter((language) => language !== 'de'),
} as const;

export type FacetName = keyof typeof VALUES;
export const FACET_NAMES = Object.keys(VALUES) as FacetName[];
export type Selected = Partial<Record<FacetName, string>>;

export interface Facet {
  name: FacetName;
  /** Values with how many results one would see, the most first. */
  values: { value: string; count: number }[];
}

const MOST_VALUES = 8;

const fits = (found: Found, selected: Selected, without?: FacetName): boolean =>
  FACET_NAMES.every((name) => {
    const wanted = selected[name];
    return name === without || wanted === undefined || VALUES[name](found).includes(wanted);
  });

/** The results that fit what was selected, in their order. */
export const narrowed = <Result extends { found: Found }>(results: readonly Result[], selected: Selected): Result[] =>
  results.filter(({ found }) => fits(found, selected));

/** By what the results can be narrowed further: each count is what one gets by choosing the value. */
export function facetsOf(results: readonly { found: Found }[], selected: Selected): Facet[] {
  return FACET_NAMES.map((name) => {
    const counts = new Map<string, number>();
    for (const { found } of results)
      if (fits(found, selected, name)) for (const value of VALUES[name](found)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const values = [...counts]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return { name, values: values.slice(0, MOST_VALUES) };
  }).filter(({ values }) => values.length > 0);
}
