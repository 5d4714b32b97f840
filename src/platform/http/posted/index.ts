import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Db } from '../../database/index.ts';
import type { Scheduled } from '../../jobs/index.ts';
import type { Ctx } from '../context.ts';
import { annotated } from './annotate.ts';
import { formsIn, type ShownForm } from './html-forms.ts';
import { createOnce } from './once.ts';
import { type Posted, readPosted } from './read.ts';
import { type Conflict, createStale } from './stale.ts';
import { forget } from './store.ts';

export type { Conflict } from './stale.ts';
export type { Difference } from './seen.ts';
export { forget as forgetPosted } from './store.ts';

/** What nobody sends again is forgotten every hour. */
export const postedSchedule = (db: Db, clock: Clock): Scheduled[] => [
  { name: 'platform-posted', cron: '17 * * * *', handle: () => forget(db, clock.now()) },
];

export interface FormShellParts {
  db: Db;
  clock: Clock;
  /** Shows two versions side by side. */
  renderConflict: (c: Ctx, conflict: Conflict) => Response | Promise<Response>;
  /** Asks the application itself. */
  ask: (request: Request, env: object) => Response | Promise<Response>;
  newKey?: () => string;
}

/** In the environment of a request that the shell itself makes: it is not counted, and its forms get no keys. */
const INNER = 'transferwerkInner';

export const isInner = (c: Ctx): boolean => (c.env as Record<string, unknown> | undefined)?.[INNER] === true;

const isPage = (answer: Response): boolean => answer.headers.get('content-type')?.startsWith('text/html') ?? false;

/** The forms of the page something was sent from, as whoever sent it would see them now; none where it shows no page. */
const formsOnPage =
  (ask: FormShellParts['ask']) =>
  async (c: Ctx, { page }: Posted): Promise<ShownForm[]> => {
    if (page === undefined) return [];
    const address = new URL(page, c.req.url);
    const headers = new Headers(c.req.raw.headers);
    for (const name of ['content-type', 'content-length', 'origin', 'transfer-encoding', 'accept-encoding', 'if-none-match', 'range'])
      headers.delete(name);
    const leave = new AbortController();
    const answer = await ask(new Request(address, { headers, signal: leave.signal }), { ...(c.env as object | undefined), [INNER]: true });
    if (answer.status === 200 && isPage(answer)) return formsIn(await answer.text(), address.pathname);
    // What is no page is not read, and whoever sends it has to know: a live stream would wait for its reader for ever.
    leave.abort();
    await answer.body?.cancel().catch(() => undefined);
    return [];
  };

/**
 * What all forms of the house have in common (decision 0040): each carries a key, so that sent twice it does one thing,
 * and what stood in it, so that nobody saves unseen over what somebody else saved.
 */
export function formShell(parts: FormShellParts): (c: Ctx, next: () => Promise<void>) => Promise<void> {
  const { db, clock, renderConflict, newKey = () => randomBytes(16).toString('base64url') } = parts;
  const once = createOnce(db, clock);
  const again = formsOnPage(parts.ask);
  const stale = createStale(db, clock, again);

  async function annotate(c: Ctx, posted: Posted | undefined): Promise<void> {
    if (!isPage(c.res)) return;
    const { status, headers } = c.res;
    const html = await c.res.text();
    const onPage = posted && html.includes('method="post"') ? await again(c, posted) : [];
    c.res = new Response(annotated(html, c, newKey, { posted, onPage, today: clock.today() }), { status, headers });
  }

  return async (c, next) => {
    if (isInner(c) || c.req.path.startsWith('/assets/')) return next();
    if (c.req.method !== 'POST') {
      await next();
      return c.req.method === 'GET' ? annotate(c, undefined) : undefined;
    }
    const posted = await readPosted(c);
    await once(c, posted, async () => {
      // Before anybody else saves to the same address: what is said to have been seen is what this save met.
      const handled = async () => {
        await next();
        await annotate(c, posted);
      };
      await stale(c, posted, handled, async (conflict) => {
        c.res = await renderConflict(c, conflict);
        await annotate(c, posted);
      });
    });
  };
}
