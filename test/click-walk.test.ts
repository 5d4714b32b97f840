import { describe, expect, it } from 'vitest';
import { may, PERMISSIONS, ROLES } from '../src/modules/accounts/index.ts';
import { outboxUrl } from '../src/modules/office/cli.ts';
import { type Actor, visitor } from '../src/platform/actor.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { fullNetwork } from './support/full-network.ts';
import { taken } from './support/full-network/hands.ts';
import { grantsOf, type Kind } from './support/full-network/people.ts';
import { ELSEWHERE } from './support/walk/elsewhere.ts';
import { GET_PATTERNS, parameterOf, type Pattern, patternOf } from './support/walk/route-patterns.ts';
import { walk } from './support/walk/walk.ts';

const network = await fullNetwork();
const { config, get, made, people, places, post, services } = network;
const origin = config.publicUrl;

/** What people type: a need, a place, the numbers on papers that they hold. */
const WORDS = {
  text: ['Führung'],
  ort: ['24103 Kiel'],
  nummer: [made.checks.declaration, made.checks.certificate, made.courses.credential],
};

const actorOf = (kind: Kind): Actor =>
  kind === 'visitor' ? visitor() : { ...visitor(), kind: 'person', userId: people[kind].id, grants: grantsOf(places, kind) };

/** Whether somebody may use a route: at the place that an address names, or at the own one. */
function isOpenTo(actor: Actor, { action, place: [place], ...pattern }: Pattern, address?: string): boolean {
  if (!place) return may(actor, action);
  const [scope, parameter] = place;
  const own = actor.grants.find((grant) => grant.scope === scope)?.id;
  return may(actor, action, { [scope]: address === undefined ? own : parameterOf(pattern.path, address, parameter) });
}

const isForAll = ({ action }: Pattern) => PERMISSIONS[action].everybody === true;

describe.each(['visitor', ...ROLES] as const)('%s', (kind) => {
  it('reaches by clicking every page that the table allows, and meets no closed door', { timeout: 180_000 }, async () => {
    const actor = actorOf(kind);
    const wanted = GET_PATTERNS.filter((pattern) => pattern.action !== 'link.use' && isOpenTo(actor, pattern));
    const expected = new Set(wanted.map(({ path }) => path).filter((path) => !(path in ELSEWHERE)));
    const { reached, faults } = await walk({
      origin,
      words: WORDS,
      expected,
      get: kind === 'visitor' ? get : people[kind].get,
      from: [kind === 'visitor' ? '/' : '/konto'],
      // Whoever is not signed in is led to the sign-in, and comes back.
      mayFollow: (pattern, address) => kind === 'visitor' || isForAll(pattern) || isOpenTo(actor, pattern, address),
      isShared: (pattern) => kind !== 'visitor' && isForAll(pattern),
    });
    expect({ missing: [...expected].filter((path) => !reached.has(path)), faults }).toEqual({ missing: [], faults: [] });
  });
});

describe('a private link', async () => {
  await taken(post('/anmelden', { email: people.company.email }));
  const mails = await storedMails(services.db, 1000);
  /** Addresses of ours in a mail's text. */
  const linksIn = (text: string) => [...text.matchAll(/https?:\/\/[^/\s]+(\/\S*)/g)].map(([, path = '']) => path);
  const byMail = Object.entries(ELSEWHERE).flatMap(([route, way]) => {
    if (!('mail' in way)) return [];
    const links = mails.filter((mail) => way.mail.test(mail.subject)).flatMap((mail) => linksIn(mail.text));
    return [{ route, links: links.filter((link) => patternOf(link)?.path === route) }];
  });

  it.each(byMail)('comes by the mail that is named for it, and opens: $route', async ({ links }) => {
    const [link] = links;
    expect(link).toBeDefined();
    expect((await get(link ?? '/')).status).toBeLessThan(400);
  });

  it('leads to every page behind it', { timeout: 120_000 }, async () => {
    const expected = new Set(
      GET_PATTERNS.filter(({ action, path }) => action === 'link.use' && !('by' in (ELSEWHERE[path] ?? {}))).map(({ path }) => path),
    );
    const { reached, faults } = await walk({
      origin,
      words: WORDS,
      expected,
      get,
      from: [
        made.checks.path,
        made.checks.team,
        made.checks.renewed,
        ...byMail.flatMap(({ links }) => links.slice(0, 1)),
        ...made.cases.links,
      ],
      isShared: ({ action }) => action !== 'link.use',
    });
    expect({ missing: [...expected].filter((path) => !reached.has(path)), faults }).toEqual({ missing: [], faults: [] });
  });
});

describe('the list of what is not reached by clicking', () => {
  it('is right about the address that the command line prints', async () => {
    const path = new URL(await outboxUrl(services)).pathname;
    expect(ELSEWHERE[patternOf(path)?.path ?? '']).toEqual({ by: 'the command line' });
    expect((await get(path)).status).toBe(200);
  });

  it('names only routes that there are', () => {
    const known = new Set(GET_PATTERNS.map(({ path }) => path));
    expect(Object.keys(ELSEWHERE).filter((path) => !known.has(path))).toEqual([]);
  });
});
