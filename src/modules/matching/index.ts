import { migrationsOf } from '#platform/database/migrate.ts';

export { matchCommands } from './cli.ts';
export { matchingRoutes } from './pages/find.tsx';
export { loadMatching, type MatchingConfig } from './config.ts';
export type { Signal } from './criteria.ts';
export { visibilityRoutes } from './pages/visibility.tsx';
export { detailPath } from './pages/query.ts';
export { createMatching, type Matching, type MatchResult, reasonText, type Signals } from './service.ts';
export { type Unmet, unmetSince } from './store.ts';
export { matchingTexts } from './texts.ts';

export const matchingMigrations = migrationsOf(
  'matching',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
