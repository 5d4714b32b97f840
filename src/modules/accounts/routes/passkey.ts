import { isAPIError } from 'better-auth/api';
import { Hono } from 'hono';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { deviceOf } from '../device.ts';
import type { AccountsService } from '../service/index.ts';
import { endSessions } from '../store/sessions.ts';
import { setCookies } from './cookies.ts';
import { userOf } from './user.ts';

interface Done {
  headers: Headers;
  response: unknown;
}

/** What the browser's key said, as JSON. @throws HttpError 400 */
async function bodyOf(c: Ctx): Promise<{ response: unknown }> {
  try {
    const body: unknown = await c.req.json();
    if (body !== null && typeof body === 'object') return { response: body };
  } catch {
    // not JSON: answered below
  }
  throw new HttpError(400, 'noForm');
}

/** Passkeys: the browser's island asks, better-auth answers and checks. */
export function passkeyRoutes({ context, factors }: AccountsService) {
  const { auth, limits, db } = context;
  /** A passkey is a way in: whoever may not change those gets none. @throws HttpError 403 */
  const mayAdd = async () => {
    if (await factors.refusal()) throw new HttpError(403, 'secondFactor');
  };

  async function answer(c: Ctx, work: () => Promise<Done>): Promise<Response | Done> {
    try {
      return await work();
    } catch (error) {
      if (isAPIError(error) && error.statusCode < 500) return c.json({ error: 'refused' }, 422);
      throw error;
    }
  }
  const hand = async (c: Ctx, work: () => Promise<Done>, after?: () => Promise<void>): Promise<Response> => {
    const done = await answer(c, work);
    if (done instanceof Response) return done;
    await after?.();
    setCookies(c, done.headers.getSetCookie());
    return c.json(done.response as object);
  };
  /** Cross-site pages cannot send this type without asking first; the origin is checked besides. */
  const headersOf = (c: Ctx) => {
    if (!c.req.header('content-type')?.startsWith('application/json')) throw new HttpError(400, 'noForm');
    return c.req.raw.headers;
  };

  return new Hono<Env>()
    .post('/api/passkey/anmelden/beginn', limits('passkey', 60, 900), (c) =>
      hand(c, () => auth.api.generatePasskeyAuthenticationOptions({ headers: headersOf(c), returnHeaders: true })),
    )
    .post('/api/passkey/anmelden', limits('passkey', 60, 900), async (c) => {
      const headers = headersOf(c);
      const body = await bodyOf(c);
      const { userId, halfway, sessionId } = c.get('actor');
      return hand(
        c,
        async () => {
          const done = await auth.api.verifyPasskeyAuthentication({ body: body as never, headers, returnHeaders: true });
          return { headers: done.headers, response: { ok: true } };
        },
        async () => {
          const ending = userId ?? halfway;
          if (ending && sessionId) await endSessions(db, ending, { id: sessionId });
          leaveFlash(c, 'angemeldet');
        },
      );
    })
    .post('/api/passkey/einrichten/beginn', limits('passkey', 60, 900), (c) =>
      hand(c, async () => {
        await mayAdd();
        return auth.api.generatePasskeyRegistrationOptions({ headers: headersOf(c), query: {}, returnHeaders: true });
      }),
    )
    .post('/api/passkey/einrichten', limits('passkey', 60, 900), async (c) => {
      const headers = headersOf(c);
      const body = await bodyOf(c);
      const name = deviceOf(headers.get('user-agent') ?? '') || 'Passkey';
      await mayAdd();
      return hand(
        c,
        async () => {
          const done = await auth.api.verifyPasskeyRegistration({ body: { ...body, name } as never, headers, returnHeaders: true });
          return { headers: done.headers, response: { ok: true } };
        },
        async () => {
          await factors.change(userOf(c), 'passkeyAdded');
          leaveFlash(c, 'eingerichtet');
        },
      );
    });
}
