import type { Role } from '#modules/accounts/index.ts';

/** Groups of people who may comment on drafts, and who of each is told. */
const ROLES_OF = {
  partners: ['organisationCoordinator', 'organisationEditor'],
  consultants: ['consultant'],
  bodies: ['bodyMember', 'bodySecretary'],
  networks: ['networkCoordinator'],
} as const satisfies Record<string, readonly Role[]>;

export type Audience = keyof typeof ROLES_OF;
export const AUDIENCES = Object.keys(ROLES_OF) as Audience[];

export const rolesOf = (audience: readonly Audience[]): Role[] => audience.flatMap((group) => ROLES_OF[group]);
