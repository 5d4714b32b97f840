import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import type { Services } from '#platform/services.ts';
import { deskRoutes } from './routes/desk.ts';
import { publicRoutes } from './routes/public.ts';
import { type ResultParts, resultRoutes } from './routes/result.ts';

export { aidSource } from './search-source.ts';
export { aidsAt, allAids, forgetInResearch, projectsOf } from './store.ts';
export { researchTexts } from './texts.ts';

/** /praxishilfen…, /transfer… */
export const researchRoutes = (services: Services, parts: ResultParts) =>
  new Hono<Env>()
    .route('/', publicRoutes(services, parts))
    .route('/', resultRoutes(services, parts))
    .route('/', deskRoutes(services, parts.topics));

export const researchMigrations = migrationsOf(
  'research',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
