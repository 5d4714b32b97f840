import { migrationsOf } from '#platform/database/migrate.ts';

export { coverageCommands } from './cli.ts';
export { coverageRoutes } from './pages/coverage.tsx';
export { type CoverageService, coverageSchedule, createCoverage } from './service.ts';
export { coverageTexts } from './texts.ts';

export const coverageMigrations = migrationsOf(
  'coverage',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
