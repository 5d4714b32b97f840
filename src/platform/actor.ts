import { AsyncLocalStorage } from 'node:async_hooks';
import { type Clock, systemClock } from './clock.ts';

/** What a role belongs to: one organisation, one body …; `platform` is the whole and has no id. */
export type ScopeKind = 'platform' | 'organisation' | 'network' | 'body' | 'consultant' | 'company' | 'link';

/** A role of somebody in a scope. The names of roles and what they may do are the business of the module accounts. */
export interface Grant {
  role: string;
  scope: ScopeKind;
  id: string | null;
}

/** Who acts. The system is what runs by itself: jobs, commands, migrations. */
export interface Actor {
  kind: 'system' | 'visitor' | 'person';
  /** The person's account. */
  userId: string | null;
  name: string;
  email: string;
  grants: Grant[];
  /** Roles that wait for a second factor: held, but without effect in this session. */
  withheld: Grant[];
  sessionId: string | null;
  /** Somebody whose first step of signing in is done and whose second is missing: their account. They may no more than a stranger. */
  halfway?: string;
}

export const SYSTEM: Actor = { kind: 'system', userId: null, name: '', email: '', grants: [], withheld: [], sessionId: null };

/** A stranger. A new one for every request: private links add to what it may do. */
export const visitor = (): Actor => ({ kind: 'visitor', userId: null, name: '', email: '', grants: [], withheld: [], sessionId: null });

const storage = new AsyncLocalStorage<{ actor: Actor; clock: Clock }>();

/**
 * Who acts at the moment. Every HTTP request runs as somebody (`createApp` sees to it, so it cannot be forgotten);
 * outside of requests it is the system.
 */
export const currentActor = (): Actor => storage.getStore()?.actor ?? SYSTEM;

/** The clock of whatever runs at the moment. */
export const currentClock = (): Clock => storage.getStore()?.clock ?? systemClock;

/** Runs work as somebody; stores ask `currentActor` before they write. */
export const actAs = <Value>(actor: Actor, work: () => Value, clock: Clock = currentClock()): Value => storage.run({ actor, clock }, work);

/** Whoever holds a private link may do with its subject what the link is for, for as long as this request lasts. */
export function grantByLink(purpose: string, subject: string): void {
  storage.getStore()?.actor.grants.push({ role: `link:${purpose}`, scope: 'link', id: subject });
}
