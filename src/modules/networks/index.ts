import { migrationsOf } from '#platform/database/migrate.ts';

export type { Network } from './model.ts';
export { networksRoutes } from './pages.tsx';
export { areaOf, insertNetworks, listNetworks, networkBySlug, removeDemoNetworks, networkNames } from './store.ts';
export { networksTexts } from './texts.ts';

export const networksMigrations = migrationsOf(
  'networks',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
