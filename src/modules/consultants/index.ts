import { migrationsOf } from '#platform/database/migrate.ts';

export type { Consultant } from './model.ts';
export { consultantsRoutes } from './pages.tsx';
export { consultantBySlug, consultantsAfter, insertConsultants, removeDemoConsultants, consultantNames } from './store.ts';
export { consultantsTexts } from './texts.ts';

export const consultantsMigrations = migrationsOf(
  'consultants',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
