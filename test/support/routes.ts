import { routeRule } from '../../src/modules/accounts/index.ts';
import type { Router } from '../../src/platform/http/context.ts';

export interface Route {
  method: string;
  path: string;
}

/** Every route of an application, each once; middleware is none. */
export function routesOf(app: Pick<Router, 'routes'>): Route[] {
  const seen = new Map<string, Route>();
  for (const { method, path } of app.routes) if (method !== 'ALL') seen.set(`${method} ${path}`, { method, path });
  return [...seen.values()];
}

/** Routes that the table of permissions does not know. */
export const withoutEntry = (app: Pick<Router, 'routes'>): string[] =>
  routesOf(app)
    .filter(({ method, path }) => routeRule(method, path) === undefined)
    .map(({ method, path }) => `${method} ${path}`);
