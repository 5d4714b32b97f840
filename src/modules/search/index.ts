import { migrationsOf } from '#platform/database/migrate.ts';

export { contentStems } from './analysis/tokens.ts';
export { createUnderstanding, type UnderstoodTopic } from './analysis/understand.ts';
export type { Candidate, DocumentKind, SearchDocument, SearchQuery } from './model.ts';
export { indexOne, rebuildIndex, searchSubscribers } from './service.ts';
export { findCandidates } from './store.ts';

export const searchMigrations = migrationsOf(
  'search',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
