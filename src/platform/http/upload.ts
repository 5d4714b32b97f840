/**
 * The one way a file comes in. Who takes files says so here, once: from this follow the body limit of the route, the table
 * in docs/security.md and the walk of test/bombs.test.ts. Who reads them does so apart (platform/files/apart.ts).
 */
import { matchedRoutes } from 'hono/route';
import { type FormInput, MOST_FIELDS, toFormInput } from '../forms/index.ts';
import { FORM_LIMIT, readForm } from './body.ts';
import type { Ctx } from './context.ts';
import { HttpError } from './errors.ts';
import { boundaryOf, readMultipart } from './multipart.ts';

export type UploadKind = 'pdf' | 'docx' | 'xlsx' | 'csv' | 'text' | 'json' | 'yaml' | 'picture';

export interface UploadRule {
  /** Pattern of the POST route. */
  route: string;
  /** What is read; empty where any file is kept as it is and never opened. */
  kinds: readonly UploadKind[];
  /** In bytes. */
  largest: number;
  /** Name of a text field that may hold the same as the file, pasted. */
  pasted?: string;
}

export interface UploadedFile {
  name: string;
  /** What the sender calls it. */
  type: string;
  bytes: Buffer;
}

export interface Received {
  /** The text fields of the form. */
  input: FormInput;
  /** The file named `datei`; undefined where none was chosen. */
  file: UploadedFile | undefined;
  /** It is larger than the rule allows; its bytes are gone. */
  isTooLarge: boolean;
}

export interface Upload extends UploadRule {
  /** The form with its file. @throws HttpError 400 for a body that is no form, 413 for too many fields */
  read(c: Ctx): Promise<Received>;
}

const FILE_FIELD = 'datei';
/** What the form may weigh beside its file, and a file above the limit, so that it is refused with words. */
const BESIDE = 512 * 1024;

const rules = new Map<string, UploadRule & { pattern: RegExp }>();

const patternOf = (route: string) => new RegExp(`^${route.replace(/:[a-z]+/gi, '[^/]+')}$`);

/** Says that a route takes files, or large texts that are read like files. */
export function defineUpload(rule: UploadRule): Upload {
  rules.set(rule.route, { ...rule, pattern: patternOf(rule.route) });
  return { ...rule, read: (c) => received(c, rule) };
}

/** All routes that take files. */
export const uploadRules = (): readonly UploadRule[] => [...rules.values()];

/** What the body of a post to this path may weigh, in bytes; undefined where it takes no file. */
export function uploadLimit(path: string): number | undefined {
  const rule = [...rules.values()].find(({ pattern }) => pattern.test(path));
  return rule && Math.max(FORM_LIMIT, rule.largest + BESIDE);
}

/** The whole body, piece by piece as it comes: Request.arrayBuffer holds the thread up to 0.1 s for 20 MB. */
async function bodyOf(c: Ctx): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of c.req.raw.body ?? []) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function received(c: Ctx, { route, largest }: UploadRule): Promise<Received> {
  if (!matchedRoutes(c).some(({ path }) => path === route)) throw new Error(`an upload is read on another route than ${route}`);
  const boundary = boundaryOf(c.req.header('content-type') ?? '');
  if (boundary === undefined) return { input: await readForm(c), file: undefined, isTooLarge: false };
  const parts = readMultipart(await bodyOf(c), boundary);
  if (!parts) throw new HttpError(400, 'noForm');
  const texts = parts.filter((part) => part.filename === undefined);
  const input = toFormInput(
    texts.map((part) => [part.name, part.bytes.toString('utf8')]),
    MOST_FIELDS,
  );
  if (!input) throw new HttpError(413, 'tooMany');
  const part = parts.find((each) => each.name === FILE_FIELD && each.filename !== undefined);
  const isChosen = part !== undefined && (part.bytes.length > 0 || part.filename !== '');
  const isTooLarge = isChosen && part.bytes.length > largest;
  const bytes = isTooLarge ? Buffer.alloc(0) : part?.bytes;
  const file = isChosen && bytes ? { name: (part.filename ?? '').toWellFormed().replaceAll('\0', ''), type: part.type, bytes } : undefined;
  return { input, file, isTooLarge };
}
