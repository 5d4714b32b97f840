import { migrationsOf } from '#platform/database/migrate.ts';

export { checkCommands } from './cli.ts';
export { type Checks, type CheckSource, definitionFrom, inCatalogueOrder, loadSources } from './definition/load.ts';
export { type Edition, type Editions, openEditions } from './editions.ts';
export type { CheckDefinition, Checkpoint } from './definition/model.ts';
export { checkSource } from './search-source.ts';
export { checksRoutes } from './routes/index.ts';
export { checkCameFrom, withoutCheckLink } from './came-from.ts';
export { checksTexts } from './texts.ts';
export { planTexts } from './texts-plan.ts';
export { SHARES, type Share, type Snapshot, snapshot } from './share.ts';
export type { Opened } from './desk.ts';
export { type ChecksService, createChecksService, PURPOSE as CHECK_LINK } from './service.ts';
export { checksSchedule } from './jobs.ts';
export { createReminders, type Reminders } from './reminders/service.ts';
export { removeRemindersTo } from './store/reminders.ts';
export { createTeam, type Team } from './team/service.ts';
export { createTogether, type Together } from './together/service.ts';
export { declarationStatus, evaluate, isPlanned } from './model.ts';
export { rateAgain } from './next-round.ts';
export { blankAssessment } from './assessment.ts';
export { carryOver } from './definition/carry.ts';
export { fromExchange, toExchange } from './definition/exchange.ts';
export { faultsOf, missingIn, textsIn } from './definition/faults.ts';
export {
  type CheckFile,
  checkFileSchema,
  LANGUAGES,
  type Language,
  type Translations,
  translationFileSchema,
} from './definition/schema.ts';
export { createDefinition } from './definition/model.ts';
export { type ReadSource, readSource } from './definition/read-source.ts';
export { fileName, writeCheck, writeTranslation } from './definition/yaml.ts';
export { CheckpointField } from './pages/checkpoint.tsx';
export { hasTeamResult } from './store/team.ts';
export { consultantOf } from './store/companions.ts';
export { CHANGED_CHANNEL } from './store/changes.ts';
export { createAssessmentStore } from './store/assessments.ts';

export const checksMigrations = migrationsOf(
  'checks',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
