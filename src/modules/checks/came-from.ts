import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Ctx } from '#platform/http/context.ts';
import { LINK_TOKEN } from '#platform/links.ts';

/*
 * Whoever looks for help comes from a check. Addresses are passed on, and the link of a check opens all its answers: so
 * in an address stands a mark of the check, and this browser alone knows which check that is.
 */

const COOKIE = 'bogen-';
const TOKEN = new RegExp(`^${LINK_TOKEN}$`);
const MARK = /^[0-9a-z]{1,7}\.[0-9a-z]{1,7}$/;
/** As long as somebody looks for help after an evening with a check. */
const A_DAY = 24 * 3600;
/** So many checks somebody has open at once, at most. */
const OPEN_AT_ONCE = 10;

/** FNV-1a over 32 bits: tells the few checks of one browser apart, and leads back to none. */
function hash32(text: string, seed: number): number {
  let hash = seed;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
const markOf = (token: string): string => `${hash32(token, 0x811c9dc5).toString(36)}.${hash32(token, 0x9dc5811c).toString(36)}`;

/** What stands in the addresses that lead on from a check. `path`: that of its pages. */
export const checkMark = ({ path }: { path: string }): string => markOf(path.split('/')[2] ?? '');

/** Keeps, in this browser alone, which check somebody has before them. */
export function keepCheck(c: Ctx, token: string): void {
  if (!TOKEN.test(token)) return;
  const name = `${COOKIE}${markOf(token)}`;
  const others = Object.keys(getCookie(c)).filter((each) => each.startsWith(COOKIE) && each !== name);
  // Browsers send the oldest first (RFC 6265 §5.4): that is the one to go.
  const tooMany = Math.max(0, others.length - (OPEN_AT_ONCE - 1));
  for (const other of others.slice(0, tooMany)) deleteCookie(c, other, { path: '/' });
  setCookie(c, name, token, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: A_DAY });
}

/** The link of the check that somebody comes from, by what the address or a sent form says; empty where none is meant. */
export function checkCameFrom(c: Ctx, said: string): string {
  if (MARK.test(said)) {
    const token = getCookie(c, `${COOKIE}${said}`) ?? '';
    return TOKEN.test(token) ? token : '';
  }
  return c.req.method === 'POST' && TOKEN.test(said) ? said : '';
}

/** The same address without the link of a check in it, for addresses of before; undefined where none stands there. */
export function withoutCheckLink(c: Ctx): string | undefined {
  const url = new URL(c.req.url);
  const token = url.searchParams.get('bogen') ?? '';
  if (!TOKEN.test(token)) return undefined;
  keepCheck(c, token);
  url.searchParams.set('bogen', markOf(token));
  return `${url.pathname}${url.search}`;
}
