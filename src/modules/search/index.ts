import { migrationsOf } from '#platform/database/migrate.ts';

export type { TextField } from './analysis/analyse.ts';
export { bandsOf, commonPassages, containment, shinglesOf, wordsOf } from './analysis/fingerprint.ts';
export type { UnderstoodTopic } from './analysis/understand.ts';
export {
  type Candidate,
  type DocumentKind,
  type Found,
  HELPING_KINDS,
  PLAIN_DOCUMENT,
  type SearchQuery,
  type SearchSource,
  type SourceDocument,
} from './model.ts';
export { embedRoutes } from './pages/embed.ts';
export { searchRoutes } from './pages/search.tsx';
export { savedRoutes } from './saved/pages.tsx';
export { createSavedSearches, savedSchedule, type SavedSearches } from './saved/service.ts';
export { forgetSaved, savedFor } from './store/saved.ts';
export { searchSchedule, searchSubscribers } from './indexing.ts';
export { createSearch, type Search, type Understood } from './service.ts';
export { directorySources } from './sources.ts';
export { searchTexts } from './texts.ts';
export { loadSearchWords, type SearchWords } from './words.ts';

export const searchMigrations = migrationsOf(
  'search',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
