import type { Ctx } from '#platform/http/context.ts';
import { localPath } from '../auth.ts';
import type { Cookies } from '../service/sign-in.ts';

/** Hands the cookies of better-auth on to the browser. */
export function setCookies(c: Ctx, cookies: Cookies): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
}

/** Where to after signing in: only ever a place of our own. */
export const nextOf = (text: string | undefined): string | undefined => localPath(text);
