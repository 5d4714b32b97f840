import type { ScopeKind } from '#platform/actor.ts';

/** Everything somebody can be, from the least to the most; `reviewer` is a coordinator whom the office has deputised. */
export const ROLES = [
  'company',
  'consultant',
  'organisationEditor',
  'organisationCoordinator',
  'networkCoordinator',
  'bodyMember',
  'bodySecretary',
  'reviewer',
  'office',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** What each role belongs to. */
export const SCOPE_OF: Record<Role, ScopeKind> = {
  company: 'company',
  consultant: 'consultant',
  organisationEditor: 'organisation',
  organisationCoordinator: 'organisation',
  networkCoordinator: 'network',
  bodyMember: 'body',
  bodySecretary: 'body',
  reviewer: 'platform',
  office: 'platform',
  administrator: 'platform',
};

/** Roles that see or change what belongs to others: they count only after a second factor. */
const STRONG: ReadonlySet<string> = new Set<Role>(['reviewer', 'office', 'administrator']);
export const needsSecondFactor = (role: string): boolean => STRONG.has(role);
