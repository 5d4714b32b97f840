import { plusDays } from '#platform/days.ts';
import { Hono } from 'hono';
import { Button, EmptyState, Paged, renderPage } from '#design/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatDateTime, formatList, formatNumber } from '#platform/i18n/format.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, type Page } from '#platform/lists.ts';
import { type Offer, offersByIds, viewsOfOffers } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { onlyHere } from '../clusters.ts';
import { organisationNames, type Overlap } from '../service.ts';
import { type ClusterRow, countClustered, listClusters } from '../store.ts';
import { overlapTexts } from '../texts.ts';

const GROUPS_ON_PAGE = 20;
const MOST_SHOWN = 6;
const MOST_SENTENCES = 3;

interface View {
  clusters: Page<ClusterRow>;
  /** How many offers all of the groups have. */
  offersInAll: number;
  offers: Map<string, Offer>;
  names: Map<string, string>;
  views: Map<string, number>;
}

function Group({ cluster, view, topics, c }: { cluster: ClusterRow; view: View; topics: Topics; c: Ctx }) {
  const locale = c.get('locale');
  const t = overlapTexts(locale);
  const members = cluster.members.flatMap((id) => view.offers.get(id) ?? []);
  const texts = members.map(({ summary, description }) => `${summary}\n${description}`);
  return (
    <section id={`gruppe-${cluster.id}`}>
      <h2>
        {members[0]?.title} <span class="muted">({[t.verdicts[cluster.verdict], t.clusters.group(members.length)].join(', ')})</span>
      </h2>
      <ul class="plain-list entries">
        {members.slice(0, MOST_SHOWN).map((offer, index) => {
          const own = onlyHere(texts, index);
          return (
            <li class="entry" key={offer.id}>
              <p class="entry__kicker">{[view.names.get(offer.organisation_id), offer.town].filter(Boolean).join(' · ')}</p>
              <h3 class="entry__title">
                <a href={`/angebote/${offer.slug}`}>{offer.title}</a>
              </h3>
              <p class="small">
                {formatList(
                  offer.topics.map((id) => topics.label(id, locale)),
                  locale,
                )}
                {' · '}
                {t.clusters.views(formatNumber(view.views.get(offer.id) ?? 0, locale))}
              </p>
              <p class="small">
                <strong>{t.clusters.only}:</strong> {own.length === 0 ? t.clusters.nothingOwn : own.slice(0, MOST_SENTENCES).join(' ')}
              </p>
            </li>
          );
        })}
      </ul>
      {members.length > MOST_SHOWN && <p>{t.clusters.more(members.length - MOST_SHOWN)}</p>}
    </section>
  );
}

function clustersPage(c: Ctx, view: View, topics: Topics): Response {
  const locale = c.get('locale');
  const t = overlapTexts(locale).clusters;
  const [first] = view.clusters.rows;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: { rechnet: t.asked },
    crumbs: [{ href: '/geschaeftsstelle', label: 'Geschäftsstelle' }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <form method="post" class="actions">
          <Button kind="secondary">{t.again}</Button>
        </form>
        {first ? (
          <p>
            {t.at(formatDateTime(first.found_at, locale))} {t.count(view.clusters.total, view.offersInAll)}
          </p>
        ) : (
          <EmptyState title={t.empty} />
        )}
        <Paged list={view.clusters} c={c}>
          {view.clusters.rows.map((cluster) => (
            <Group key={cluster.id} cluster={cluster} view={view} topics={topics} c={c} />
          ))}
        </Paged>
      </>
    ),
  });
}

/** /geschaeftsstelle/doppeltes */
export function clustersRoutes({ db, clock }: Services, overlap: Overlap, topics: Topics) {
  return new Hono<Env>()
    .get('/geschaeftsstelle/doppeltes', async (c) => {
      const clusters = await listClusters(db, askedPage(c, GROUPS_ON_PAGE));
      const rows = await offersByIds(db, [...new Set(clusters.rows.flatMap(({ members }) => members))]);
      const offers = new Map(rows.map((offer) => [offer.id, offer]));
      const names = await organisationNames(
        db,
        rows.map((offer) => offer.organisation_id),
      );
      const since = plusDays(clock.today(), -365);
      const views = await viewsOfOffers(
        db,
        rows.map(({ id }) => id),
        since,
      );
      return clustersPage(c, { clusters, offersInAll: await countClustered(db), offers, names, views }, topics);
    })
    .post('/geschaeftsstelle/doppeltes', async (c) => {
      await overlap.wantClusters();
      leaveFlash(c, 'rechnet');
      return c.redirect('/geschaeftsstelle/doppeltes', 303);
    });
}
