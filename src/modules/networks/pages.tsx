import { Hono } from 'hono';
import type { VNode } from 'preact';
import {
  Alert,
  Button,
  EmptyState,
  Entry,
  Facts,
  filledForm,
  GermanyMap,
  LinkButton,
  Paged,
  renderPage,
  TextField,
  type Thing,
} from '#design/index.ts';
import type { Services } from '#platform/services.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { compareText, formatDay, formatNumber } from '#platform/i18n/format.ts';
import { isSlug } from '#platform/slug.ts';
import { askedPage, type Page, pageOfAll } from '#platform/lists.ts';
import { distanceKm, type PlaceAnswer, type Places, placeLabel, placeLabelWithDistrict, stateOutlines } from '#reference/index.ts';
import { may, PlaceDoors } from '#modules/accounts/index.ts';
import { type Organisation, organisationsByIds } from '#modules/organisations/index.ts';
import type { Network } from './model.ts';
import { listNetworks, membersOf, networkBySlug } from './store.ts';
import { networksTexts } from './texts.ts';

function PlaceQuestion({ c, text, answer }: { c: Ctx; text: string; answer: PlaceAnswer }) {
  const t = networksTexts(c.get('locale'));
  if (answer.kind === 'found') return null;
  const choices = answer.kind === 'ambiguous' ? answer.choices : answer.near;
  return (
    <Alert kind="warning" title={answer.kind === 'ambiguous' ? t.ambiguous(text) : t.unknown(text)}>
      {choices.length > 0 && (
        <>
          {answer.kind === 'unknown' && <p>{t.didYouMean}</p>}
          <ul class="plain-list link-list">
            {choices.map((place) => (
              <li>
                <a href={`/vor-ort?ort=${encodeURIComponent(place.postalCode ?? placeLabel(place))}`}>{placeLabelWithDistrict(place)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Alert>
  );
}

const ON_PAGE = 50;

function listPage(c: Ctx, networks: Network[], text: string, places: Places): Response {
  const locale = c.get('locale');
  const t = networksTexts(locale);
  const answer = text === '' ? undefined : places.find(text);
  const here = answer?.kind === 'found' ? answer.place : undefined;
  const ordered: { network: Network; km: number | undefined }[] = here
    ? networks.map((network) => ({ network, km: distanceKm(here, network) })).toSorted((a, b) => a.km - b.km)
    : networks.toSorted((a, b) => compareText(a.name, b.name)).map((network) => ({ network, km: undefined }));
  const page = pageOfAll(ordered, askedPage(c, ON_PAGE));
  // Numbers go on from page to page; the map shows those of this one.
  const start = (page.page - 1) * page.perPage + 1;
  const points = page.rows.map(({ network }, index) => ({
    lat: network.lat,
    lon: network.lon,
    label: network.name,
    kind: 'hit' as const,
    number: start + index,
  }));
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    wide: true,
    status: answer?.kind === 'unknown' ? 422 : 200,
    children: (
      <>
        <h1>{t.heading}</h1>
        <p class="lead">{t.lead}</p>
        {answer && <PlaceQuestion c={c} text={text} answer={answer} />}
        <form method="get" action="/vor-ort" class="form-row">
          <TextField
            form={filledForm(locale, { ort: text })}
            name="ort"
            label={t.near}
            hint={t.nearHint}
            suggest="/api/orte"
            maxLength={80}
            width="medium"
          />
          <Button>{t.search}</Button>
        </form>
        {networks.length === 0 ? (
          <EmptyState title={t.empty} />
        ) : (
          <div class="split">
            <div>
              <p>
                {t.count(networks.length)}. {here && t.nearest(placeLabel(here))}
              </p>
              <Paged list={page} c={c}>
                <ol class="plain-list entries" start={start}>
                  {page.rows.map(({ network, km }, index) => (
                    <Entry
                      key={network.id}
                      href={`/vor-ort/${network.slug}`}
                      title={`${start + index}. ${network.name}`}
                      kicker={[t.kinds[network.kind], network.town, km !== undefined && t.km(formatNumber(Math.round(km), locale))]
                        .filter(Boolean)
                        .join(' · ')}
                    >
                      <p class="small muted">
                        {t.states[network.state]}, {t.lastActivity(formatDay(network.last_activity, locale))}
                      </p>
                    </Entry>
                  ))}
                </ol>
              </Paged>
            </div>
            <div class="split__aside">
              <GermanyMap
                states={stateOutlines()}
                label={t.mapLabel(networks.length)}
                points={here ? [{ lat: here.lat, lon: here.lon, label: placeLabel(here), kind: 'here' }, ...points] : points}
              />
            </div>
          </div>
        )}
        {may(c.get('actor'), 'coverage.read') && (
          <p>
            <a href="/abdeckung">{t.toCoverage}</a>
          </p>
        )}
      </>
    ),
  });
}

function networkPage(
  c: Ctx,
  network: Network,
  members: Page<Organisation>,
  { inside, events }: Awaited<ReturnType<NetworkParts>>,
): Response {
  const locale = c.get('locale');
  const t = networksTexts(locale);
  return renderPage(c, {
    title: network.name,
    description: network.description,
    thing: {
      '@type': 'Organization',
      name: network.name,
      description: network.description,
      location: { '@type': 'Place', name: network.town },
      member: members.rows.map(({ name }) => ({ '@type': 'Organization', name })),
      ...(events.length > 0 ? { event: events } : {}),
    },
    crumbs: [{ href: '/vor-ort', label: t.title }],
    children: (
      <>
        <p class="muted">{t.kinds[network.kind]}</p>
        <h1>{network.name}</h1>
        <p class="lead">{network.description}</p>
        <Facts
          facts={[
            [t.place, [network.postal_code, network.town].filter(Boolean).join(' ')],
            [t.state, `${t.states[network.state]}, ${t.lastActivity(formatDay(network.last_activity, locale))}`],
          ]}
        />
        <div class="actions">
          <LinkButton href={`/anfrage?an=network:${network.slug}`}>{t.ask}</LinkButton>
        </div>
        <PlaceDoors c={c} scope="network" id={network.id} />
        {inside}
        <h2>{t.members}</h2>
        <p>{t.memberCount(members.total)}</p>
        <Paged list={members} c={c} anchor="partner" label={t.members}>
          <ul class="plain-list link-list">
            {members.rows.map((member) => (
              <li key={member.id}>
                <a href={`/partner/${member.slug}`}>{member.name}</a>
              </li>
            ))}
          </ul>
        </Paged>
      </>
    ),
  });
}

/** What later modules know of a network, for its page. */
export type NetworkParts = (network: Network, c: Ctx) => Promise<{ inside: VNode; events: Thing[] }>;

/** /vor-ort, /vor-ort/:slug */
export function networksRoutes({ db }: Pick<Services, 'db'>, places: Places, parts: NetworkParts) {
  return new Hono<Env>()
    .get('/vor-ort', async (c) => listPage(c, await listNetworks(db), (c.req.query('ort') ?? '').slice(0, 80).trim(), places))
    .get('/vor-ort/:slug', async (c) => {
      const slug = c.req.param('slug');
      const network = isSlug(slug) ? await networkBySlug(db, slug) : undefined;
      if (!network) throw new HttpError(404);
      const members = await organisationsByIds(db, await membersOf(db, network.id));
      return networkPage(
        c,
        network,
        pageOfAll(
          [...members.values()].toSorted((a, b) => compareText(a.name, b.name)),
          askedPage(c),
        ),
        await parts(network, c),
      );
    });
}
