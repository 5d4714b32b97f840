import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import type { Db } from '../../database/index.ts';
import type { Ctx } from '../context.ts';
import { HttpError } from '../errors.ts';
import { leaveFlash } from '../flash.ts';
import type { Posted } from './read.ts';
import { answered, answerOf, release, REMEMBERED_MS, take } from './store.ts';

/** A file that has the same length is taken for the same for a minute only: its content is not looked at. */
const FILE_REMEMBERED_MS = 60_000;
/** For how long a second click waits for the first one's answer. */
const PATIENCE_MS = 20_000;
/** So long after its answer a second click gets the same to the letter, with the message for the next page. */
const AGAIN_MS = 30_000;
const MOST_KEPT = 2000;
const IV = 12;
const TAG = 16;

const sealKey = (key: string) => createHash('sha256').update(`answer:${key}`).digest();

/** Where an answer leads may be a private link: it is sealed with the key of the form, of which only a hash is stored. */
function seal(text: string, key: string): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', sealKey(key), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

function unseal(sealed: Buffer, key: string): string {
  const decipher = createDecipheriv('aes-256-gcm', sealKey(key), sealed.subarray(0, IV));
  decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]).toString('utf8');
}

const isRedirect = (answer: Response) => answer.status >= 300 && answer.status < 400 && answer.headers.has('location');

interface Waiting {
  tell(answer: Response): void;
  fail(error: unknown): void;
}

/** Says on the next page that the same was sent before; its words are the design's. */
const AGAIN = 'schonAngekommen';

/**
 * Two clicks on a slow line do one thing: the same form with the same content is worked on once, and whoever sends it
 * again gets the same answer (decision 0040). The database holds the key unique, also between processes. What was
 * refused, or only shown, is forgotten at once: it may be sent again.
 */
export function createOnce(db: Db, clock: Clock) {
  /** Who waits for the answer to what is worked on in this process. */
  const running = new Map<string, Waiting[]>();
  const done = new Map<string, { answer: Response; until: number }>();

  function keep(id: string, answer: Response): void {
    const now = performance.now();
    for (const [each, { until }] of done) if (until < now || done.size > MOST_KEPT) done.delete(each);
    done.set(id, { answer: answer.clone(), until: now + AGAIN_MS });
  }

  async function work(c: Ctx, posted: Posted & { key: string }, name: Buffer, id: string, handle: () => Promise<void>): Promise<void> {
    let isDone = false;
    try {
      await handle();
      isDone = isRedirect(c.res) || (c.get('isDone') === true && c.res.ok);
      if (!isDone) return;
      keep(id, c.res);
      const next = c.res.headers.get('location') ?? posted.page ?? '/';
      await answered(db, name, posted.content, seal(next, posted.key), clock.now());
    } finally {
      if (!isDone) await release(db, name, posted.content);
    }
  }

  /** The answer of whoever works on it in another process; undefined where it was forgotten meanwhile. */
  async function elsewhere(c: Ctx, key: string, name: Buffer): Promise<Response | undefined> {
    const end = performance.now() + PATIENCE_MS;
    for (let pause = 50; performance.now() < end; pause = Math.min(pause * 2, 1000)) {
      const row = await answerOf(db, name);
      if (!row) return undefined;
      if (row.answered_at && row.answer) {
        leaveFlash(c, AGAIN);
        return c.redirect(unseal(row.answer, key), 303);
      }
      await wait(pause);
    }
    throw new HttpError(429, 'stillRunning');
  }

  async function lead(c: Ctx, posted: Posted & { key: string }, name: Buffer, id: string, next: () => Promise<void>): Promise<void> {
    for (;;) {
      if (await take(db, name, posted.content, clock.now(), posted.hasFile ? FILE_REMEMBERED_MS : REMEMBERED_MS))
        return work(c, posted, name, id, next);
      const again = done.get(id);
      const answer = again && again.until >= performance.now() ? again.answer.clone() : await elsewhere(c, posted.key, name);
      if (!answer) continue;
      c.res = answer as Response;
      return;
    }
  }

  return async (c: Ctx, posted: Posted, next: () => Promise<void>): Promise<void> => {
    const { key, content } = posted;
    if (key === undefined) return next();
    const name = createHash('sha256')
      .update([key, c.get('actor').userId ?? '', c.req.path].join('\n'))
      .digest();
    const id = `${name.toString('base64')}${content.toString('base64')}`;
    const waiting = running.get(id);
    if (waiting) {
      c.res = await new Promise<Response>((tell, fail) => waiting.push({ tell, fail }));
      return;
    }
    const others: Waiting[] = [];
    running.set(id, others);
    try {
      await lead(c, { ...posted, key }, name, id, next);
      for (const { tell } of others) tell(c.res.clone() as Response);
    } catch (error) {
      for (const { fail } of others) fail(error);
      throw error;
    } finally {
      running.delete(id);
    }
  };
}
