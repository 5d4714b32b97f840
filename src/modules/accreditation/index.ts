import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { Places } from '#reference/index.ts';
import type { Papers } from '#modules/governance/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { exchangeRoutes } from './routes/exchange.ts';
import { officeRoutes } from './routes/office.ts';
import { reviewRoutes } from './routes/review.ts';
import { ownRoutes } from './routes/own.ts';
import type { Accreditation } from './service/index.ts';

export { accreditationCommands } from './cli.ts';
export { loadSchemes } from './load.ts';
export type { Scheme } from './model.ts';
export { type Accreditation, createAccreditation } from './service/index.ts';
export { type DemoExchange, insertDemoExchanges, removeDemoExchanges } from './store/exchange.ts';
export { consultantData, forgetConsultant, removeOldEvidence } from './store/forget.ts';
export { openObjections, waitingApplications } from './store/applications.ts';
export { accreditationTexts } from './texts.ts';

/** /akkreditierung…, /beratungsprofil/:consultant/akkreditierung…, /austausch…, /geschaeftsstelle/akkreditierung… */
export const accreditationRoutes = (services: Services, accreditation: Accreditation, papers: Papers, topics: Topics, places: Places) =>
  new Hono<Env>()
    .route('/', ownRoutes(services, accreditation))
    .route('/', exchangeRoutes(services, topics, places))
    .route('/', campaignRoutes(accreditation))
    .route('/', officeRoutes(services, accreditation))
    .route('/', reviewRoutes(services, accreditation, papers));

/** A campaign begins to write as soon as it was started. */
export const accreditationSubscribers = (accreditation: Accreditation): Subscriber[] => [
  {
    name: 'accreditation-campaign',
    on: ['accreditation.campaign'],
    handle: async () => {
      await accreditation.campaigns.work();
    },
  },
];

/** Every morning: whose accreditation ends. Every minute: whatever a campaign has left, should a machine have died in the middle. */
export const accreditationSchedule = (accreditation: Accreditation): Scheduled[] => [
  {
    name: 'accreditation-daily',
    cron: '30 5 * * *',
    handle: async () => {
      await accreditation.remind();
    },
  },
  {
    name: 'accreditation-campaigns',
    cron: '* * * * *',
    atStart: true,
    handle: async () => {
      await accreditation.campaigns.work();
    },
  },
];

export const accreditationMigrations = migrationsOf(
  'accreditation',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
