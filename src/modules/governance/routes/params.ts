import { HttpError } from '#platform/http/errors.ts';
import type { Ctx } from '#platform/http/context.ts';
import { isId } from '#platform/ids.ts';

/** The file of an upload form (`datei`), or undefined where none was chosen. @throws HttpError 400 for a body that is no form */
export async function fileOf(c: Ctx): Promise<File | undefined> {
  let data: FormData;
  try {
    data = await c.req.formData();
  } catch {
    throw new HttpError(400, 'noForm');
  }
  const file = data.get('datei');
  return file instanceof File && (file.size > 0 || file.name !== '') ? file : undefined;
}

/** An id of the path. @throws HttpError 404 where it cannot be one */
export function idParam(c: Ctx, name: string): string {
  const value = c.req.param(name) ?? '';
  if (!isId(value)) throw new HttpError(404);
  return value;
}
