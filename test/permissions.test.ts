import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { may, PERMISSIONS, ROLES, type Role, ROUTES, routeRule, SCOPE_OF } from '../src/modules/accounts/index.ts';
import { rightsPage } from '../src/modules/accounts/handbook.ts';
import { actAs, type ScopeKind, visitor } from '../src/platform/actor.ts';
import type { Env } from '../src/platform/http/context.ts';
import { newId } from '../src/platform/ids.ts';
import { fromRoot } from '../src/platform/root.ts';
import { testApplication } from './support/application.ts';
import { routesOf, withoutEntry } from './support/routes.ts';

const application = await testApplication({ DEMO: 'off' });
const { app, as, get, post } = application;

/** A place of each kind that is one's own, and one that is not. */
const OWN: Record<ScopeKind, string> = {
  platform: newId(),
  organisation: newId(),
  network: newId(),
  body: newId(),
  consultant: newId(),
  company: newId(),
  link: newId(),
};

type Visitor = Awaited<ReturnType<typeof as>> & { grants: { role: string; scope: ScopeKind; id: string | null }[] };
const people = new Map<string, Visitor>();

beforeAll(async () => {
  for (const role of ROLES) {
    const scope = SCOPE_OF[role];
    const id = scope === 'platform' ? null : OWN[scope];
    people.set(role, { ...(await as([role, id])), grants: [{ role, scope, id }] });
  }
});

/** The address of a route: its parameters filled with the given places, everything else with ids of nothing. */
function addressOf(path: string, place: readonly [ScopeKind, string][], own: boolean): string {
  const filled = place.reduce((address, [scope, name]) => address.replace(`:${name}`, own ? OWN[scope] : newId()), path);
  return filled.replace(':scope', 'organisation').replace(/:[a-z]+/gi, () => newId());
}

/** What somebody got: let in (whatever then came of it), sent to sign in, or refused. */
async function outcome(who: Visitor | undefined, method: string, address: string): Promise<'in' | 'signIn' | 'refused' | 'broken'> {
  const requests = who ?? { get, post };
  const answer = method === 'GET' ? await requests.get(address) : await requests.post(address, {});
  const location = answer.headers.get('location') ?? '';
  if (answer.status >= 500) return 'broken';
  if (answer.status === 403) return 'refused';
  return answer.status === 303 && location.startsWith('/anmelden?weiter=') ? 'signIn' : 'in';
}

const routes = routesOf(app);
/** These end the session that the others need: they come last, each with somebody of their own. */
const isLast = (path: string) => path === '/abmelden' || path === '/konto/daten/loeschen';

describe('every route has an entry', () => {
  it('there are many, and none is missing', () => {
    expect(routes.length).toBeGreaterThan(200);
    expect(withoutEntry(app)).toEqual([]);
  });

  it('the table names no route that is gone', () => {
    const there = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const named = Object.keys(ROUTES).flatMap((key) => {
      const words = key.split(' ');
      return words.slice(0, -1).map((method) => `${method} ${words.at(-1)}`);
    });
    expect(named.filter((route) => !there.has(route))).toEqual([]);
  });

  it('a route that is added without an entry is found, and is closed', async () => {
    const copy = new Hono<Env>().route('/', app).get('/hintereingang', (c) => c.text('offen'));
    expect(withoutEntry(copy)).toEqual(['GET /hintereingang']);
    expect(routeRule('GET', '/hintereingang')).toBeUndefined();
    const { identity } = application.accounts;
    const context = { req: { method: 'GET', path: '/hintereingang' }, get: () => visitor() } as never;
    await expect(identity.guard(context, '/hintereingang')).rejects.toMatchObject({ status: 403 });
  });
});

