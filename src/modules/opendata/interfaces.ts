import { ROUTES } from '#modules/accounts/index.ts';
import type { Examples } from './examples.ts';

/** Kinds of addresses for programs, as they stand on /daten. */
export const INTERFACE_GROUPS = ['hsds', 'oparl', 'checks', 'search', 'proofs', 'feeds', 'device', 'operation'] as const;
type Group = (typeof INTERFACE_GROUPS)[number];

/** The first pattern that fits an address names its group; what fits none is a page for people. */
const GROUPS: readonly [RegExp, Group][] = [
  [/^\/api\/hsds/, 'hsds'],
  [/^\/api\/oparl/, 'oparl'],
  [/^\/api\/checks/, 'checks'],
  [/^\/(api\/|einbetten\.js$)/, 'search'],
  [/^\/(\.well-known|nachweise\/status)\//, 'proofs'],
  [/^\/geraet\/.+\.(json|js|webmanifest)$/, 'device'],
  [/^\/(healthz|readyz|robots\.txt|sitemap\.xml|sitemap\/:part)$/, 'operation'],
  [/\.(ics|atom|csv|jsonld)$/, 'feeds'],
];

export interface Interface {
  /** The address as the documentation writes it, with the names of its parameters. */
  route: string;
  /** An address of it that answers. */
  href: string;
}

const ALL = Object.entries(ROUTES).flatMap(([key, action]) => {
  const words = key.split(' ');
  const route = words.at(-1) ?? '';
  const group = GROUPS.find(([pattern]) => pattern.test(route))?.[1];
  return words.includes('GET') && action === 'public.read' && group ? [{ group, route }] : [];
});

/**
 * The public addresses for programs of one kind, from the table of routes, so that a new one stands there by itself.
 * An address with a parameter needs a record to show it by; without one it is left out, and a list of its kind leads to it.
 */
export const interfacesOf = (group: Group, examples: Examples): Interface[] =>
  ALL.filter((each) => each.group === group).flatMap(({ route }) => {
    const href = examples[route] ?? (route.includes(':') ? undefined : route);
    return href === undefined ? [] : [{ route, href }];
  });
