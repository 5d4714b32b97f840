import { migrationsOf } from '#platform/database/migrate.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import type { Awards } from './service.ts';

export { loadAwards } from './load.ts';
export type { Award } from './model.ts';
export { awardsRoutes } from './routes.ts';
export { waysOf } from './store.ts';
export { type Awards, createAwards } from './service.ts';

/** Every morning: whose award ends soon. */
export const awardsSchedule = (awards: Awards): Scheduled[] => [
  {
    name: 'awards-daily',
    cron: '50 5 * * *',
    handle: async () => {
      await awards.remind();
    },
  },
];

export const awardsMigrations = migrationsOf(
  'awards',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
