import { Hono } from 'hono';
import { addDays, localDay } from '#platform/clock.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { isId } from '#platform/ids.ts';
import { type Asked, askedPage, firstOf, type Page, pageOfAll, pagesOf } from '#platform/lists.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, allJoinRequests, may, namesOfPlaces } from '#modules/accounts/index.ts';
import { submittedItems } from '#modules/news/index.ts';
import { waitingStories } from '#modules/stories/index.ts';
import { openObjections, waitingApplications } from '#modules/accreditation/index.ts';
import { consultantNames } from '#modules/consultants/index.ts';
import { draftsOf, standingsOf, submitted } from '#modules/editorial/index.ts';
import { agreementsOfOrganisation, type GovernanceService, governanceWaiting } from '#modules/governance/index.ts';
import { listApplications, type MembershipService } from '#modules/membership/index.ts';
import { networkNames } from '#modules/networks/index.ts';
import { viewsOf } from '#modules/offers/index.ts';
import { organisationById, hasOwnName } from '#modules/organisations/index.ts';
import { submittedRecognitions } from '#modules/regions/index.ts';
import { countRequests, requestsOf, waitingRequests } from '#modules/requests/index.ts';
import { accessRoutes } from './access/routes.ts';
import { officeDeskPage, type Waiting } from './office.tsx';
import { organisationOverviewPage } from './organisation.tsx';
import { workspaceTexts } from './texts.ts';

const YEAR_DAYS = 365;
const DUE_AFTER_DAYS = 335;

export interface WorkspaceParts {
  services: Services;
  accounts: AccountsService;
  membership: MembershipService;
  governance: GovernanceService;
}

