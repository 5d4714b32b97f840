import { migrationsOf } from '#platform/database/migrate.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { ChecksService } from '#modules/checks/index.ts';
import { claimedSubjects } from './store.ts';

export { companiesRoutes } from './routes.ts';
export { proofRoutes } from './proof.tsx';
export { type ClaimRow, claimsOf, companiesByIds, companyById, companyNames, type CompanyRow, removeCompany } from './store.ts';

const PORTION = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Every night: what lies in an account counts as visited, so that it is kept while the account is. */
export const companiesSchedule = ({ db }: Services, checks: ChecksService): Scheduled[] => [
  {
    name: 'companies-keep',
    cron: '10 3 * * *',
    handle: async () => {
      for (let after = FIRST; ; ) {
        const subjects = await claimedSubjects(db, 'assessment', after, PORTION);
        for (const subject of subjects) await checks.keep(subject);
        const last = subjects.at(-1);
        if (!last || subjects.length < PORTION) return;
        after = last;
      }
    },
  },
];

export const companiesMigrations = migrationsOf(
  'companies',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
