import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import type { Services } from '#platform/services.ts';
import type { Search } from '#modules/search/index.ts';
import { hsdsRoutes } from './api.ts';
import { hsdsOpenApi } from './openapi.ts';
import { sourcesRoutes } from './pages/sources.tsx';
import type { Hsds } from './service.ts';

export { hsdsCommands } from './cli.ts';
export { createHsds, type Hsds, hsdsSubscribers } from './service.ts';
export { EXAMPLE_TERMS } from './terms.ts';
export { hsdsTexts } from './texts.ts';

/** The directory in the standard of its field, out and in. */
export function exchangeRoutes({ db, clock, limits, config }: Services, hsds: Hsds, search: Search) {
  const today = () => clock.today();
  return new Hono<Env>()
    .get('/api/hsds/openapi.json', (c) => c.json(hsdsOpenApi(config.publicUrl)))
    .route('/', hsdsRoutes({ db, search, publishing: hsds.publishing, today }))
    .route('/', sourcesRoutes(hsds, limits));
}

export const hsdsMigrations = migrationsOf(
  'hsds',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
