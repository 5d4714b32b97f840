import { migrationsOf } from '#platform/database/migrate.ts';

export { authoringRoutes } from './routes.ts';
export { commentsBy, forgetCommenter } from './store.ts';
export { type Authoring, createAuthoring } from './service.ts';

export const authoringMigrations = migrationsOf(
  'authoring',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
