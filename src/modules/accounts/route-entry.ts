import type { ScopeKind } from '#platform/actor.ts';
import type { Action } from './permissions.ts';

/** The action of a route; behind it the place that the route's parameters name, where they do. */
export type Entry = Action | `${Action} ${ScopeKind}=:${string}`;
