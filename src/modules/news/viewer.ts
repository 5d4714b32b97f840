import type { Grant } from '#platform/actor.ts';
import type { Viewer } from './model.ts';

const holds = (grants: readonly Grant[], ...roles: string[]) => grants.some((grant) => roles.includes(grant.role));

/** What somebody's roles let them see of the news. */
export const viewerOf = (grants: readonly Grant[]): Viewer => ({
  isOffice: holds(grants, 'office', 'administrator'),
  isPartner: holds(grants, 'organisationEditor', 'organisationCoordinator', 'networkCoordinator'),
  isConsultant: holds(grants, 'consultant'),
  bodies: grants.flatMap((grant) => (grant.scope === 'body' && grant.id ? [grant.id] : [])),
});
