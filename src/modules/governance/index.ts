import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import { importRoutes } from './routes/import.ts';
import { meetingRoutes } from './routes/meetings.ts';
import { officeRoutes } from './routes/office.ts';
import { oparlRoutes } from './routes/oparl.ts';
import { publicRoutes } from './routes/public.tsx';
import type { GovernanceService } from './service/index.ts';

export { governanceCommands, textOfFile } from './cli.ts';
export { governanceSchedule, governanceSubscribers } from './jobs.ts';
export {
  bodyAddresses,
  bodyNames,
  insertMembership,
  listBodies,
  listMemberships,
  removeMemberships,
  changeMembership,
} from './store/bodies.ts';
export { insertPerson, listPersons, personOfMembership, removePersons, updatePerson } from './store/persons.ts';
export { insertMeeting, listMeetings, type MeetingRow, meetingsInUse, removeMeetings, updateMeeting } from './store/meetings.ts';
export type { MembershipRow } from './tables.ts';
export { agreementsAfter, agreementsOfOrganisation, agreementsPage } from './store/agreements.ts';
export { shownState } from './model.ts';
export { reviewBodies } from './routes/import.ts';
export { createGovernanceService, type GovernanceService } from './service/index.ts';
export { type GovernanceWaiting, governanceWaiting } from './waiting.ts';
export { forgetPerson, personData } from './store/forget.ts';
export { type DemoBodies, insertDemoBodies, removeDemoBodies } from './store/demo.ts';
export { decisionsByIds, type StandingDecision, standingDecisions } from './store/decisions.ts';
export { paperOutcome } from './store/papers.ts';
export { decisionSource } from './search-source.ts';
export { governanceTexts } from './texts.ts';

/** /gremien, /sitzungen, /vorlagen, /beschluesse, /aufgaben, /gremienarbeit, /api/oparl */
export function governanceRoutes(service: GovernanceService) {
  return new Hono<Env>()
    .route('/', publicRoutes(service))
    .route('/', importRoutes(service))
    .route('/', officeRoutes(service))
    .route('/', meetingRoutes(service))
    .route('/', oparlRoutes(service));
}

export const governanceMigrations = migrationsOf(
  'governance',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
export { isNearName, isSameName, nameKey } from './names.ts';
export { PAPER_DECIDED, type Papers } from './service/papers.ts';