describe.each(['visitor', ...ROLES] as const)('as %s', (role) => {
  const grantsOf = () => people.get(role)?.grants ?? [];
  const actorOf = () =>
    role === 'visitor' ? visitor() : { ...visitor(), kind: 'person' as const, userId: people.get(role)?.id ?? '', grants: grantsOf() };

  it.each([true, false])('every route answers as the table says (own place: %s)', async (own) => {
    const wrong: string[] = [];
    for (const { method, path } of routes) {
      if (isLast(path)) continue;
      const rule = routeRule(method, path);
      if (!rule) continue;
      const place =
        rule.place.length > 0 ? { [rule.place[0]?.[0] ?? '']: own ? OWN[rule.place[0]?.[0] ?? 'platform'] : 'another' } : undefined;
      const isAllowed = may(actorOf(), rule.action, place);
      const got = await outcome(people.get(role), method, addressOf(path, rule.place, own));
      // Where the record's place is not in the address, its store refuses strangers later: only who may everywhere must get in.
      const everywhere = Object.entries(PERMISSIONS[rule.action].roles).some(([name, condition]) => name === role && condition === 'any');
      const mayBeRefusedLater = isAllowed && rule.place.length === 0 && !everywhere && !PERMISSIONS[rule.action].everybody;
      const isRight = isAllowed ? got === 'in' || (mayBeRefusedLater && got === 'refused') : got === 'refused' || got === 'signIn';
      if (!isRight) wrong.push(`${method} ${path}: ${isAllowed ? 'allowed' : 'closed'}, but ${got}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('the table itself, by hand', () => {
  // Said a second time and independently of the table: what must never change by a slip.
  it.each([
    ['visitor', 'GET /geschaeftsstelle', 'signIn'],
    ['visitor', 'GET /konto', 'signIn'],
    ['visitor', 'GET /gremienarbeit', 'signIn'],
    ['company', 'GET /geschaeftsstelle/verlauf', 'refused'],
    ['organisationEditor', 'GET /pruefung', 'refused'],
    ['organisationCoordinator', 'GET /geschaeftsstelle/konten', 'refused'],
    ['bodySecretary', 'GET /geschaeftsstelle/daten/accounts/csv', 'refused'],
    ['bodyMember', 'GET /gremienarbeit/personen', 'refused'],
    ['reviewer', 'GET /geschaeftsstelle', 'refused'],
    ['reviewer', 'GET /geschaeftsstelle/datenschutz', 'refused'],
    ['reviewer', 'GET /geschaeftsstelle/mitarbeit', 'refused'],
    ['office', 'GET /geschaeftsstelle/mitarbeit', 'in'],
    ['office', 'GET /geschaeftsstelle/postausgang', 'refused'],
    ['office', 'GET /geschaeftsstelle', 'in'],
    ['administrator', 'GET /geschaeftsstelle/postausgang', 'in'],
  ] as const)('%s %s: %s', async (role, route, expected) => {
    const [method = '', address = ''] = route.split(' ');
    expect(await outcome(people.get(role), method, address)).toBe(expected);
  });

  it('an editor may work for the own organisation and for no other, whatever the address says', async () => {
    const editor = people.get('organisationEditor');
    expect(await outcome(editor, 'GET', `/organisation/${OWN.organisation}/anfragen`)).toBe('in');
    expect(await outcome(editor, 'GET', `/organisation/${newId()}/anfragen`)).toBe('refused');
    expect(await outcome(editor, 'POST', `/organisation/${newId()}/angebote/neu`)).toBe('refused');
    expect(await outcome(editor, 'GET', `/mitarbeit/organisation/${OWN.organisation}`)).toBe('refused');
  });
});

describe('the routes that end a session', () => {
  it('are closed to visitors and open to whoever is signed in', async () => {
    expect(await outcome(undefined, 'POST', '/konto/daten/loeschen')).toBe('refused');
    const person = { ...(await as()), grants: [] };
    expect(await outcome(person, 'POST', '/konto/daten/loeschen')).toBe('in');
    expect(await outcome(person, 'POST', '/abmelden')).toBe('in');
    expect((await person.get('/konto')).headers.get('location')).toContain('/anmelden');
  });
});

describe('roles that need a second factor', () => {
  it.each(['office', 'administrator', 'reviewer'] as Role[])(
    '%s without one is sent to the second step, and posts nothing',
    async (role) => {
      const { signIn, membership, context } = application.accounts;
      const someone = await as();
      await actAs({ ...visitor(), kind: 'system' }, () => membership.grant(application.services.db, someone.id, role, null));
      const entered = await signIn.useLink(await signIn.linkToken(someone.email), new Headers());
      const cookie = (entered.ok ? entered.value : []).map((each) => each.split(';')[0]).join('; ');
      const answer = await get('/pruefung', { cookie });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/anmelden/zweiter-faktor?weiter=%2Fpruefung');
      expect((await post(`/pruefung/offer/${newId()}`, {}, { cookie })).status).toBe(403);
      expect(context.config.oidc).toBeUndefined();
    },
  );
});

describe('the page of the handbook', () => {
  it('is printed from the table (npm run generate)', () => {
    expect(readFileSync(fromRoot('docs', 'handbuch', 'rechte.md'), 'utf8')).toBe(rightsPage());
  });
});

describe('a refusal', () => {
  it('names the role that is needed and who gives it, whoever asks', async () => {
    const secretary = people.get('bodySecretary');
    const text = await (await secretary?.get('/gremienarbeit/gremien/neu'))?.text();
    expect(text).toContain('Diese Seite ist für: Geschäftsstelle und Administration.');
    expect(text).toContain('jemand aus der Administration lädt Sie ein');
    expect(text).not.toContain('Formular kam nicht');
  });

  it('says so on every page and in every role, in both languages; only a form from elsewhere hears of forms', {
    timeout: 240_000,
  }, async () => {
    const wrong: string[] = [];
    for (const role of ROLES) {
      for (const { method, path } of routes) {
        const rule = routeRule(method, path);
        if (method !== 'GET' || !rule || rule.place.length > 0) continue;
        const answer = await people.get(role)?.get(path.replace(':scope', 'organisation').replace(/:[a-z]+/gi, () => newId()));
        if (answer?.status !== 403) continue;
        const text = await answer.text();
        if (/Formular kam nicht|form did not come/.test(text)) wrong.push(`${role} ${path}`);
      }
    }
    expect(wrong).toEqual([]);
    const person = people.get('office');
    const foreign = await application.app.request('/konto/profil', {
      method: 'POST',
      headers: { origin: 'https://boese.example', cookie: person?.cookie ?? '', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=x',
    });
    expect([foreign.status, (await foreign.text()).includes('Formular kam nicht von unserer eigenen Seite')]).toEqual([403, true]);
  });
});
