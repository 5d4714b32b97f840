import { unhurried } from '../database/patience.ts';
import type { Ctx } from './context.ts';
import { HttpError } from './errors.ts';

/**
 * So many files are made at a time, for people who are signed in and for all others: whoever comes then is asked to come
 * again, rather than all waiting for each other, and strangers take nobody's room who works here.
 */
export const MOST_AT_ONCE = 16;
const AGAIN_SECONDS = 60;
/** Whoever fetches nothing for so long has gone, and makes room. */
export const IDLE_MS = 60_000;
const open = { people: 0, strangers: 0 };
type Line = keyof typeof open;
const lineOf = (c: Ctx): Line => (c.get('actor').userId === null ? 'strangers' : 'people');

let told = (_error: unknown): void => {};
/** Says who hears of files that were not made to their end: nobody waits for an answer any more who could be told. */
export function onFailedDownload(tell: (error: unknown) => void): void {
  told = tell;
}

/** How a body breaks off for whoever fetches it: the server knows this code, and writes no stack of its own for it. */
const brokenOff = () => Object.assign(new Error('the file breaks off here'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });

/** The pieces as a body. One that fails or is left alone breaks off: nobody takes a part for the whole. */
function bodyOf(pieces: AsyncIterable<Uint8Array>, line: Line): ReadableStream<Uint8Array> {
  const making = pieces[Symbol.asyncIterator]();
  let idle: NodeJS.Timeout | undefined;
  let isOpen = true;
  open[line]++;
  const close = () => {
    clearTimeout(idle);
    if (isOpen) open[line]--;
    isOpen = false;
  };
  const leave = async () => {
    close();
    await making.return?.();
  };
  const wait = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    idle = setTimeout(() => {
      controller.error(brokenOff());
      leave().catch(told);
    }, IDLE_MS).unref();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: wait,
      async pull(controller) {
        clearTimeout(idle);
        try {
          // Whoever fetches slowly still has their page's patience around them, long used up.
          const { done, value } = await unhurried(() => making.next());
          if (!isOpen) return;
          if (done) {
            close();
            controller.close();
          } else {
            controller.enqueue(value);
            wait(controller);
          }
        } catch (error) {
          close();
          told(error);
          controller.error(brokenOff());
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

/**
 * What is made while it is fetched: whoever reads slowly holds nothing but the portion at hand. What makes it runs after
 * the route has answered: it asks nothing about who is asking. @throws HttpError 429 where too many are made at once
 */
export function streamOf(c: Ctx, type: string, pieces: AsyncIterable<Uint8Array>, headers: Record<string, string> = {}): Response {
  const about = { ...headers, 'content-type': type };
  // Whoever asks about a file fetches none: nothing is made, and no room taken.
  if (c.req.raw.method === 'HEAD') return c.body(null, 200, about) as Response;
  const line = lineOf(c);
  if (open[line] >= MOST_AT_ONCE) {
    c.header('Retry-After', String(AGAIN_SECONDS));
    throw new HttpError(429, 'downloads');
  }
  return c.body(bodyOf(pieces, line), 200, about) as Response;
}

/** The same as a file to be kept. */
export const downloadOf = (c: Ctx, name: string, type: string, pieces: AsyncIterable<Uint8Array>): Response =>
  streamOf(c, type, pieces, { 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store' });
