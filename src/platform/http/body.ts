import { type FormInput, toFormInput } from '../forms/index.ts';
import type { Ctx } from './context.ts';
import { HttpError } from './errors.ts';

/** Largest body of an ordinary form, in bytes; uploads name their own limit. */
export const FORM_LIMIT = 256 * 1024;

/** The fields of a posted form; `mostFields` for the one form that lists a whole document. @throws HttpError 400 for a body that is no form, 413 for too many fields. */
export async function readForm(c: Ctx, mostFields?: number): Promise<FormInput> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw new HttpError(400, 'noForm');
  let data: FormData;
  try {
    data = await c.req.formData();
  } catch {
    throw new HttpError(400, 'noForm');
  }
  const entries = [...data].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const input = toFormInput(entries, mostFields);
  if (!input) throw new HttpError(413, 'tooMany');
  return input;
}

/** The query of a GET form in the same shape. */
export const readQuery = (c: Ctx): FormInput => toFormInput(new URL(c.req.url).searchParams) ?? {};
