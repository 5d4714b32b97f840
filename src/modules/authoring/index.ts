import { migrationsOf } from '#platform/database/migrate.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Authoring } from './service.ts';

export { authoringRoutes } from './routes.ts';
export { forgetInvited, invitationsTo } from './invitation/store.ts';
export { commentsBy, forgetCommenter } from './store.ts';
export { type Authoring, createAuthoring } from './service.ts';

export const authoringSubscribers = ({ invitations }: Authoring): Subscriber[] => [
  { name: 'authoring-invitations', on: ['consultation.begun'], handle: () => invitations.work() },
];

/** Every minute and at every start: invitations that are not through. */
export const authoringSchedule = ({ invitations }: Authoring): Scheduled[] => [
  { name: 'authoring-invitations-continue', cron: '* * * * *', atStart: true, handle: () => invitations.work() },
];

export const authoringMigrations = migrationsOf(
  'authoring',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
