import { migrationsOf } from '../database/migrate.ts';

/** The platform's own tables. */
export const platformMigrations = migrationsOf(
  'platform',
  import.meta.glob<string>('./*.sql', { query: '?raw', import: 'default', eager: true }),
);
