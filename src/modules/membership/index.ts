import { migrationsOf } from '#platform/database/migrate.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import { PAPER_DECIDED } from '#modules/governance/index.ts';
import type { MembershipService } from './service.ts';

export { type BindingCharter, bindingCharters, type Charter, loadCharters } from './charters.ts';
export { membershipRoutes } from './routes.ts';
export { createMembershipService, type MembershipService } from './service.ts';
export { applicationsBy, listApplications, organisationsThatAccepted } from './store.ts';

/** Every morning: new versions of the charters are put to everybody; departures whose day has come are carried out. */
/** What the body decided that admits comes back by itself. */
export const membershipSubscribers = (service: MembershipService): Subscriber[] => [
  { name: 'membership-decided', on: [PAPER_DECIDED], handle: ({ payload }) => service.bodyDecided(String(payload['purpose'])) },
];

export const membershipSchedule = (service: MembershipService): Scheduled[] => [
  {
    name: 'membership-follow-up',
    cron: '40 5 * * *',
    handle: async () => {
      await service.askAll();
      await service.followUp();
    },
  },
];

export const membershipMigrations = migrationsOf(
  'membership',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
export { membershipTexts } from './texts.ts';
