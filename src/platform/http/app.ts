import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { matchedRoutes } from 'hono/route';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { withPatience } from '../database/patience.ts';
import { isUnavailable, troubleOf } from '../database/trouble.ts';
import { type Actor, actAs, visitor } from '../actor.ts';
import { isLocale, preferredLocale } from '../i18n/index.ts';
import { FORM_LIMIT } from './body.ts';
import type { Draining } from './draining.ts';
import type { Ctx, Env, Router } from './context.ts';
import { HttpError } from './errors.ts';
import { takeFlash } from './flash.ts';
import { pageHeaders, resourcePolicy } from './headers.ts';
import { type FormShellParts, formShell, isInner } from './posted/index.ts';
import type { Metrics } from './metrics.ts';

const LANGUAGE_COOKIE = 'sprache';
/** When it is worth asking again what the database could not answer just now. */
const AGAIN_SECONDS = 10;
const YEAR = 365 * 24 * 3600;

export interface AppParts {
  config: Pick<Config, 'publicUrl'>;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  draining: Draining;
  /** The error page in the site's design. */
  renderError: (c: Ctx, status: number, detail: string | undefined) => Response | Promise<Response>;
  /** Paths that take larger bodies than ordinary forms: the limit in bytes, or undefined. */
  largeBodies: (path: string) => number | undefined;
  /** Paths whose own token is proof enough: mail programs post there without an origin (RFC 8058). */
  openPosts: (path: string) => boolean;
  /** Puts what every page needs on the request. */
  prepare: (c: Ctx) => void;
  /** Finds out who asks. */
  identify: (c: Ctx) => Promise<Actor>;
  /** Refuses what whoever asks may not do. @throws HttpError, or answers with the way to sign in */
  guard: (c: Ctx, route: string | undefined) => Promise<Response | undefined>;
  /** What forms bring along: sent twice they do one thing, and nobody saves over what somebody else saved unseen. */
  forms: Pick<FormShellParts, 'db' | 'renderConflict'>;
  /** Whether the table of routes has this one: only those are counted by name. */
  isRoute: (method: string, route: string) => boolean;
}

/** A form may only come from our own pages (decision 0006: origin check instead of tokens). */
function ownOrigin(publicUrl: string) {
  const own = new URL(publicUrl).host;
  return (origin: string, c: { req: { header(name: string): string | undefined } }) =>
    URL.canParse(origin) && [own, c.req.header('host')].includes(new URL(origin).host);
}

/** The pattern of the route that will answer: the first that is no middleware. Undefined where none is there. */
const answeringRoute = (c: Ctx): string | undefined => matchedRoutes(c).find((route) => route.method !== 'ALL')?.path;

/** No address of ours has such signs, and no header may hold them: whoever sends them finds nothing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for just these
const CONTROLS = /[\u0000-\u001f\u007f]/;

/** The shell around all routes: request id, log, metrics, headers, language, limits, errors. */
export function createApp({
  config,
  clock,
  logger,
  metrics,
  draining,
  renderError,
  prepare,
  largeBodies,
  openPosts,
  identify,
  guard,
  isRoute,
  forms,
}: AppParts): Router {
  const app = new Hono<Env>();

  app.use(draining.count);
  app.use((_, next) => withPatience(next));
  app.use(async (c, next) => {
    c.set('requestId', randomBytes(8).toString('hex'));
    const start = performance.now();
    await next();
    // The route's pattern, never the path: paths hold private links.
    if (isInner(c)) return;
    const route = answeringRoute(c) ?? 'none';
    const seconds = (performance.now() - start) / 1000;
    const { status } = c.res;
    metrics.observe(c.req.method, isRoute(c.req.method, route) ? route : undefined, status, seconds);
    c.header('X-Request-Id', c.get('requestId'));
    logger.info({ id: c.get('requestId'), method: c.req.method, route, status, ms: Math.round(seconds * 1000) }, 'request');
  });
  if (config.publicUrl.startsWith('https:')) {
    app.use(async (c, next) => {
      await next();
      const cookies = c.res.headers.getSetCookie();
      if (cookies.length === 0) return;
      c.res.headers.delete('set-cookie');
      for (const cookie of cookies) c.res.headers.append('set-cookie', /;\s*secure/i.test(cookie) ? cookie : `${cookie}; Secure`);
    });
  }
  app.use(compress());
  app.use(pageHeaders(config.publicUrl.startsWith('https:')));
  app.use(resourcePolicy);
  app.use(async (c, next) => {
    const wished = c.req.query('lang');
    if (isLocale(wished)) setCookie(c, LANGUAGE_COOKIE, wished, { path: '/', sameSite: 'Lax', maxAge: YEAR, httpOnly: true });
    const kept = getCookie(c, LANGUAGE_COOKIE);
    const locale = isLocale(wished) ? wished : isLocale(kept) ? kept : preferredLocale(c.req.header('accept-language'));
    c.set('locale', locale);
    c.set('actor', visitor());
    prepare(c);
    c.set('flash', c.req.method === 'GET' ? takeFlash(c) : undefined);
    await next();
    if (c.res.headers.get('content-type')?.startsWith('text/html')) {
      c.header('Content-Language', locale);
      c.header('Vary', 'Accept-Language, Cookie', { append: true });
      if (!c.res.headers.has('cache-control')) c.header('Cache-Control', 'private, no-cache');
    }
  });
  app.use((c, next) => {
    if (CONTROLS.test(c.req.path)) throw new HttpError(404);
    return next();
  });
  const ownOnly = csrf({ origin: ownOrigin(config.publicUrl) });
  app.use((c, next) => (openPosts(c.req.path) ? next() : ownOnly(c, next)));
  app.use(async (c, next) => {
    const isAsset = c.req.path.startsWith('/assets/');
    const actor = isAsset ? visitor() : await identify(c);
    c.set('actor', actor);
    const work = async () => {
      const refused = await guard(c, answeringRoute(c));
      if (refused) c.res = refused;
      else await next();
    };
    await actAs(actor, work, clock);
  });
  const tooLarge = () => {
    throw new HttpError(413, 'tooLarge');
  };
  const ordinary = bodyLimit({ maxSize: FORM_LIMIT, onError: tooLarge });
  app.use((c, next) => {
    const large = largeBodies(c.req.path);
    return (large === undefined ? ordinary : bodyLimit({ maxSize: large, onError: tooLarge }))(c, next);
  });
  app.use(formShell({ ...forms, clock, ask: (request, env) => app.fetch(request, env) }));

  app.onError((error, c) => {
    const status = error instanceof HttpError || error instanceof HTTPException ? error.status : isUnavailable(error) ? 503 : 500;
    if (status === 403 || status === 429)
      logger.warn({ event: 'refused', id: c.get('requestId'), status, route: answeringRoute(c) }, 'refused');
    if (status >= 500) metrics.errors.inc();
    if (status === 503) {
      c.header('Retry-After', String(AGAIN_SECONDS));
      logger.warn({ event: 'unavailable', id: c.get('requestId'), route: answeringRoute(c), reason: troubleOf(error) }, 'unavailable');
    } else if (status >= 500) {
      logger.error({ id: c.get('requestId'), err: { name: error.name, stack: error.stack } }, 'unexpected');
    }
    // hono's own check of the origin is the only one that throws a 403 of its own.
    const detail = error instanceof HttpError ? error.detail : status === 403 ? 'foreignForm' : undefined;
    return renderError(c, status, detail);
  });
  app.notFound((c) => renderError(c, 404, undefined));
  return app;
}
