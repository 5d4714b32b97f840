import type { Actor, Grant, ScopeKind } from '#platform/actor.ts';
import { MINUTE, HOUR, DAY } from '#platform/clock.ts';
import { type Action, PERMISSIONS } from './permissions.ts';
import { type Role, SCOPE_OF } from './roles.ts';

export { needsSecondFactor, ROLES, type Role, SCOPE_OF } from './roles.ts';

/** Where an action takes place: the ids of what it touches, by kind of scope. */
export type Place = Partial<Record<ScopeKind, string | null | undefined>>;

const holds = (grant: Grant, role: string, place: Place | undefined): boolean => {
  if (grant.role !== role) return false;
  if (place === undefined) return true;
  return grant.id !== null && grant.id === place[grant.scope];
};

/**
 * Whether somebody may do something at a place. Without a place: whether there is any place where they may, which is
 * what a list or a menu needs to know; whoever reads or writes a record asks with its place.
 */
export function may(actor: Actor, action: Action, place?: Place): boolean {
  if (actor.kind === 'system') return true;
  const rule = PERMISSIONS[action];
  if (rule.everybody) return true;
  if (rule.signedIn && actor.kind === 'person') return true;
  for (const [role, condition] of Object.entries(rule.roles)) {
    const where = condition === 'any' ? undefined : place;
    if (actor.grants.some((grant) => holds(grant, role, where))) return true;
  }
  return false;
}

/** The ids of one kind of scope at which somebody may do something; `all` where it is everywhere. */
export function placesOf(actor: Actor, action: Action, scope: ScopeKind): string[] | 'all' {
  if (actor.kind === 'system') return 'all';
  const roles = Object.entries(PERMISSIONS[action].roles);
  if (roles.some(([role, condition]) => condition === 'any' && actor.grants.some((grant) => grant.role === role))) return 'all';
  const own = new Set(roles.map(([role]) => role));
  return [...new Set(actor.grants.filter((grant) => grant.scope === scope && own.has(grant.role)).flatMap((grant) => grant.id ?? []))];
}

/** Who may hand out which role: never one that is above the own. */
export function mayGrant(actor: Actor, role: Role, place: Place): boolean {
  if (role === 'administrator' || role === 'office') return may(actor, 'roles.grantOffice');
  if (SCOPE_OF[role] === 'platform') return may(actor, 'roles.grant');
  return may(actor, 'members.manage', place) || may(actor, 'roles.grant');
}

/** How long a session lasts: after the last use, and in all. Whoever can do much signs in anew every day. */
export const SESSION_LIMITS = {
  ordinary: { idle: 14 * DAY, absolute: 60 * DAY },
  strong: { idle: 2 * HOUR, absolute: 12 * HOUR },
} as const;

/** Whether a session is over at a moment. `touched`: its last use, kept to within five minutes. */
export function isSessionOver(session: { began: Date; touched: Date; isStrong: boolean }, now: Date): boolean {
  const limit = session.isStrong ? SESSION_LIMITS.strong : SESSION_LIMITS.ordinary;
  return now.getTime() - session.touched.getTime() > limit.idle + 5 * MINUTE || now.getTime() - session.began.getTime() > limit.absolute;
}

/** What people can be told of, and how soon where they have said nothing. */
export const NOTIFICATION_KINDS = {
  request: 'now',
  review: 'now',
  membership: 'now',
  due: 'weekly',
} as const satisfies Record<string, Rhythm>;
export type NotificationKind = keyof typeof NOTIFICATION_KINDS;

export const RHYTHMS = ['now', 'daily', 'weekly', 'never'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** Whether what waits for somebody is due: daily at the first run of a day, weekly on Mondays. */
export function isDigestDue(rhythm: Rhythm, lastSent: Date | null, now: Date): boolean {
  if (rhythm === 'now') return true;
  if (rhythm === 'never') return false;
  const days = lastSent === null ? Number.POSITIVE_INFINITY : (now.getTime() - lastSent.getTime()) / DAY;
  return rhythm === 'daily' ? days >= 0.9 : days >= 6.9;
}

/** Who coordinates a place: they decide who works there. */
export const COORDINATORS: Partial<Record<ScopeKind, Role>> = {
  organisation: 'organisationCoordinator',
  network: 'networkCoordinator',
  body: 'bodySecretary',
};
