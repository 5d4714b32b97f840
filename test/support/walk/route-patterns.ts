import { type Action, ROUTES, routeRule } from '../../../src/modules/accounts/index.ts';

/** A route of the table of permissions. */
export interface Pattern {
  path: string;
  action: Action;
  matches: RegExp;
  /** The kind of place that the address names and the parameter that holds it. */
  place: readonly (readonly [string, string])[];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const matcher = (path: string) =>
  new RegExp(
    `^${path
      .split('/')
      .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : escaped(part)))
      .join('/')}$`,
  );

/** Fixed parts before parameters, as the routers decide: /betrieb/neu is no company. */
const openness = ({ path }: Pattern): string =>
  path
    .split('/')
    .map((part) => (/^[:*]/.test(part) ? '1' : '0'))
    .join('');
const byFixedParts = (a: Pattern, b: Pattern) => (openness(a) < openness(b) ? -1 : Number(openness(a) > openness(b)));

const patternsOf = (method: 'GET' | 'POST'): readonly Pattern[] =>
  Object.keys(ROUTES)
    .filter((key) => key.split(' ').slice(0, -1).includes(method))
    .flatMap((key) => {
      const path = key.split(' ').at(-1) ?? '';
      const rule = routeRule(method, path);
      return rule ? [{ path, action: rule.action, place: rule.place, matches: matcher(path) }] : [];
    })
    .toSorted(byFixedParts);

/** Every GET route of the table, the more exact ones first. */
export const GET_PATTERNS: readonly Pattern[] = patternsOf('GET');
/** Every route that takes a form. */
export const POST_PATTERNS: readonly Pattern[] = patternsOf('POST');

/** The route that answers an address (its query aside); undefined where none is there. */
export function patternOf(address: string, patterns = GET_PATTERNS): Pattern | undefined {
  const path = address.replace(/[?#].*/, '');
  return patterns.find((pattern) => pattern.matches.test(path));
}

/** What stands in an address where the route names a parameter. */
export function parameterOf(path: string, address: string, name: string): string | undefined {
  return address.replace(/[?#].*/, '').split('/')[path.split('/').indexOf(`:${name}`)];
}