/** /organisation/:organisation, /geschaeftsstelle */
export function workspaceRoutes({ services, accounts, membership, governance }: WorkspaceParts) {
  const { db, clock } = services;
  const { directory } = accounts.context;

  async function waitingFor(c: Ctx, id: string): Promise<{ title: string; href: string }[]> {
    const t = workspaceTexts(c.get('locale')).organisation;
    const base = `/organisation/${id}`;
    const { total: open } = await waitingRequests(db, [id], firstOf(1));
    const drafts = await draftsOf(db, 'organisation', id);
    const due = (await standingsOf(db, 'organisation', id)).filter(
      (row) =>
        row.state === 'marked' ||
        row.state === 'hidden' ||
        (row.state === 'published' && row.confirmed_at < addDays(clock.now(), -DUE_AFTER_DAYS)),
    );
    const missing = await membership.missing(id);
    const path = (kind: string, subject: string) => (kind === 'offer' ? `${base}/angebote/${subject}` : `${base}/profil`);
    return [
      ...(open > 0 ? [{ title: t.requests(open), href: `${base}/anfragen` }] : []),
      ...(missing.length > 0 ? [{ title: t.charters(missing.length), href: `${base}/vereinbarungen` }] : []),
      ...drafts
        .filter((draft) => draft.state === 'returned')
        .map((draft) => ({ title: t.returned(draft.title), href: path(draft.kind, draft.subject) })),
      ...due.map((row) => ({ title: t.due(row.title), href: path(row.kind, row.subject) })),
    ];
  }

  /** What waits for the office, the oldest first, and how much it is in all: of each kind as much as is asked for, which holds the first so many of all. */
  async function firstWaiting(c: Ctx, first: Asked): Promise<{ items: Waiting[]; total: number }> {
    const t = workspaceTexts(c.get('locale')).office;
    const [drafts, requests, applications, joins, bodies, recognitions, accreditations, objections, stories, news] = await Promise.all([
      submitted(db, first),
      requestsOf(db, null, first, true),
      listApplications(db, first, { open: true }),
      allJoinRequests(db, first),
      governanceWaiting(governance, first),
      submittedRecognitions(db, first),
      waitingApplications(db, first),
      openObjections(db, first),
      waitingStories(db, first),
      submittedItems(db, first),
    ]);
    const networks = await networkNames(
      db,
      recognitions.rows.map((each) => each.network_id),
    );
    const consultants = await consultantNames(
      db,
      [...accreditations.rows, ...objections.rows].map((each) => each.consultant_id),
    );
    const names = await namesOfPlaces(
      directory,
      joins.rows.map(({ scope, scope_id: id }) => ({ scope, id })),
    );
    const items: Waiting[] = [
      ...drafts.rows.map((draft) => ({
        kind: 'review' as const,
        since: draft.submitted_at ?? draft.updated_at,
        title: draft.title,
        href: `/pruefung/${draft.kind}/${draft.subject}`,
      })),
      ...requests.rows.map((request) => ({
        kind: 'request' as const,
        since: request.waitingSince,
        title: [request.title, request.company, request.place].filter(Boolean).join(', '),
        href: `/geschaeftsstelle/anfragen/${request.id}`,
      })),
      ...applications.rows.map((application) => ({
        kind: 'application' as const,
        since: application.created_at,
        title: application.name,
        href: `/aufnahmen/${application.id}`,
      })),
      ...news.rows.map((item) => ({ kind: 'news' as const, since: item.updated_at, title: item.title, href: `/redaktion/${item.id}` })),
      ...stories.rows.map((story) => ({
        kind: 'story' as const,
        since: story.updated_at,
        title: story.content.title,
        href: `/geschichtenwerkstatt/${story.id}`,
      })),
      ...recognitions.rows.map((recognition) => ({
        kind: 'recognition' as const,
        since: recognition.submitted_at ?? recognition.changed_at,
        title: networks.get(recognition.network_id) ?? '–',
        href: `/geschaeftsstelle/netzwerke/${recognition.network_id}`,
      })),
      ...[
        ...accreditations.rows.map((each) => ({ ...each, since: each.submitted_at })),
        ...objections.rows.map((each) => ({ ...each, id: each.application_id, since: each.lodged_at })),
      ].map((each) => ({
        kind: 'accreditation' as const,
        since: each.since,
        title: consultants.get(each.consultant_id) ?? '–',
        href: `/geschaeftsstelle/akkreditierung/${each.id}`,
      })),
      ...joins.rows.map((join) => ({
        kind: 'join' as const,
        since: join.created_at,
        title: t.joinAt(names.get(join.scope_id) ?? '–'),
        href: `/mitarbeit/${join.scope}/${join.scope_id}`,
      })),
      ...bodies.documents.rows.map((document) => ({
        kind: 'minutes' as const,
        since: document.created_at,
        title: document.name,
        href: `/gremienarbeit/import/${document.id}`,
      })),
      ...bodies.support.rows.map((each) => ({
        kind: 'support' as const,
        since: each.since,
        title: each.text.length > 120 ? `${each.text.slice(0, 120)} …` : each.text,
        href: `/gremienarbeit/vereinbarungen/${each.id}`,
      })),
      ...(bodies.overdue
        ? [
            {
              kind: 'agreements' as const,
              since: bodies.overdue.since,
              title: t.overdue(bodies.overdue.count),
              href: '/gremienarbeit/vereinbarungen?stand=overdue',
            },
          ]
        : []),
    ];
    const kinds = [
      drafts,
      requests,
      applications,
      joins,
      bodies.documents,
      bodies.support,
      recognitions,
      accreditations,
      objections,
      stories,
      news,
    ];
    const total = kinds.reduce((sum, kind) => sum + kind.total, bodies.overdue ? 1 : 0);
    return { items: items.toSorted((a, b) => a.since.getTime() - b.since.getTime()), total };
  }

  async function officeWaiting(c: Ctx, asked: Asked): Promise<Page<Waiting>> {
    // How much there is says which page is the last.
    const last = asked.page === 1 ? 1 : pagesOf({ ...asked, total: (await firstWaiting(c, firstOf(1))).total });
    const page = Math.min(asked.page, last);
    const { items, total } = await firstWaiting(c, firstOf(page * asked.perPage));
    return { ...pageOfAll(items, { ...asked, page }), total };
  }

  return new Hono<Env>()
    .route('/', accessRoutes(services, accounts))
    .get('/geschaeftsstelle', async (c) => officeDeskPage(c, await officeWaiting(c, askedPage(c)), may(c.get('actor'), 'outbox.read')))
    .get('/organisation/:organisation', async (c) => {
      const id = c.req.param('organisation');
      const organisation = isId(id) ? await organisationById(db, id) : undefined;
      if (!organisation) throw new HttpError(404);
      const since = addDays(clock.now(), -YEAR_DAYS);
      const counted = await countRequests(db, id, since);
      return organisationOverviewPage(c, {
        organisation,
        waiting: await waitingFor(c, id),
        drafts: await draftsOf(db, 'organisation', id),
        standings: await standingsOf(db, 'organisation', id),
        // The bodies know an organisation by its name: where two have it, neither sees what may be the other's.
        agreements: (await hasOwnName(db, organisation))
          ? await agreementsOfOrganisation(db, organisation.name, firstOf(20))
          : pageOfAll([], firstOf(20)),
        reach: { views: await viewsOf(db, id, localDay(since)), requests: counted.all, answered: counted.answered },
      });
    });
}
