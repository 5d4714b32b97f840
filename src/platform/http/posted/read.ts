import { createHash } from 'node:crypto';
import { decodedFields } from '../body.ts';
import type { Ctx } from '../context.ts';
import { isLocal, LONGEST_PAGE } from '../local-path.ts';
import { boundaryOf } from '../multipart.ts';
import { KEY_FIELD, PAGE_FIELD } from '../../forms/shell-fields.ts';

const KEY = /^[A-Za-z0-9_-]{16,64}$/;

/** What a form of ours brings along, beside what its fields say. */
export interface Posted {
  /** Names this form of this page, once. */
  key: string | undefined;
  /** A hash of what was sent. */
  content: Buffer;
  /** The page the form stands on: path and query. */
  page: string | undefined;
  /** All fields; empty for a form with a file, whose body is read only by whom it is for. */
  fields: readonly [string, string][];
  hasFile: boolean;
}

const sha256 = (...parts: string[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest();
};

const isPage = (text: string | undefined): text is string => text !== undefined && text.length <= LONGEST_PAGE && isLocal(text);

/** Reads what the shell needs of a posted form. A form with a file carries its key in its address. */
export async function readPosted(c: Ctx): Promise<Posted> {
  const type = c.req.header('content-type') ?? '';
  if (boundaryOf(type) !== undefined) {
    const key = c.req.query(KEY_FIELD) ?? '';
    const page = c.req.query(PAGE_FIELD);
    const content = sha256(c.req.header('content-length') ?? '');
    return { key: KEY.test(key) ? key : undefined, content, page: isPage(page) ? page : undefined, fields: [], hasFile: true };
  }
  const fields = /^application\/x-www-form-urlencoded\b/i.test(type) ? await decodedFields(c) : [];
  const first = (name: string) => fields.find(([each]) => each === name)?.[1];
  const key = first(KEY_FIELD) ?? '';
  const page = first(PAGE_FIELD);
  return {
    key: KEY.test(key) ? key : undefined,
    content: sha256(...fields.flat()),
    page: isPage(page) ? page : undefined,
    fields,
    hasFile: false,
  };
}
