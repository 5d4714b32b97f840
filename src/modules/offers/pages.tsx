import { startOfMonth } from '#platform/days.ts';
import { Hono } from 'hono';
import type { ComponentChildren } from 'preact';
import { Alert, EmptyState, Entry, Facts, LinkButton, Paged, renderPage, Tag } from '#design/index.ts';
import type { Services } from '#platform/services.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDate, formatDay, formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { isSlug } from '#platform/slug.ts';
import { askedPage, type Page } from '#platform/lists.ts';
import { sectionOf, sizeLabel } from '#reference/index.ts';
import {
  ORGANISATION_KINDS,
  type Organisation,
  organisationBySlug,
  organisationsByKind,
  organisationsByIds,
  organisationsTexts,
} from '#modules/organisations/index.ts';
import { may, PlaceDoors } from '#modules/accounts/index.ts';
import { editorialTexts } from '#modules/editorial/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Offer, OfferUse } from './model.ts';
import { offerThing, organisationThing } from './things.ts';
import { countView, offerBySlug, offerDocument, offersOfOrganisation } from './store.ts';
import { offersTexts } from './texts.ts';

const PARTNERS_ON_PAGE = 100;

function format(offer: Offer, locale: Locale): string {
  const t = offersTexts(locale);
  if (offer.online && offer.on_site) return t.both;
  return offer.online ? t.online : t.onSite;
}

function place(offer: Offer, locale: Locale): string {
  const t = offersTexts(locale);
  return offer.reach_km === null ? `${offer.town}, ${t.nationwide}` : `${offer.town}, ${t.reach(offer.reach_km)}`;
}

interface Beside {
  organisation: Organisation | undefined;
  document: string | undefined;
  use: OfferUse;
  /** What may be paid for it, where the network knows. */
  funding: ComponentChildren;
}

