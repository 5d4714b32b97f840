import { migrationsOf } from '#platform/database/migrate.ts';

export { privacyCommands } from './cli.ts';
export { privacyRoutes } from './routes.ts';
export { createPrivacy, type PrivacyService, privacySchedule } from './service.ts';

export const privacyMigrations = migrationsOf(
  'privacy',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
