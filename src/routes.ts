/** Every module's routes, put below one roof. With application.ts the only place that knows everybody. */
import { actAs, SYSTEM } from '#platform/actor.ts';
import type { Router } from '#platform/http/context.ts';
import type { Draining } from '#platform/http/draining.ts';
import type { Metrics } from '#platform/http/metrics.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { places } from '#reference/index.ts';
import type { Probe } from '#platform/database/probe.ts';
import { healthRoutes } from '#platform/http/health.ts';
import { designRoutes } from '#design/gallery.tsx';
import { referenceRoutes } from '#reference/index.ts';
import { accreditationRoutes } from '#modules/accreditation/index.ts';
import { accountsRoutes } from '#modules/accounts/index.ts';
import { checksRoutes } from '#modules/checks/index.ts';
import { declarationsRoutes } from '#modules/declarations/index.ts';
import { authoringRoutes } from '#modules/authoring/index.ts';
import { comparisonRoutes } from '#modules/comparison/index.ts';
import { awardsRoutes } from '#modules/awards/index.ts';
import { caseOfRequest, casesRoutes, mayWorkOn } from '#modules/cases/index.ts';
import { credentialsRoutes } from '#modules/credentials/index.ts';
import { editorialRoutes } from '#modules/editorial/index.ts';
import { consultantProfileRoutes, consultantsRoutes } from '#modules/consultants/index.ts';
import { governanceRoutes } from '#modules/governance/index.ts';
import { companiesRoutes, proofRoutes } from '#modules/companies/index.ts';
import { membershipRoutes } from '#modules/membership/index.ts';
import { privacyRoutes } from '#modules/privacy/index.ts';
import { sheetsRoutes } from '#modules/sheets/index.ts';
import { workspaceRoutes } from '#modules/workspace/index.ts';
import { matchingRoutes, visibilityRoutes } from '#modules/matching/index.ts';
import { mentorRoutes } from '#modules/mentor/index.ts';
import { networksRoutes } from '#modules/networks/index.ts';
import { openDataRoutes } from '#modules/opendata/index.ts';
import { dashboardRoutes, officeRoutes } from '#modules/office/index.ts';
import { offerEditRoutes, offersRoutes } from '#modules/offers/index.ts';
import { coverageRoutes } from '#modules/coverage/index.ts';
import { exchangeRoutes } from '#modules/hsds/index.ts';
import { conditionsOf, offerUse, overlapRoutes } from '#modules/overlap/index.ts';
import { fundingHint, programmesRoutes } from '#modules/programmes/index.ts';
import { profileRoutes } from '#modules/organisations/index.ts';
import { networkParts, regionsOfficeRoutes, regionsRoutes } from '#modules/regions/index.ts';
import { qualificationOf, qualificationRoutes } from '#modules/qualification/index.ts';
import { requestsRoutes } from '#modules/requests/index.ts';
import { embedRoutes, savedRoutes, searchRoutes } from '#modules/search/index.ts';
import { newsRoutes } from '#modules/news/index.ts';
import { trendsRoutes } from '#modules/trends/index.ts';
import { allAids, researchRoutes } from '#modules/research/index.ts';
import { anchoringRoutes } from '#modules/anchoring/index.ts';
import { meansRoutes } from '#modules/means/index.ts';
import { storiesRoutes } from '#modules/stories/index.ts';
import { topicsRoutes } from '#modules/topics/index.ts';
import type { Content } from './content.ts';
import type { Parts } from './application.ts';

/** Practice aids to choose from for a campaign. */
const MOST_MATERIALS = 500;