function offerPage(c: Ctx, offer: Offer, { organisation, document, use, funding }: Beside, topics: Topics): Response {
  const locale = c.get('locale');
  const t = offersTexts(locale);
  const industries = offer.industries.map((code) => sectionOf(code)).filter((section) => section !== undefined);
  return renderPage(c, {
    title: offer.title,
    description: offer.summary,
    thing: offerThing(offer, organisation, (id) => topics.label(id, locale)),
    crumbs: organisation
      ? [
          { href: '/partner', label: organisationsTexts(locale).title },
          { href: `/partner/${organisation.slug}`, label: organisation.name },
        ]
      : [],
    children: (
      <>
        <p class="muted">{t.kinds[offer.kind]}</p>
        <h1>{offer.title}</h1>
        <p class="lead">{offer.summary}</p>
        {offer.marked && <Alert kind="warning" title={editorialTexts(locale).marked} />}
        <div class="actions">
          <LinkButton href={`/anfrage?an=offer:${offer.slug}`}>{t.ask}</LinkButton>
        </div>
        {offer.description.split('\n\n').map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <Facts
          facts={[
            [t.by, organisation && <a href={`/partner/${organisation.slug}`}>{organisation.name}</a>],
            [
              t.together,
              use.partners.length > 0 &&
                use.partners.map(({ name, path }, index) => (
                  <span key={path}>
                    {index > 0 && ', '}
                    <a href={path}>{name}</a>
                  </span>
                )),
            ],
            [t.form.sizes, offer.sizes.map(sizeLabel).join(', ')],
            [t.place, place(offer, locale)],
            [t.format, format(offer, locale)],
            [t.cost, offer.free ? t.free : offer.price],
            [
              t.languages,
              formatList(
                offer.languages.map((code) => t.languageNames[code] ?? code),
                locale,
              ),
            ],
            [
              t.industries,
              industries.length === 0
                ? t.allIndustries
                : formatList(
                    industries.map((section) => inLocale(section, locale)),
                    locale,
                  ),
            ],
          ]}
        />
        {use.conditions.length > 0 && (
          <>
            <h2>{t.conditions}</h2>
            <Facts facts={use.conditions.map(({ context, text }) => [context, text])} />
          </>
        )}
        {document && (
          <p>
            <a href={`/angebote/${offer.slug}/datei`}>{t.document(document)}</a>
          </p>
        )}
        <h2>{t.topics}</h2>
        <p>
          {offer.topics.map((id) => (
            <a class="tag" href={`/themen/${id}`} key={id}>
              {topics.label(id, locale)}
            </a>
          ))}
        </p>
        {funding}
        <p class="muted small">{t.updated(formatDate(offer.updated_at, locale))}</p>
      </>
    ),
  });
}

function organisationsPage(c: Ctx, organisations: Page<Organisation>): Response {
  const locale = c.get('locale');
  const t = organisationsTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    wide: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {organisations.total === 0 ? <EmptyState title={t.empty} /> : <p>{t.count(organisations.total)}</p>}
        <Paged list={organisations} c={c}>
          <div class="grid">
            {ORGANISATION_KINDS.map((kind) => ({ kind, members: organisations.rows.filter((organisation) => organisation.kind === kind) }))
              .filter(({ members }) => members.length > 0)
              .map(({ kind, members }) => (
                <section key={kind}>
                  <h2>{t.kinds[kind]}</h2>
                  <ul class="plain-list link-list">
                    {members.map((organisation) => (
                      <li key={organisation.id}>
                        <a href={`/partner/${organisation.slug}`}>{organisation.name}</a>{' '}
                        <span class="muted small">{organisation.town}</span>
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
          </div>
        </Paged>
        <h2>{t.more}</h2>
        <ul class="plain-list link-list">
          <li>
            <a href="/partner-werden">{t.become}</a>
          </li>
          <li>
            <a href="/vereinbarungen">{t.charters}</a>
          </li>
          <li>
            <a href="/angebote">{t.everyOffer}</a>
          </li>
          <li>
            <a href="/beratung">{t.everyPerson}</a>
          </li>
        </ul>
      </>
    ),
  });
}

function organisationPage(c: Ctx, organisation: Organisation, offers: Page<Offer>): Response {
  const locale = c.get('locale');
  const t = organisationsTexts(locale);
  const o = offersTexts(locale);
  return renderPage(c, {
    title: organisation.name,
    thing: organisationThing(organisation),
    description: organisation.description,
    crumbs: [{ href: '/partner', label: t.title }],
    children: (
      <>
        <p class="muted">{t.kinds[organisation.kind]}</p>
        <h1>{organisation.name}</h1>
        <p class="lead">{organisation.description}</p>
        {organisation.marked && <Alert kind="warning" title={editorialTexts(locale).marked} />}
        <Facts
          facts={[
            [t.place, [organisation.postal_code, organisation.town].filter(Boolean).join(' ')],
            [
              t.website,
              organisation.website && (
                <a href={organisation.website} rel="noopener">
                  {organisation.website}
                </a>
              ),
            ],
            [t.since, organisation.since && formatDay(organisation.since, locale)],
          ]}
        />
        {organisation.contacts.length > 0 && (
          <>
            <h2>{t.contacts}</h2>
            <ul class="plain-list">
              {organisation.contacts.map((contact) => (
                <li key={contact.email + contact.name}>
                  {[contact.name, contact.role, contact.phone].filter(Boolean).join(', ')}{' '}
                  {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
                </li>
              ))}
            </ul>
          </>
        )}
        <PlaceDoors c={c} scope="organisation" id={organisation.id} />
        <h2>{t.offers}</h2>
        {offers.total === 0 ? (
          <EmptyState title={t.noOffers} />
        ) : (
          <Paged list={offers} c={c}>
            <ul class="entries">
              {offers.rows.map((offer) => (
                <Entry key={offer.id} href={`/angebote/${offer.slug}`} title={offer.title} level={3} kicker={o.kinds[offer.kind]}>
                  <p>{offer.summary}</p>
                  {offer.free && <Tag>{o.free}</Tag>}
                  <Tag>{format(offer, locale)}</Tag>
                </Entry>
              ))}
            </ul>
          </Paged>
        )}
      </>
    ),
  });
}

/** /partner, /partner/:slug, /angebote/:slug */
export function offersRoutes(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  topics: Topics,
  useOf: (offer: string, locale: Locale) => Promise<OfferUse>,
  fundingOf: (offer: Offer, locale: Locale) => ComponentChildren,
) {
  /** Whoever works for the organisation does not count as reach. */
  const count = async (c: Ctx, organisationId: string, subject: string) => {
    if (!may(c.get('actor'), 'organisation.edit', { organisation: organisationId }))
      await countView(db, organisationId, subject, startOfMonth(clock.today()));
  };
  return new Hono<Env>()
    .get('/angebote', (c) => c.redirect('/finden', 301))
    .get('/angebote/:slug', async (c) => {
      const slug = c.req.param('slug');
      const offer = isSlug(slug) ? await offerBySlug(db, slug) : undefined;
      if (!offer) throw new HttpError(404);
      const organisations = await organisationsByIds(db, [offer.organisation_id]);
      await count(c, offer.organisation_id, offer.id);
      const document = offer.document_id ? await offerDocument(db, offer.document_id) : undefined;
      const organisation = organisations.get(offer.organisation_id);
      const use = await useOf(offer.id, c.get('locale'));
      return offerPage(c, offer, { organisation, document: document?.name, use, funding: fundingOf(offer, c.get('locale')) }, topics);
    })
    .get('/angebote/:slug/datei', async (c) => {
      const slug = c.req.param('slug');
      const offer = isSlug(slug) ? await offerBySlug(db, slug) : undefined;
      const document = offer?.document_id ? await offerDocument(db, offer.document_id) : undefined;
      if (!document) throw new HttpError(404);
      return c.body(new Uint8Array(document.bytes), 200, {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(document.name)}`,
      });
    })
    .get('/partner', async (c) => organisationsPage(c, await organisationsByKind(db, askedPage(c, PARTNERS_ON_PAGE))))
    .get('/partner/:slug', async (c) => {
      const slug = c.req.param('slug');
      const organisation = isSlug(slug) ? await organisationBySlug(db, slug) : undefined;
      if (!organisation) throw new HttpError(404);
      await count(c, organisation.id, organisation.id);
      return organisationPage(c, organisation, await offersOfOrganisation(db, organisation.id, askedPage(c)));
    });
}
