import { getCookie, setCookie } from 'hono/cookie';
import type { Ctx } from '#platform/http/context.ts';

/** Stands in an address of whoever comes from a check: that they do, not from which. Addresses are passed on; the link of a check opens all its answers. */
export const FROM_CHECK = 'mein';

const COOKIE = 'bogen';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** As long as somebody looks for help after an evening with a check. */
const A_DAY = 24 * 3600;

/** Keeps, in this browser alone, which check somebody has before them. */
export function keepCheck(c: Ctx, token: string): void {
  if (TOKEN.test(token)) setCookie(c, COOKIE, token, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: A_DAY });
}

/** The link of the check that somebody comes from, by what the address or a sent form says; empty where none is meant. */
export function checkCameFrom(c: Ctx, said: string): string {
  if (said === FROM_CHECK) return getCookie(c, COOKIE) ?? '';
  return c.req.method === 'POST' && TOKEN.test(said) ? said : '';
}

/** The same address without the link of a check in it, for addresses of before; undefined where none stands there. */
export function withoutCheckLink(c: Ctx): string | undefined {
  const url = new URL(c.req.url);
  const token = url.searchParams.get('bogen') ?? '';
  if (!TOKEN.test(token)) return undefined;
  keepCheck(c, token);
  url.searchParams.set('bogen', FROM_CHECK);
  return `${url.pathname}${url.search}`;
}
