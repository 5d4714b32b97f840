import { migrationsOf } from '#platform/database/migrate.ts';

export { meansRoutes } from './routes.ts';
export { createMeans, type Means } from './service.ts';
export { meansTexts } from './texts.ts';

export const meansMigrations = migrationsOf(
  'means',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
