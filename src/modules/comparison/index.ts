import { migrationsOf } from '#platform/database/migrate.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import type { Comparison } from './service.ts';

export { comparisonRoutes } from './routes.ts';
export { contributionsOf } from './store.ts';
export { type Comparison, createComparison } from './service.ts';

/** On the first day of a quarter, early; a release that was missed is made up on the following days. */
export const comparisonSchedule = (comparison: Comparison): Scheduled[] => [
  {
    name: 'comparison-release',
    cron: '20 2 1-7 1,4,7,10 *',
    handle: async () => {
      await comparison.release();
    },
  },
];

export const comparisonMigrations = migrationsOf(
  'comparison',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
