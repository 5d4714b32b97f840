import { migrationsOf } from '#platform/database/migrate.ts';

export { type Contact, type NewOrganisation, ORGANISATION_KINDS, type Organisation, type OrganisationKind } from './model.ts';
export type { OrganisationContent } from './content.ts';
export { organisationFields, organisationInput, organisationKind, profileRoutes } from './profile.tsx';
export {
  hasRealOrganisation,
  insertOrganisations,
  listOrganisations,
  organisationsByKind,
  allOrganisations,
  changeOrganisation,
  hasOwnName,
  organisationById,
  organisationBySlug,
  organisationsByIds,
  organisationsNamed,
  organisationsPage,
  removeDemoOrganisations,
  removeOrganisations,
  saveOrganisation,
  setOrganisationState,
} from './store.ts';
export { organisationsTexts } from './texts.ts';

export const organisationsMigrations = migrationsOf(
  'organisations',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
