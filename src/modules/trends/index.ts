import { migrationsOf } from '#platform/database/migrate.ts';

export { trendsRoutes } from './routes.ts';
export { allTrends, forgetInTrends, insertObservation, inTrends } from './store.ts';
export { trendsTexts } from './texts.ts';

export const trendsMigrations = migrationsOf(
  'trends',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
