import { createHash } from 'node:crypto';
import type { Ctx } from './context.ts';

interface Content {
  text: string;
  /** Media type without the charset. */
  type: string;
  /** When anything in it was last changed. */
  changed?: Date | undefined;
  cacheControl: string;
}

/** An entity tag of a text; times at which it was only written down again do not count. */
const tagOf = (text: string): string =>
  `"${createHash('sha256')
    .update(text.replace(/^DTSTAMP.*$/gm, ''))
    .digest('base64url')
    .slice(0, 22)}"`;

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Whether whoever asks has it already (RFC 9110 §13.2.2: the tag counts before the time). */
function isKnown(c: Ctx, tag: string, changed: Date | undefined): boolean {
  const tags = c.req.header('if-none-match');
  if (tags !== undefined) return tags.split(',').some((each) => each.trim().replace(/^W\//, '') === tag || each.trim() === '*');
  const since = Date.parse(c.req.header('if-modified-since') ?? '');
  return changed !== undefined && !Number.isNaN(since) && seconds(changed) <= since / 1000;
}

/** What programs fetch again and again: sent only where it has changed (RFC 9110 §8.8, §13). */
export function conditional(c: Ctx, { text, type, changed, cacheControl }: Content): Response {
  const tag = tagOf(text);
  const headers = {
    etag: tag,
    'cache-control': cacheControl,
    ...(changed ? { 'last-modified': changed.toUTCString() } : {}),
  };
  if (isKnown(c, tag, changed)) return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, 'content-type': `${type}; charset=utf-8` });
}

/** The latest of some times; undefined of none. */
export const latestOf = (times: readonly Date[]): Date | undefined =>
  times.length === 0 ? undefined : new Date(Math.max(...times.map((time) => time.getTime())));
