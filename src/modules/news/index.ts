import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { Newsletter } from './newsletter.ts';
import { type DeskParts, deskRoutes } from './routes/desk.ts';
import { issueRoutes } from './routes/issues.ts';
import { publicRoutes } from './routes/public.ts';

export { createNewsletter, type Newsletter } from './newsletter.ts';
export { newsSource } from './search-source.ts';
export { shownItems, submittedItems } from './store/items.ts';
export { forgetSubscriber, subscriberByEmail } from './store/letters.ts';
export { newsTexts } from './texts.ts';

/** /neuigkeiten…, /newsletter…, /redaktion… */
export const newsRoutes = (services: Services, parts: DeskParts & { newsletter: Newsletter }) =>
  new Hono<Env>()
    .route('/', issueRoutes(services, parts.newsletter))
    .route('/', deskRoutes(services, parts))
    .route('/', publicRoutes(services, parts.newsletter, parts.topics));

export const newsSubscribers = (newsletter: Newsletter): Subscriber[] => [
  { name: 'news-letters', on: ['newsletter.begun'], handle: () => newsletter.work() },
];

/** Every minute and at every start: newsletters that are not through. Every night: addresses that were never confirmed. */
export const newsSchedule = (newsletter: Newsletter): Scheduled[] => [
  { name: 'news-continue', cron: '* * * * *', atStart: true, handle: () => newsletter.work() },
  {
    name: 'news-daily',
    cron: '50 2 * * *',
    handle: async () => {
      await newsletter.daily();
    },
  },
];

export const newsMigrations = migrationsOf(
  'news',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
