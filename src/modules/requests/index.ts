import { migrationsOf } from '#platform/database/migrate.ts';

export { requestDesk } from './paths.ts';
export { anonymiseRequests, forgetRequester } from './store-forget.ts';
export { requestSchedule, requestSubscribers } from './jobs.ts';
export { requestsRoutes } from './routes.ts';
export { SharedCheck } from './pages/receive.tsx';
export { Steps as RequestSteps } from './pages/status.tsx';
export { createRequestsService, type RequestsService } from './service.ts';
export { requestsAfter, caseload, countRequests, type RequestLine, requestsByEmail, requestsOf, resultDays } from './store.ts';
export {
  type Answered,
  answersSince,
  type RequestCare,
  requestCare,
  waitingByOwner,
  type WaitingRequest,
  waitingRequests,
  countWaitingSince,
} from './store-care.ts';
export { createTargets, type Targets } from './targets.ts';
export type { CompanyRequest, Target } from './model.ts';
export { ESCALATE_AFTER_DAYS } from './model.ts';
export { requestById } from './store.ts';
export { COMPANY as COMPANY_LINK } from './service.ts';
export { requestsTexts } from './texts.ts';

export const requestsMigrations = migrationsOf(
  'requests',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
