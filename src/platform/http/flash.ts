import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Ctx } from './context.ts';

const COOKIE = 'meldung';

/** Leaves a message for the next page: a key of the catalogue, never a text. */
export function leaveFlash(c: Ctx, key: string): void {
  const leave = c.get('leave');
  if (leave) leave(key);
  else setCookie(c, COOKIE, key, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 });
}

/** Takes the message that the last step left. */
export function takeFlash(c: Ctx): string | undefined {
  const key = getCookie(c, COOKIE);
  if (key === undefined) return undefined;
  deleteCookie(c, COOKIE, { path: '/' });
  return /^[a-zA-Z]{1,40}$/.test(key) ? key : undefined;
}
