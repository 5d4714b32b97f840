import { describe, expect, it } from 'vitest';
import { type Action, may, PERMISSIONS, ROLES } from '../src/modules/accounts/index.ts';
import { type Actor, visitor } from '../src/platform/actor.ts';
import { fullNetwork } from './support/full-network.ts';
import { grantOf, type Kind } from './support/full-network/people.ts';
import { GET_PATTERNS, parameterOf, type Pattern } from './support/walk/route-patterns.ts';
import { walk } from './support/walk/walk.ts';

const network = await fullNetwork();
const { config, get, people, places } = network;

/** What is reached only by mail, or not by people at all. */
const ELSEWHERE: Record<string, string> = {
  '/metrics': 'operations, by token',
  '/api/auth/callback/:provider': 'single sign-on',
  '/api/auth/error': 'single sign-on',
  '/anmelden/sso': 'single sign-on',
  '/anmelden/link/:token': 'Ihr Link zur Anmeldung',
};

const actorOf = (kind: Kind): Actor =>
  kind === 'visitor' ? visitor() : { ...visitor(), kind: 'person', userId: people[kind].id, grants: [grantOf(places, kind)] };

/** The places of a role by the parameters of its addresses. */
function isOpenTo(actor: Actor, pattern: Pattern, address: string | undefined): boolean {
  const [place] = pattern.place;
  if (!place) return may(actor, pattern.action);
  const own = actor.grants.find((grant) => grant.scope === place[0])?.id;
  return may(actor, pattern.action, { [place[0]]: address === undefined ? own : parameterOf(pattern, address, place[1]) });
}

const isByLink = (action: Action) => action === 'link.use';

describe.each(['visitor', ...ROLES] as const)('%s', (kind) => {
  it('reaches every page by clicking, and meets no closed door', { timeout: 120_000 }, async () => {
    const actor = actorOf(kind);
    const expected = new Set(
      GET_PATTERNS.filter(
        (pattern) => !isByLink(pattern.action) && !(pattern.path in ELSEWHERE) && isOpenTo(actor, pattern, undefined),
      ).map(({ path }) => path),
    );
    const start = performance.now();
    let n = 0;
    const ask = kind === 'visitor' ? get : people[kind].get;
    const { reached, faults } = await walk({
      origin: config.publicUrl,
      get: (path) => { n++; return ask(path); },
      from: [kind === 'visitor' ? '/' : '/konto'],
      expected,
      mayFollow: (pattern, address) =>
        kind === 'visitor' || PERMISSIONS[pattern.action].everybody === true || isOpenTo(actor, pattern, address),
    });
    const missing = [...expected].filter((path) => !reached.has(path));
    console.log(kind, n, Math.round(performance.now() - start), 'ms', missing.length, 'missing', faults.length, 'faults');
    console.log(JSON.stringify({ kind, missing, faults }, null, 1));
    expect({ missing, faults }).toEqual({ missing: [], faults: [] });
  });
});
