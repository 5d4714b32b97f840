import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { Places } from '#reference/index.ts';
import type { ChecksService } from '#modules/checks/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { companyRoutes } from './routes/company.ts';
import { deskRoutes, type DeskParts } from './routes/desk.ts';
import { overseeRoutes } from './routes/oversee.ts';
import type { Cases } from './service/index.ts';

export { type CasesConfig, loadCases } from './config.ts';
export { type Cases, createCases } from './service/index.ts';
export { anonymiseCases, casesTo, forgetContact } from './store/forget.ts';
export { type CaseFile, caseFile as caseOf, caseOfRequest, mayWork as mayWorkOn } from './store/cases.ts';
export type { StoryHook } from './service/parts.ts';
export { casesTexts } from './texts.ts';

export interface CaseRouteParts extends DeskParts {
  checks: ChecksService;
  topics: Topics;
  places: Places;
}

/** /faelle…, /fall/:token…, …/betreuung */
export const casesRoutes = (services: Services, parts: CaseRouteParts) =>
  new Hono<Env>()
    .route('/', overseeRoutes(services, parts.cases, parts))
    .route('/', deskRoutes(services, parts))
    .route('/', companyRoutes(services, parts.cases, parts.checks));

/** A request that was taken up becomes a case. */
export const casesSubscribers = (cases: Cases): Subscriber[] => [
  {
    name: 'cases-open',
    on: ['request.accepted'],
    handle: async (event) => {
      await cases.openFor(event.subject);
      await cases.followRequest(event.subject);
    },
  },
  {
    name: 'cases-follow',
    on: ['request.closed', 'request.withdrawn', 'request.declined'],
    handle: (event) => cases.followRequest(event.subject),
  },
];

/** Every morning: deadlines, and what companies are asked. Every Monday: what waits. */
export const casesSchedule = (cases: Cases): Scheduled[] => [
  {
    name: 'cases-daily',
    cron: '10 6 * * *',
    handle: async () => {
      await cases.followUp.daily();
    },
  },
  {
    name: 'cases-weekly',
    cron: '0 6 * * 1',
    handle: async () => {
      await cases.followUp.weekly();
    },
  },
];

export const casesMigrations = migrationsOf(
  'cases',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
