/** Composition: configuration → database → modules → routes. With main.ts and cli.ts the only place that knows everybody. */
import { type Clock, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { type Database, openDatabase } from '#platform/database/index.ts';
import { migrate, type ModuleMigrations } from '#platform/database/migrate.ts';
import { createApp } from '#platform/http/app.ts';
import { serveAssets } from '#platform/http/assets.ts';
import type { Router, Site } from '#platform/http/context.ts';
import { healthRoutes } from '#platform/http/health.ts';
import { createAttempts, createLimits } from '#platform/http/limits.ts';
import { createMetrics } from '#platform/http/metrics.ts';
import { createJobs } from '#platform/jobs/index.ts';
import { createLive } from '#platform/live.ts';
import { createLinks, sharedSecret } from '#platform/links.ts';
import { createLogger } from '#platform/logger.ts';
import { createMailer, mailSubscribers } from '#platform/mail/index.ts';
import { platformMigrations } from '#platform/migrations/index.ts';
import type { Services } from '#platform/services.ts';
import { designRoutes } from '#design/gallery.tsx';
import { renderError } from '#design/index.ts';
import { places, referenceRoutes } from '#reference/index.ts';
import {
  type AccountsService,
  accountsMigrations,
  accountsRoutes,
  accountsSchedule,
  createAccountsService,
  notifySubscribers,
} from '#modules/accounts/index.ts';
import {
  CHANGED_CHANNEL,
  type ChecksService,
  checksMigrations,
  checksRoutes,
  checksTexts,
  createAssessmentStore,
  createChecksService,
  createTogether,
  type CheckSource,
  loadSources,
  openEditions,
} from '#modules/checks/index.ts';
import {
  createDeclarations,
  type DeclarationsService,
  declarationsMigrations,
  declarationsRoutes,
  declarationsSchedule,
} from '#modules/declarations/index.ts';
import { type Authoring, authoringBodies, authoringMigrations, authoringRoutes, createAuthoring } from '#modules/authoring/index.ts';
import {
  type Comparison,
  comparisonMigrations,
  comparisonRoutes,
  comparisonSchedule,
  createComparison,
} from '#modules/comparison/index.ts';
import { createEditorial, type Editorial, editorialMigrations, editorialRoutes, editorialSchedule } from '#modules/editorial/index.ts';
import { consultantKind, consultantProfileRoutes, consultantsMigrations, consultantsRoutes } from '#modules/consultants/index.ts';
import {
  createGovernanceService,
  type GovernanceService,
  governanceMigrations,
  governanceRoutes,
  governanceSchedule,
  governanceSubscribers,
  governanceTexts,
  largeBodies,
} from '#modules/governance/index.ts';
import { companiesMigrations, companiesRoutes, companiesSchedule, proofRoutes } from '#modules/companies/index.ts';
import {
  type Charter,
  createMembershipService,
  loadCharters,
  type MembershipService,
  membershipMigrations,
  membershipRoutes,
  membershipSchedule,
} from '#modules/membership/index.ts';
import { createPrivacy, type PrivacyService, privacyMigrations, privacyRoutes, privacySchedule } from '#modules/privacy/index.ts';
import {
  createSheetsService,
  type SheetsService,
  sheetBodies,
  sheetsMigrations,
  sheetsRoutes,
  sheetsSubscribers,
} from '#modules/sheets/index.ts';
import { workspaceRoutes } from '#modules/workspace/index.ts';
import { createMatching, type Matching, matchingRoutes, matchingTexts } from '#modules/matching/index.ts';
import { networksMigrations, networksRoutes, networksTexts } from '#modules/networks/index.ts';
import { CONTENT_PAGES, contentPage, officeRoutes } from '#modules/office/index.ts';
import { offerBodies, offerEditRoutes, offerKind, offersMigrations, offersRoutes } from '#modules/offers/index.ts';
import { organisationKind, organisationsMigrations, organisationsTexts, profileRoutes } from '#modules/organisations/index.ts';
import {
  createRequestsService,
  createTargets,
  requestSchedule,
  requestsMigrations,
  requestsRoutes,
  requestsTexts,
  requestSubscribers,
} from '#modules/requests/index.ts';
import { createUnderstanding, searchMigrations, searchSubscribers } from '#modules/search/index.ts';
import { loadTopics, type Topics, topicsRoutes, topicsTexts } from '#modules/topics/index.ts';
import { ensureDemo } from './demo/load.ts';
import { createDirectory } from './directory.ts';

export const ALL_MIGRATIONS: ModuleMigrations[] = [
  platformMigrations,
  accountsMigrations,
  editorialMigrations,
  organisationsMigrations,
  offersMigrations,
  consultantsMigrations,
  networksMigrations,
  searchMigrations,
  checksMigrations,
  requestsMigrations,
  governanceMigrations,
  companiesMigrations,
  membershipMigrations,
  declarationsMigrations,
  comparisonMigrations,
  authoringMigrations,
  sheetsMigrations,
  privacyMigrations,
];

/** What the network authors, read and checked once. */
export interface Content {
  topics: Topics;
  checks: CheckSource[];
  charters: Charter[];
}

export function loadContent(): Content {
  const topics = loadTopics();
  return { topics, checks: loadSources(new Set(topics.all.map((topic) => topic.id))), charters: loadCharters() };
}

export interface Application {
  app: Router;
  services: Services;
  content: Content;
  matching: Matching;
  governance: GovernanceService;
  checks: ChecksService;
  declarations: DeclarationsService;
  comparison: Comparison;
  authoring: Authoring;
  accounts: AccountsService;
  editorial: Editorial;
  membership: MembershipService;
  sheets: SheetsService;
  privacy: PrivacyService;
  database: Database;
  close(): Promise<void>;
}

export interface ApplicationOptions {
  clock?: Clock;
  database?: Database;
}

const german = (key: (locale: 'de' | 'en') => string) => ({ de: key('de'), en: key('en') });

function siteOf(demo: boolean): Site {
  return {
    demo,
    navigation: [
      { href: '/checks', label: german((locale) => checksTexts(locale).title) },
      { href: '/finden', label: german((locale) => matchingTexts(locale).title) },
      { href: '/themen', label: german((locale) => topicsTexts(locale).title) },
      { href: '/vor-ort', label: german((locale) => networksTexts(locale).title) },
      { href: '/gremien', label: german((locale) => governanceTexts(locale).title) },
      { href: '/partner', label: german((locale) => organisationsTexts(locale).title) },
    ],
    footer: CONTENT_PAGES.map((name) => ({ href: `/${name}`, label: contentPage(name).title })),
  };
}

/** Opens the database, brings it forward, and puts all services together. */
export async function createServices(config: Config, content: Content, options: ApplicationOptions = {}) {
  const clock = options.clock ?? systemClock;
  const logger = createLogger(config.logLevel);
  const database = options.database ?? (await openDatabase(config));
  await migrate(database.pool, ALL_MIGRATIONS);
  const { db, pool } = database;
  const secret = await sharedSecret(db, 'links');
  const jobs = createJobs(database.connection, logger, clock);
  const services: Services = {
    config,
    clock,
    db,
    pool,
    jobs,
    logger,
    links: createLinks(secret, clock),
    mailer: createMailer(db, config, clock, jobs),
    limits: createLimits(pool, secret, config.trustProxy),
    attempts: createAttempts(pool, secret),
  };
  const editions = await openEditions(db, clock, content.checks);
  const checks = createChecksService(services, { topics: content.topics, editions, store: createAssessmentStore(db) });
  const declarations = createDeclarations(services, checks);
  const comparison = await createComparison(services, checks, places());
  const together = createTogether(services, checks);
  const live = createLive(database.connection, CHANGED_CHANNEL, logger);
  const targets = createTargets(db, config.officeMail, requestsTexts('de').officeTitle);
  const requests = createRequestsService(services, targets);
  const governance = createGovernanceService(services);
  const authoring = createAuthoring(services, checks, governance, content.topics);
  const accounts = await createAccountsService(services, createDirectory(db));
  const editorial = createEditorial(services, accounts, [organisationKind, offerKind(content.topics), consultantKind(content.topics)]);
  const membership = createMembershipService(services, accounts, content.charters);
  const sheets = createSheetsService(services, content.topics, places());
  const privacy = createPrivacy(services, checks);
  jobs.register(
    [
      ...mailSubscribers(services.mailer),
      ...notifySubscribers(accounts.notify),
      ...searchSubscribers(db, content.topics),
      ...sheetsSubscribers(db, content.topics),
      ...requestSubscribers(services, accounts),
      ...governanceSubscribers(governance),
    ],
    [
      ...requestSchedule(requests),
      ...governanceSchedule(governance),
      ...accountsSchedule(accounts),
      ...editorialSchedule(editorial),
      ...membershipSchedule(membership),
      ...privacySchedule(privacy),
      ...companiesSchedule(services, checks),
      ...declarationsSchedule(declarations),
      ...comparisonSchedule(comparison),
    ],
  );
  const matching = createMatching(db, content.topics, createUnderstanding(content.topics));
  return {
    database,
    services,
    checks,
    declarations,
    comparison,
    authoring,
    together,
    live,
    targets,
    requests,
    matching,
    governance,
    accounts,
    editorial,
    membership,
    sheets,
    privacy,
  };
}

/** The whole application, ready to answer; `close` ends everything it opened. */
export async function createApplication(config: Config, options: ApplicationOptions = {}): Promise<Application> {
  const content = loadContent();
  const parts = await createServices(config, content, options);
  const { services, matching, editorial } = parts;
  const { db, clock } = services;
  const demo = await ensureDemo(db, config.demo, content.topics, places(), clock.now());
  const site = siteOf(demo);

  const metrics = createMetrics();
  const { identity } = parts.accounts;
  const app = createApp({
    config,
    clock,
    logger: services.logger,
    metrics,
    renderError,
    largeBodies: (path) => largeBodies(path) ?? sheetBodies(path) ?? offerBodies(path) ?? authoringBodies(path),
    openPosts: (path) => path.startsWith('/abbestellen/'),
    prepare: (c) => c.set('site', site),
    identify: identity.identify,
    guard: identity.guard,
  });
  serveAssets(app);
  app.route('/', healthRoutes(db, metrics));
  app.route('/', accountsRoutes(parts.accounts));
  app.route('/', editorialRoutes(services, parts.accounts, editorial));
  app.route('/', profileRoutes(services, editorial, places()));
  app.route('/', offerEditRoutes({ services, editorial, topics: content.topics, places: places() }));
  app.route('/', consultantProfileRoutes(services, editorial, content.topics, places()));
  app.route('/', membershipRoutes(services, parts.membership, places()));
  app.route('/', workspaceRoutes({ services, accounts: parts.accounts, membership: parts.membership, governance: parts.governance }));
  app.route('/', companiesRoutes({ services, accounts: parts.accounts, checks: parts.checks, requests: parts.requests }));
  app.route('/', sheetsRoutes(services, parts.sheets));
  app.route('/', privacyRoutes(services, parts.accounts, parts.privacy));
  app.route('/', officeRoutes(services, parts.checks.checks));
  app.route('/', governanceRoutes(parts.governance));
  app.route('/', designRoutes());
  app.route('/', referenceRoutes(places()));
  app.route('/', topicsRoutes(content.topics, config.publicUrl));
  app.route('/', offersRoutes(services, content.topics));
  app.route('/', consultantsRoutes(services, content.topics));
  app.route('/', networksRoutes(services, places()));
  app.route('/', checksRoutes({ db, service: parts.checks, together: parts.together, live: parts.live, limits: services.limits }));
  app.route('/', authoringRoutes(services, parts.authoring));
  app.route('/', comparisonRoutes(services, parts.comparison, parts.checks));
  app.route('/', proofRoutes(services));
  app.route('/', declarationsRoutes(services, parts.declarations, parts.checks));
  app.route('/', matchingRoutes({ matching, topics: content.topics, places: places(), clock }));
  app.route('/', requestsRoutes({ service: parts.requests, targets: parts.targets, checks: parts.checks }, services));

  return {
    app,
    services,
    content,
    matching,
    governance: parts.governance,
    checks: parts.checks,
    declarations: parts.declarations,
    comparison: parts.comparison,
    authoring: parts.authoring,
    accounts: parts.accounts,
    editorial,
    membership: parts.membership,
    sheets: parts.sheets,
    privacy: parts.privacy,
    database: parts.database,
    close: async () => {
      await services.jobs.stop();
      await parts.live.close();
      await parts.database.close();
    },
  };
}
