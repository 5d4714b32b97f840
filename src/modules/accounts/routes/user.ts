import type { Ctx } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';

/** The signed-in person's id; the guard has seen to it that there is one. */
export function userOf(c: Ctx): string {
  const { userId } = c.get('actor');
  if (!userId) throw new HttpError(403);
  return userId;
}
