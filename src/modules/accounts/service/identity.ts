import { getCookie } from 'hono/cookie';
import { type Actor, visitor } from '#platform/actor.ts';
import type { Ctx } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { may, isSessionOver, needsSecondFactor, type Place } from '../model.ts';
import { grantsOf, passkeysOf, personById } from '../store/people.ts';
import { endSessions, sessionById } from '../store/sessions.ts';
import { refusalOf } from '../refusal.ts';
import { routeRule } from '../routes-table.ts';
import type { Context } from './context.ts';

const COOKIES = ['transferwerk.session_token', '__Secure-transferwerk.session_token'];

export interface Identity {
  /** Who asks: by the session's cookie, with the roles that count in this session. */
  identify(c: Ctx): Promise<Actor>;
  /** Lets through whoever may take this route; else leads to the sign-in, or refuses. @throws HttpError 403 */
  guard(c: Ctx, route: string | undefined): Promise<Response | undefined>;
}

export function createIdentity({ auth, db, now, logger }: Context): Identity {
  async function actorOf(c: Ctx): Promise<Actor> {
    const found = await auth.api.getSession({ headers: c.req.raw.headers, returnHeaders: true });
    if (!found.response) return visitor();
    for (const cookie of found.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
    const userId = found.response.user.id;
    const [person, session, grants] = await Promise.all([
      personById(db, userId),
      sessionById(db, found.response.session.id),
      grantsOf(db, userId),
    ]);
    if (!person || !session) return visitor();
    const isPowerful = grants.some((grant) => needsSecondFactor(grant.role));
    if (person.isBlocked || isSessionOver({ ...session, isStrong: isPowerful && session.isStrong }, now())) {
      await endSessions(db, userId, person.isBlocked ? 'all' : { id: session.id });
      return visitor();
    }
    // A second factor that somebody has set counts on every way in: until it is shown, the link or the other service opened nothing.
    // A passkey is a way in, and one among several; to whoever holds a strong role it is the second factor, too.
    const hasFactor = person.hasTotp || (isPowerful && (await passkeysOf(db, userId)).length > 0);
    if (hasFactor && !session.isStrong) return { ...visitor(), halfway: userId, sessionId: session.id };
    const counts = (role: string) => session.isStrong || !needsSecondFactor(role);
    return {
      kind: 'person',
      userId,
      name: person.name,
      email: person.email,
      grants: grants.filter((grant) => counts(grant.role)),
      withheld: grants.filter((grant) => !counts(grant.role)),
      sessionId: session.id,
    };
  }

  /** The place that the route names by its parameters. */
  function placeOf(c: Ctx, route: string, parameters: readonly [string, string][]): Place | undefined {
    if (parameters.length === 0) return undefined;
    const names = route.split('/');
    const parts = c.req.path.split('/');
    return Object.fromEntries(parameters.map(([scope, name]) => [scope, parts[names.indexOf(`:${name}`)]])) as Place;
  }

  return {
    async identify(c) {
      const hasCookie = COOKIES.some((name) => getCookie(c, name) !== undefined);
      return hasCookie ? actorOf(c) : visitor();
    },

    async guard(c, route) {
      if (route === undefined) return undefined; // a file, or the 404 page
      const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
      const rule = routeRule(method, route);
      if (!rule) {
        logger.error({ method, route }, 'a route without an entry in the table of permissions is closed');
        throw new HttpError(403);
      }
      const actor = c.get('actor');
      const place = placeOf(c, route, rule.place);
      if (may(actor, rule.action, place)) return undefined;
      const isPage = method === 'GET' && !route.startsWith('/api/');
      const back = encodeURIComponent(c.req.path);
      if (actor.halfway !== undefined) {
        if (isPage) return c.redirect(`/anmelden/zweiter-faktor?weiter=${back}`, 303) as Response;
        throw new HttpError(403, 'secondFactor');
      }
      const stronger: Actor = { ...actor, grants: [...actor.grants, ...actor.withheld] };
      if (actor.kind === 'person' && may(stronger, rule.action, place)) {
        if (isPage) return c.redirect(`/anmelden/zweiter-faktor?weiter=${back}`, 303) as Response;
        throw new HttpError(403, 'secondFactor');
      }
      if (actor.kind === 'visitor' && isPage) return c.redirect(`/anmelden?weiter=${back}`, 303) as Response;
      throw new HttpError(403, refusalOf(rule.action));
    },
  };
}
