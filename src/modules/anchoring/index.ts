import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Env } from '#platform/http/context.ts';
import { fromRoot } from '#platform/root.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { type CheckDefinition, definitionFrom, loadSources } from '#modules/checks/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { officeRoutes } from './routes/office.ts';
import { ownRoutes } from './routes/own.ts';
import type { Anchoring } from './service.ts';

export { type Anchoring, createAnchoring } from './service.ts';
export { forgetInAnchoring, countSupportSince, supportBy, supportWaiting } from './store.ts';
export { anchoringTexts } from './texts.ts';

/** The self-assessment of partners, from content/anchoring: a check like any other, but not for companies. @throws ContentError */
export function loadAnchoring(knownTopics: ReadonlySet<string>): CheckDefinition {
  const [source] = loadSources(knownTopics, fromRoot('content', 'anchoring'));
  if (!source) throw new Error('content/anchoring holds no check');
  return definitionFrom(source);
}

/** /organisation/:organisation/verankerung…, /geschaeftsstelle/verankerung… */
export const anchoringRoutes = (services: Services, parts: { anchoring: Anchoring; accounts: AccountsService; topics: Topics }) =>
  new Hono<Env>().route('/', ownRoutes(services, parts)).route('/', officeRoutes(services, parts.anchoring, parts.accounts));

export const anchoringMigrations = migrationsOf(
  'anchoring',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
