import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import { type AuthorParts, authorRoutes } from './pages/author.tsx';
import { clustersRoutes } from './pages/clusters.tsx';
import { partnersRoutes } from './pages/partners.tsx';
import { findingRoutes } from './pages/review.tsx';

export { overlapCommands } from './cli.ts';
export { RelativeCard } from './pages/relative.tsx';
export { createRelatives, type Relative } from './relatives.ts';
export { createOverlap, type Overlap, overlapSchedule, overlapSubscribers } from './service.ts';
export { removeOverlapOf } from './store.ts';
export { conditionsOf, offerUse } from './use.ts';
export { overlapTexts } from './texts.ts';

/** What is there already, shown before something new is built. */
export function overlapRoutes(parts: AuthorParts) {
  const { services, overlap, topics } = parts;
  return new Hono<Env>()
    .route('/', authorRoutes(parts))
    .route('/', partnersRoutes(services, overlap))
    .route('/', findingRoutes(services, overlap, topics))
    .route('/', clustersRoutes(services, overlap, topics));
}

export const overlapMigrations = migrationsOf(
  'overlap',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
