import { migrationsOf } from '#platform/database/migrate.ts';

export { loadAwards } from './load.ts';
export type { Award } from './model.ts';
export { awardsRoutes } from './routes.ts';
export { waysOf } from './store.ts';
export { type Awards, createAwards } from './service.ts';

export const awardsMigrations = migrationsOf(
  'awards',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
