import { migrationsOf } from '#platform/database/migrate.ts';

export { matchCommands } from './cli.ts';
export { matchingRoutes } from './pages/find.tsx';
export { createMatching, type Matching } from './service.ts';
export { type Unmet, unmetSince } from './store.ts';
export { matchingTexts } from './texts.ts';

export const matchingMigrations = migrationsOf(
  'matching',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
