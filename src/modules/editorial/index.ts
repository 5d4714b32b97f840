import type { Scheduled } from '#platform/jobs/index.ts';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Editorial } from './service.ts';

export type { Finding, Rule, ShownField } from './model.ts';
export { ContentSteps, ContentWay, contentFlashes, Findings, SaveButtons } from './pages/parts.tsx';
export { editorialRoutes } from './routes.ts';
export { type Companion, createEditorial, type Editorial, type Kind, type Owner, type Subject } from './service.ts';
export { keepContent, takeStep } from './steps.ts';
export {
  confirmedBeforePage,
  type Draft,
  draftOf,
  draftsOf,
  insertStandings,
  renameStanding,
  removeOldDrafts,
  removeTraces,
  saveStanding,
  standingOf,
  standingsOf,
  submitted,
} from './store.ts';
export type { StandingRow } from './tables.ts';
export { editorialTexts } from './texts.ts';

/** Every morning: what has to be confirmed, what is marked, what is hidden. */
export const editorialSchedule = (editorial: Editorial): Scheduled[] => [
  {
    name: 'editorial-follow-up',
    cron: '20 5 * * *',
    handle: async () => {
      await editorial.followUp();
    },
  },
];

export const editorialMigrations = migrationsOf(
  'editorial',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
