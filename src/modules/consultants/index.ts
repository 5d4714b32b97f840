import { migrationsOf } from '#platform/database/migrate.ts';

export { type Consultant, isAccredited, type NewConsultant } from './model.ts';
export { consultantKind, consultantProfileRoutes } from './profile.tsx';
export { consultantsRoutes } from './pages.tsx';
export {
  type Accreditable,
  accreditedUntil,
  accreditedUntilPage,
  allConsultants,
  availabilityOf,
  consultantById,
  consultantBySlug,
  consultantNames,
  consultantsAfter,
  insertConsultants,
  removeConsultants,
  consultantsNamed,
  removeDemoConsultants,
  changeConsultant,
  setAccreditedUntil,
} from './store.ts';
export { consultantsTexts } from './texts.ts';

export const consultantsMigrations = migrationsOf(
  'consultants',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
