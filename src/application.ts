/** Composition: configuration → database → modules → routes. With main.ts and cli.ts the only place that knows everybody. */
import { openTrail, type Trail } from '#platform/audit/trail.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { type Database, openDatabase } from '#platform/database/index.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';
import { createApp } from '#platform/http/app.ts';
import { serveAssets } from '#platform/http/assets.ts';
import type { Router } from '#platform/http/context.ts';
import { createAttempts, createLimits } from '#platform/http/limits.ts';
import { postedSchedule } from '#platform/http/posted/index.ts';
import { createDraining, type Draining } from '#platform/http/draining.ts';
import { createMetrics, type Metrics } from '#platform/http/metrics.ts';
import { createProbe } from '#platform/database/probe.ts';
import { uploadLimit } from '#platform/http/upload.ts';
import { createJobs } from '#platform/jobs/index.ts';
import { createLive } from '#platform/live.ts';
import { createLinks, sharedSecret } from '#platform/links.ts';
import { createLogger } from '#platform/logger.ts';
import { troubleOf } from '#platform/database/trouble.ts';
import { onFailedDownload } from '#platform/http/download.ts';
import { onUndrawn } from '#platform/pdf.ts';
import { createMailer, type Elsewhere, mailSchedule, mailSubscribers } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import { renderConflict, renderError } from '#design/index.ts';
import { places } from '#reference/index.ts';
import {
  type AccountsService,
  accountsSchedule,
  createAccountsService,
  notifySubscribers,
  refusalPage,
  routeRule,
} from '#modules/accounts/index.ts';
import {
  CHANGED_CHANNEL,
  type ChecksService,
  checksSchedule,
  createAssessmentStore,
  createChecksService,
  createReminders,
  createTeam,
  createTogether,
  openEditions,
} from '#modules/checks/index.ts';
import { fittingProgrammes } from '#modules/programmes/index.ts';
import { createDeclarations, type DeclarationsService, declarationsSchedule } from '#modules/declarations/index.ts';
import { type Authoring, authoringSchedule, authoringSubscribers, createAuthoring } from '#modules/authoring/index.ts';
import { type Comparison, comparisonSchedule, createComparison } from '#modules/comparison/index.ts';
import { type Awards, awardsSchedule, createAwards } from '#modules/awards/index.ts';
import { createEditorial, type Editorial, editorialSchedule } from '#modules/editorial/index.ts';
import { consultantKind } from '#modules/consultants/index.ts';
import {
  createGovernanceService,
  type GovernanceService,
  governanceSchedule,
  governanceSubscribers,
  reviewBodies,
} from '#modules/governance/index.ts';
import { companiesSchedule } from '#modules/companies/index.ts';
import { createMembershipService, type MembershipService, membershipSchedule, membershipSubscribers } from '#modules/membership/index.ts';
import { createPrivacy, type PrivacyService, privacySchedule } from '#modules/privacy/index.ts';
import { createSheetsService, type SheetsService, sheetsSubscribers } from '#modules/sheets/index.ts';
import { offerKind } from '#modules/offers/index.ts';
import { organisationKind } from '#modules/organisations/index.ts';
import { aidsAt } from '#modules/research/index.ts';
import { dashboardSchedule } from '#modules/office/index.ts';
import { createRegions, type Regions, regionsSchedule } from '#modules/regions/index.ts';
import { createRequestsService, createTargets, requestSchedule, requestsTexts, requestSubscribers } from '#modules/requests/index.ts';
import { storyBodies } from '#modules/stories/index.ts';
import { type Content, loadContent } from './content.ts';
import { siteOf } from './site.ts';
import { SCHEMA } from './migrations.ts';
import { mountRoutes } from './routes.ts';
import { ensureDemo } from './demo/load.ts';
import { type CareParts, careSchedule, careSubscribers, createCareParts } from './care-parts.ts';
import { createKnowledgeParts, type KnowledgeParts, knowledgeSchedule, knowledgeSubscribers } from './knowledge-parts.ts';
import { createDirectory } from './directory.ts';
import { createDirectoryParts, type DirectoryParts, directorySchedule, directorySubscribers } from './directory-parts.ts';