export function mountRoutes(
  app: Router,
  parts: Parts,
  content: Content,
  { metrics, draining, probe }: { metrics: Metrics; draining: Draining; probe: Probe },
): void {
  const { services, matching, editorial } = parts;
  const { db, clock, config } = services;
  app.route('/', healthRoutes(probe, metrics, draining, config));
  app.route('/', accountsRoutes(parts.accounts));
  app.route('/', editorialRoutes(services, parts.accounts, editorial));
  app.route('/', profileRoutes(services, editorial, places()));
  app.route('/', exchangeRoutes(services, parts.hsds, parts.search));
  app.route('/', overlapRoutes({ services, editorial, overlap: parts.overlap, topics: content.topics }));
  app.route('/', offerEditRoutes({ services, editorial, topics: content.topics, places: places() }));
  // Before the profile's own steps, whose address would swallow it.
  app.route('/', accreditationRoutes(services, parts.accreditation, parts.governance.papers, content.topics, places()));
  app.route('/', consultantProfileRoutes(services, editorial, content.topics, places()));
  app.route('/', membershipRoutes(services, parts.membership, places()));
  app.route('/', workspaceRoutes({ services, accounts: parts.accounts, membership: parts.membership, governance: parts.governance }));
  app.route(
    '/',
    companiesRoutes({
      services,
      accounts: parts.accounts,
      checks: parts.checks,
      requests: parts.requests,
      requestOfCase: parts.cases.requestBehind,
    }),
  );
  app.route('/', sheetsRoutes(services, parts.sheets));
  app.route('/', privacyRoutes(services, parts.accounts, parts.privacy));
  app.route('/', dashboardRoutes(services, { coverage: parts.coverage, means: parts.means, topics: content.topics }));
  app.route('/', officeRoutes(services, parts.checks.checks, content.topics));
  app.route('/', governanceRoutes(parts.governance));
  app.route('/', designRoutes());
  app.route('/', referenceRoutes(places()));
  app.route('/', topicsRoutes(content.topics, config.publicUrl));
  app.route(
    '/',
    offersRoutes(
      services,
      content.topics,
      (offer, locale) => offerUse(db, offer, locale),
      ({ topics, kind }, locale) => fundingHint(content.programmes, { topics, offer: kind }, clock.today(), locale),
    ),
  );
  app.route(
    '/',
    consultantsRoutes(services, content.topics, (id, locale) => qualificationOf(db, id, clock.today(), locale)),
  );
  const regional = { services, regions: parts.regions, topics: content.topics, places: places() };
  app.route('/', networksRoutes(services, places(), networkParts(regional)));
  app.route('/', regionsRoutes(regional));
  app.route('/', regionsOfficeRoutes(services, parts.regions));
  const searched = {
    db,
    search: parts.search,
    topics: content.topics,
    places: places(),
    clock,
    conditionsOf: (ids: readonly string[], locale: Locale) => conditionsOf(db, ids, locale),
  };
  app.route('/', embedRoutes(searched, config.publicUrl));
  app.route(
    '/',
    openDataRoutes({
      db,
      clock,
      topics: content.topics,
      checks: () => [...parts.checks.checks.keys()],
      config: content.openData,
      publicUrl: config.publicUrl,
    }),
  );
  app.route('/', savedRoutes(parts.savedSearches, services.limits));
  app.route('/', searchRoutes(searched));
  app.route('/', checksRoutes({ ...parts, db, service: parts.checks, limits: services.limits }));
  app.route('/', awardsRoutes(services, parts.awards));
  app.route(
    '/',
    casesRoutes(services, {
      cases: parts.cases,
      checks: parts.checks,
      targets: parts.targets,
      programmes: content.programmes,
      topics: content.topics,
      places: places(),
    }),
  );
  app.route(
    '/',
    storiesRoutes(services, {
      stories: parts.stories,
      topics: content.topics,
      checks: parts.checks.checks,
      programmes: content.programmes,
    }),
  );
  app.route(
    '/',
    newsRoutes(services, {
      accounts: parts.accounts,
      newsletter: parts.newsletter,
      topics: content.topics,
      materials: async (locale) => [
        ...[...parts.checks.checks.values()].map((check) => ({ title: inLocale(check.title, locale), href: `/checks/${check.id}` })),
        ...(await allAids(db, MOST_MATERIALS)).map((aid) => ({ title: aid.title, href: `/praxishilfen/${aid.slug}` })),
      ],
    }),
  );
  app.route(
    '/',
    trendsRoutes(services, {
      topics: content.topics,
      search: parts.search,
      coverage: parts.coverage,
      governance: parts.governance,
    }),
  );
  app.route(
    '/',
    researchRoutes(services, {
      topics: content.topics,
      search: parts.search,
      overlap: parts.overlap,
      governance: parts.governance,
      checks: parts.checks.checks,
    }),
  );
  app.route('/', anchoringRoutes(services, { anchoring: parts.anchoring, accounts: parts.accounts, topics: content.topics }));
  app.route('/', meansRoutes(services, parts.means));
  app.route('/', qualificationRoutes(services, parts.qualification, parts.credentials, parts.governance.papers));
  app.route('/', credentialsRoutes(services, parts.credentials));
  app.route('/', programmesRoutes(content.programmes, content.topics, clock));
  app.route(
    '/',
    mentorRoutes(services, {
      guide: content.guide,
      search: parts.search,
      matching,
      topics: content.topics,
      checks: parts.checks.checks,
      programmes: content.programmes,
      places: places(),
    }),
  );
  app.route('/', authoringRoutes(services, parts.authoring));
  app.route('/', comparisonRoutes(services, parts.comparison, parts.checks));
  app.route('/', proofRoutes(services));
  app.route('/', declarationsRoutes(services, parts.declarations, parts.checks));
  app.route('/', coverageRoutes({ services, coverage: parts.coverage, topics: content.topics, places: places() }));
  app.route(
    '/',
    visibilityRoutes({
      db,
      matching,
      search: parts.search,
      topics: content.topics,
      config: content.matching,
      signals: parts.signals,
      places: places(),
      clock,
    }),
  );
  app.route('/', matchingRoutes({ db, matching, topics: content.topics, places: places(), clock, programmes: content.programmes }));
  app.route(
    '/',
    requestsRoutes(
      {
        service: parts.requests,
        targets: parts.targets,
        checks: parts.checks,
        caseOf: async (id) => {
          const row = await caseOfRequest(db, id);
          return row && parts.cases.linkOf(row);
        },
        deskOf: async (id) => {
          const row = await caseOfRequest(db, id);
          return row && mayWorkOn(row) ? `/faelle/${row.id}` : undefined;
        },
        openCase: (id) =>
          // The answer stands already; what fails here is done by the job that follows from it.
          actAs(SYSTEM, () => parts.cases.openFor(id)).then(
            () => {},
            (error: unknown) =>
              services.logger.warn({ event: 'case.openLater', name: (error as Error).name }, 'the case is opened by its job'),
          ),
      },
      services,
    ),
  );
}
