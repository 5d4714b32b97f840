import type { Ctx } from '#platform/http/context.ts';
import { localPath } from '../auth.ts';
import type { Cookies } from '../service/sign-in.ts';

/** Hands the cookies of better-auth on to the browser. */
export function setCookies(c: Ctx, cookies: Cookies): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
}

/** The request's headers with the cookies that were just set: for a second step in the same request. */
export function withCookies(headers: Headers, cookies: Cookies): Headers {
  const merged = new Headers(headers);
  const fresh = cookies.map((cookie) => cookie.split(';')[0] ?? '');
  const names = new Set(fresh.map((pair) => pair.split('=')[0]));
  const kept = (headers.get('cookie') ?? '').split(/;\s*/).filter((pair) => pair !== '' && !names.has(pair.split('=')[0]));
  merged.set('cookie', [...kept, ...fresh].join('; '));
  return merged;
}

/** Where to after signing in: only ever a place of our own. */
export const nextOf = (text: string | undefined): string | undefined => localPath(text);