export interface Application extends Omit<DirectoryParts, 'signals'>, CareParts, KnowledgeParts {
  app: Router;
  services: Services;
  content: Content;
  governance: GovernanceService;
  checks: ChecksService;
  declarations: DeclarationsService;
  comparison: Comparison;
  authoring: Authoring;
  awards: Awards;
  accounts: AccountsService;
  editorial: Editorial;
  membership: MembershipService;
  regions: Regions;
  sheets: SheetsService;
  privacy: PrivacyService;
  database: Database;
  trail: Trail;
  metrics: Metrics;
  draining: Draining;
  /** What whoever starts the product should read once. */
  notices: string[];
  close(): Promise<void>;
}

export interface ApplicationOptions {
  clock?: Clock;
  database?: Database;
  /** Where log lines go instead of stdout. */
  logTo?: { write(line: string): void };
  /** Sends letters to very many in a process of their own. */
  lettersElsewhere?: Elsewhere;
}

/** Opens the database, brings it forward, and puts all services together. */
export async function createServices(config: Config, content: Content, options: ApplicationOptions = {}) {
  const clock = options.clock ?? systemClock;
  const logger = createLogger(config.logLevel, options.logTo);
  onUndrawn((signs) => logger.warn({ area: 'paper', signs }, 'signs that no font draws'));
  onFailedDownload((error) => logger.error({ event: 'download.failed', reason: troubleOf(error), err: error }, 'not made to its end'));
  const database = options.database ?? (await openDatabase(config));
  const prepared = await prepareDatabase(database, SCHEMA);
  const { db, pool } = database;
  const { trail, notice: trailNotice } = await openTrail(db, config, clock, logger);
  const secret = await sharedSecret(db, 'links');
  const jobs = createJobs(database.connection, logger, clock, prepared.mayTidy);
  const metrics = createMetrics();
  const services: Services = {
    config,
    clock,
    db,
    pool,
    jobs,
    logger,
    links: createLinks(secret, clock),
    mailer: createMailer({ db, config, clock, jobs, elsewhere: options.lettersElsewhere, observe: metrics.mail }),
    limits: createLimits(pool, secret, config.trustProxy),
    attempts: createAttempts(pool, secret),
  };
  const editions = await openEditions(db, clock, content.checks);
  const checks = createChecksService(services, {
    topics: content.topics,
    editions,
    store: createAssessmentStore(db),
    practiceAids: async (check, point) =>
      (await aidsAt(db, `${check}/${point}`)).map(({ slug, title, summary }) => ({ href: `/praxishilfen/${slug}`, title, summary })),
    funding: (topics) =>
      fittingProgrammes(content.programmes.all, { topics }, clock.today()).map(({ id, title }) => ({
        href: `/foerderung/${id}`,
        title,
      })),
  });
  const declarations = createDeclarations(services, checks);
  const comparison = await createComparison(services, checks, places());
  const together = createTogether(services, checks);
  const team = createTeam(services, checks);
  const reminders = createReminders(services, checks);
  const live = createLive(database.connection, CHANGED_CHANNEL, logger);
  const targets = createTargets(db, config.officeMail, requestsTexts('de').officeTitle);
  const requests = createRequestsService(services, targets, places());
  const governance = createGovernanceService(services);
  const accounts = await createAccountsService(services, createDirectory(db));
  const awards = createAwards(services, { checks, accounts, all: content.awards });
  const authoring = createAuthoring({ services, checks, governance, accounts, topics: content.topics });
  const directory = createDirectoryParts(services, content, accounts, editions);
  const { search } = directory;
  const knowledge = createKnowledgeParts(services, content, { accounts, search, coverage: directory.coverage, checks });
  const { stories } = knowledge;
  const care = createCareParts(services, content, {
    accounts,
    requests,
    checks,
    search,
    stories,
    issuerName: requestsTexts('de').officeTitle,
  });
  const kinds = [organisationKind, offerKind(content.topics), consultantKind(content.topics)];
  const editorial = createEditorial(services, accounts, kinds, directory.overlap.companion);
  const membership = createMembershipService(services, accounts, content.charters, governance.papers);
  const regions = createRegions(services, { accounts, membership, places: places(), config: content.networks });
  const sheets = createSheetsService(services, content.topics, places());
  const privacy = createPrivacy(services, checks);
  jobs.register(
    [
      ...mailSubscribers(services.mailer),
      ...notifySubscribers(db, accounts.notify),
      ...directorySubscribers(directory),
      ...sheetsSubscribers(search),
      ...requestSubscribers(services, accounts),
      ...governanceSubscribers(governance, accounts.notify),
      ...membershipSubscribers(membership),
      ...authoringSubscribers(authoring),
      ...careSubscribers(care),
      ...knowledgeSubscribers(knowledge),
    ],
    [
      ...trail.schedule,
      ...postedSchedule(db, clock),
      ...mailSchedule(services.mailer),
      ...directorySchedule(directory),
      ...requestSchedule(requests),
      ...governanceSchedule(governance),
      ...accountsSchedule(accounts),
      ...editorialSchedule(editorial),
      ...membershipSchedule(membership),
      ...regionsSchedule(regions),
      ...privacySchedule(privacy),
      ...companiesSchedule(services, checks),
      ...checksSchedule(checks, reminders),
      ...declarationsSchedule(declarations),
      ...comparisonSchedule(comparison),
      ...awardsSchedule(awards),
      ...authoringSchedule(authoring),
      ...careSchedule(care),
      ...knowledgeSchedule(knowledge),
      ...dashboardSchedule(services, { coverage: directory.coverage, means: knowledge.means, topics: content.topics }),
    ],
  );
  return {
    database,
    notices: [database.notice, prepared.notice, trailNotice].filter((notice) => notice !== undefined),
    trail,
    trailNotice,
    metrics,
    services,
    checks,
    declarations,
    comparison,
    authoring,
    awards,
    ...care,
    ...knowledge,
    together,
    team,
    reminders,
    live,
    targets,
    requests,
    ...directory,
    governance,
    accounts,
    editorial,
    membership,
    regions,
    sheets,
    privacy,
  };
}

