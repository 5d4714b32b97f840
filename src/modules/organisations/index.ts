import { migrationsOf } from '#platform/database/migrate.ts';

export { ORGANISATION_KINDS, type Organisation, type OrganisationKind } from './model.ts';
export {
  hasRealOrganisation,
  insertOrganisations,
  listOrganisations,
  organisationBySlug,
  organisationsByIds,
  removeDemoOrganisations,
} from './store.ts';
export { organisationsTexts } from './texts.ts';

export const organisationsMigrations = migrationsOf(
  'organisations',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
