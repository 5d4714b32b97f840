import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import { linkRoutes } from './routes/links.ts';
import { publicRoutes } from './routes/public.ts';
import { workshopRoutes } from './routes/workshop.ts';
import { type WritingParts, writingRoutes } from './routes/writing.ts';
import type { Stories } from './service/index.ts';

export { type Found as FoundStory, StoryEntry } from './pages/public.tsx';
export { storyBodies } from './routes/writing.ts';
export { closest as closestStories } from './model.ts';
export { storySource } from './search-source.ts';
export { createStories, type Stories } from './service/index.ts';
export { type DemoStory, insertDemoStories, removeDemoStories } from './store/demo.ts';
export { forgetInStories, inStories } from './store/forget.ts';
export { newestStories, type Published as PublishedStory } from './store/public.ts';
export { waitingStories } from './store/stories.ts';
export { shopTexts } from './shop-texts.ts';
export { storiesTexts } from './texts.ts';

/** /geschichten…, /geschichtenwerkstatt…, /geschichte/:token…, /zitat/:token */
export const storiesRoutes = (services: Services, parts: WritingParts) =>
  new Hono<Env>()
    .route('/', publicRoutes(services, parts))
    .route('/', workshopRoutes(services, parts.stories))
    .route('/', writingRoutes(services, parts))
    .route('/', linkRoutes(services, parts.stories));

/** Every night: what was withdrawn long enough ago is erased. */
export const storiesSchedule = (stories: Stories): Scheduled[] => [
  {
    name: 'stories-erase',
    cron: '40 2 * * *',
    handle: async () => {
      await stories.daily();
    },
  },
];

export const storiesMigrations = migrationsOf(
  'stories',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