export type Parts = Awaited<ReturnType<typeof createServices>>;

/** The whole application, ready to answer; `close` ends everything it opened. */
export async function createApplication(config: Config, options: ApplicationOptions = {}): Promise<Application> {
  const content = loadContent();
  const parts = await createServices(config, content, options);
  const { services } = parts;
  const { db, clock } = services;
  await parts.search.ensure();
  const demo = await ensureDemo({ db, topics: content.topics, places: places(), search: parts.search }, config.demo, clock.now());
  const site = siteOf(demo, config.publicUrl);

  const { metrics } = parts;
  const draining = createDraining();
  const probe = createProbe(parts.database.connection);
  const app = createApp({
    config,
    clock,
    logger: services.logger,
    metrics,
    draining,
    renderError: (c, status, detail) => refusalPage(c, status, detail, config.officeMail) ?? renderError(c, status, detail),
    largeBodies: (path) => uploadLimit(path) ?? reviewBodies(path) ?? storyBodies(path),
    openPosts: (path) =>
      path.startsWith('/abbestellen/') || /^\/(?:aufgaben|erinnerung|newsletter|suche\/merken)\/[\w-]+\/ende$/.test(path),
    prepare: (c) => c.set('site', site),
    identify: parts.accounts.identity.identify,
    guard: parts.accounts.identity.guard,
    forms: { db, renderConflict },
    isRoute: (method, route) => routeRule(method === 'HEAD' ? 'GET' : method, route) !== undefined,
  });
  serveAssets(app);
  mountRoutes(app, parts, content, { metrics, draining, probe });

  return {
    ...parts,
    app,
    content,
    metrics,
    draining,
    close: async () => {
      await services.mailer.close();
      await services.jobs.stop();
      for (const each of [parts.live, parts.trail, probe, parts.database]) await each.close();
    },
  };
}
