import type { ModuleMigrations } from '#platform/database/migrate.ts';
import type { Schema } from '#platform/database/prepare.ts';
import { platformMigrations } from '#platform/migrations/index.ts';
import { accountsMigrations } from '#modules/accounts/index.ts';
import { editorialMigrations } from '#modules/editorial/index.ts';
import { organisationsMigrations } from '#modules/organisations/index.ts';
import { offersMigrations } from '#modules/offers/index.ts';
import { consultantsMigrations } from '#modules/consultants/index.ts';
import { networksMigrations } from '#modules/networks/index.ts';
import { searchMigrations } from '#modules/search/index.ts';
import { overlapMigrations } from '#modules/overlap/index.ts';
import { hsdsMigrations } from '#modules/hsds/index.ts';
import { checksMigrations } from '#modules/checks/index.ts';
import { matchingMigrations } from '#modules/matching/index.ts';
import { storiesMigrations } from '#modules/stories/index.ts';
import { trendsMigrations } from '#modules/trends/index.ts';
import { researchMigrations } from '#modules/research/index.ts';
import { meansMigrations } from '#modules/means/index.ts';
import { anchoringMigrations } from '#modules/anchoring/index.ts';
import { newsMigrations } from '#modules/news/index.ts';
import { mentorMigrations } from '#modules/mentor/index.ts';
import { coverageMigrations } from '#modules/coverage/index.ts';
import { requestsMigrations } from '#modules/requests/index.ts';
import { governanceMigrations } from '#modules/governance/index.ts';
import { companiesMigrations } from '#modules/companies/index.ts';
import { membershipMigrations } from '#modules/membership/index.ts';
import { regionsMigrations } from '#modules/regions/index.ts';
import { declarationsMigrations } from '#modules/declarations/index.ts';
import { comparisonMigrations } from '#modules/comparison/index.ts';
import { authoringMigrations } from '#modules/authoring/index.ts';
import { awardsMigrations } from '#modules/awards/index.ts';
import { credentialsMigrations } from '#modules/credentials/index.ts';
import { qualificationMigrations } from '#modules/qualification/index.ts';
import { accreditationMigrations } from '#modules/accreditation/index.ts';
import { casesMigrations } from '#modules/cases/index.ts';
import { sheetsMigrations } from '#modules/sheets/index.ts';
import { privacyMigrations } from '#modules/privacy/index.ts';

/** The tables of all modules, in the order in which they may build on each other. */
const ALL_MIGRATIONS: ModuleMigrations[] = [
  platformMigrations,
  accountsMigrations,
  editorialMigrations,
  organisationsMigrations,
  offersMigrations,
  consultantsMigrations,
  networksMigrations,
  searchMigrations,
  overlapMigrations,
  hsdsMigrations,
  checksMigrations,
  matchingMigrations,
  requestsMigrations,
  mentorMigrations,
  coverageMigrations,
  governanceMigrations,
  companiesMigrations,
  membershipMigrations,
  regionsMigrations,
  declarationsMigrations,
  comparisonMigrations,
  authoringMigrations,
  awardsMigrations,
  credentialsMigrations,
  qualificationMigrations,
  accreditationMigrations,
  casesMigrations,
  storiesMigrations,
  newsMigrations,
  trendsMigrations,
  researchMigrations,
  meansMigrations,
  anchoringMigrations,
  sheetsMigrations,
  privacyMigrations,
];

/** Everything in the database: what makes it, and the tables on which the application may do less than read and write. */
export const SCHEMA: Schema = {
  migrations: ALL_MIGRATIONS,
  less: {
    'platform.audit': ['SELECT', 'INSERT'],
    'platform.event': ['SELECT', 'INSERT'],
    'platform.migration': ['SELECT'],
    'platform.secret': ['SELECT', 'INSERT'],
    'comparison.release': ['SELECT', 'INSERT'],
  },
  tidied: ['search'],
};
