import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Live } from '#platform/live.ts';
import { MOST_CHANGES } from '../changes/model.ts';
import { readChangesMessage, visibleTo } from '../together/wire.ts';
import type { Desk, Opened } from '../desk.ts';
import { param } from './theme.ts';

/** Most pages that may watch one assessment at a time from this process. */
const MOST_WATCHERS = 30;
const HEARTBEAT = 20_000;

/** Whoever may only look sends nothing. */
function mayWrite(opened: Opened): boolean {
  return opened.companion?.scope !== 'read';
}

/** The exchange of changes between devices: what is new, what I have, tell me when there is something. */
export function liveRoutes(desk: Desk, live: Live) {
  const watching = new Map<string, number>();

  return new Hono<Env>()
    .get('/:token/aenderungen', async (c) => {
      const opened = await desk.open(param(c, 'token'));
      const since = Number(c.req.query('seit') ?? 0);
      if (!Number.isInteger(since) || since < 0 || since > MOST_CHANGES) throw new HttpError(422);
      const changes = await desk.store.changesSince(opened.assessment.id, since);
      c.header('Cache-Control', 'private, no-store');
      return c.json({ seq: changes.at(-1)?.seq ?? since, changes: visibleTo(opened.side, changes) });
    })
    .post('/:token/aenderungen', async (c) => {
      const opened = await desk.open(param(c, 'token'));
      if (!mayWrite(opened)) throw new HttpError(403);
      const input: unknown = await c.req.json().catch(() => undefined);
      const known = await desk.store.changesSince(opened.assessment.id, 0);
      const { assessment } = opened;
      const changes = readChangesMessage(input, { opened, known, now: desk.now() });
      if (!changes.ok) return c.json({ error: changes.fault }, 422);
      await desk.store.addChanges(assessment.id, changes.value);
      await desk.count(assessment.id);
      return c.json({ taken: changes.value.length });
    })
    .get('/:token/strom', async (c) => {
      const token = param(c, 'token');
      const { assessment } = await desk.open(token);
      const count = watching.get(assessment.id) ?? 0;
      if (count >= MOST_WATCHERS) throw new HttpError(429);
      watching.set(assessment.id, count + 1);
      c.header('Cache-Control', 'no-store');
      c.header('X-Accel-Buffering', 'no');
      return streamSSE(c, async (stream) => {
        let last = -1;
        let wake = () => {};
        let isNew = true;
        const stop = live.watch(assessment.id, () => {
          isNew = true;
          wake();
        });
        stream.onAbort(() => wake());
        try {
          while (!stream.aborted && !stream.closed) {
            if (isNew) {
              isNew = false;
              // Opened anew each time: once the company has ended it, the stream ends as well.
              const { assessment: current } = await desk.open(token);
              if (current.seq !== last) await stream.writeSSE({ data: String(current.seq) });
              last = current.seq;
            }
            // Also whoever left while something was written to them is gone.
            if (isNew || stream.aborted || stream.closed) continue;
            const isQuiet = await sleepUntil(HEARTBEAT, (call) => {
              wake = call;
            });
            if (isQuiet) await stream.write(': noch da\n\n');
          }
        } catch (error) {
          if (!(error instanceof HttpError)) throw error;
          await stream.writeSSE({ event: 'ende', data: '' });
        } finally {
          stop();
          watching.set(assessment.id, Math.max(0, (watching.get(assessment.id) ?? 1) - 1));
          if (watching.get(assessment.id) === 0) watching.delete(assessment.id);
        }
      });
    });
}

/** Waits until it is woken, or for so long; true where nobody woke it. */
function sleepUntil(ms: number, onWake: (call: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), ms);
    onWake(() => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
