import { HttpError } from '#platform/http/errors.ts';
import type { Ctx } from '#platform/http/context.ts';
import { isId } from '#platform/ids.ts';

/** An id of the path. @throws HttpError 404 where it cannot be one */
export function idParam(c: Ctx, name: string): string {
  const value = c.req.param(name) ?? '';
  if (!isId(value)) throw new HttpError(404);
  return value;
}
