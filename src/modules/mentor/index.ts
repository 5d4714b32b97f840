import { migrationsOf } from '#platform/database/migrate.ts';

export { loadGuide } from './load.ts';
export type { Guide } from './model.ts';
export { mentorRoutes } from './routes.ts';
export { mentorTexts } from './texts.ts';

export const mentorMigrations = migrationsOf(
  'mentor',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
