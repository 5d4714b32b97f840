import { setImmediate as othersFirst } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Db } from '#platform/database/index.ts';
import { streamOf } from '#platform/http/download.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { isId } from '#platform/ids.ts';
import { type Offer, type OfferFilter, offerOfNamedId, offersAtPage, offersByIds, offersPage } from '#modules/offers/index.ts';
import { type Organisation, organisationById, organisationsByIds, organisationsPage } from '#modules/organisations/index.ts';
import { conditionsOf } from '#modules/overlap/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Served } from './parameters.ts';
import {
  AT_NAMES,
  type Json,
  type Publishing,
  publishOfferLocation,
  publishOrganization,
  publishOrganizationBrief,
  publishOrganizationLocation,
  publishService,
  publishServiceAtLocation,
  publishServiceBrief,
  publishTaxonomy,
  publishTerm,
} from './publish.ts';
import { paged, type Query, readQuery } from './query.ts';
import type { Term } from './terms.ts';

const HSDS_VERSION = '3.0';
/** `minimal` aims at one page. */
const MOST_MINIMAL = 5000;
const MOST_FOUND = 400;
const BATCH = 100;

export interface HsdsParts {
  db: Db;
  search: Search;
  publishing: Publishing;
  today(): string;
}

const words = (text: string) => text.toLowerCase();

/** Terms narrow offers by what they stand for; a field of topics by all its topics. */
function filterByTerms(terms: readonly Term[]): Partial<OfferFilter> {
  const codes = terms.map(({ code }) => code);
  switch (terms[0]?.taxonomy.code) {
    case 'topics':
      return { topics: codes };
    case 'kinds':
      return { kinds: codes as OfferFilter['kinds'] };
    case 'industries':
      return { industries: codes };
    case 'sizes':
      return { sizes: codes };
    default:
      return { ids: [] };
  }
}

/** /api/hsds/…: the directory after the Human Services Data Specification 3.0. Only what is public. */
export function hsdsRoutes({ db, search, publishing, today }: HsdsParts) {
  const { terms, publicUrl } = publishing;

  /** Answers what is asked for, or names the fault. */
  const answer = (route: Served, show: (c: Ctx, query: Query) => Response | Promise<Response>) => (c: Ctx) => {
    c.header('Cache-Control', 'public, max-age=300');
    c.header('Access-Control-Allow-Origin', '*');
    const query = readQuery(route, c.req.query());
    return Array.isArray(query) ? c.json({ error: 'The query cannot be read.', errors: query }, 400) : show(c, query);
  };
  const missing = (c: Ctx) => c.json({ error: 'There is nothing with this id.' }, 404);

  async function filterOf(query: Query): Promise<OfferFilter> {
    const none = { topics: undefined, kinds: undefined, industries: undefined, sizes: undefined, ids: undefined };
    const base = { ...none, modifiedAfter: query.modified_after, organisation: query.organization_id };
    const asked_ = query.taxonomy_term_id ? terms.byId.get(query.taxonomy_term_id) : undefined;
    if (query.taxonomy_term_id && !asked_) return { ...base, ids: [] };
    const chosen = asked_
      ? [asked_, ...terms.all.filter((term) => term.parent === asked_.id)]
      : query.taxonomy_id
        ? terms.all.filter((term) => term.taxonomy.id === query.taxonomy_id)
        : undefined;
    const byTerms = chosen ? filterByTerms(chosen) : {};
    if (!query.search) return { ...base, ...byTerms };
    const filters = { near: undefined, offerKinds: undefined, online: false, onSite: false, free: false, language: undefined, bodies: [] };
    const { ranked } = await search.search(query.search, { ...filters, kinds: ['offer'], today: today() }, MOST_FOUND);
    return { ...base, ...byTerms, ids: ranked.map(({ found }) => found.id) };
  }

  async function dressed(
    offers: readonly Offer[],
    show: (offer: Offer, organisation: Organisation | undefined, conditions: readonly string[]) => Json,
  ) {
    const organisations = await organisationsByIds(db, [...new Set(offers.map((offer) => offer.organisation_id))]);
    const conditions = await conditionsOf(
      db,
      offers.map(({ id }) => id),
      'de',
    );
    return offers.map((offer) => show(offer, organisations.get(offer.organisation_id), conditions.get(offer.id) ?? []));
  }
  const showService = (isFull: boolean) => (offer: Offer, organisation: Organisation | undefined, conditions: readonly string[]) =>
    isFull ? publishService(offer, organisation, publishing, conditions) : publishServiceBrief(offer, organisation, publishing, conditions);

  type Reader = (first: number, limit: number) => Promise<{ contents: Json[]; total: number }>;

  /** Everything that fits, one object a line, read in portions: nothing is held but one portion. */
  function lines(c: Ctx, read: Reader): Response {
    const encoder = new TextEncoder();
    async function* portions() {
      for (let first = 0; ; first += BATCH) {
        // Others get their turn in between, and whoever reads slowly holds no connection.
        await othersFirst();
        const { contents } = await read(first, BATCH);
        if (contents.length === 0) return;
        yield encoder.encode(contents.map((object) => `${JSON.stringify(object)}\n`).join(''));
      }
    }
    return streamOf(c, 'application/x-ndjson; charset=utf-8', portions());
  }
  async function listing(c: Ctx, query: Query, read: Reader): Promise<Response> {
    if (query.format === 'ndjson') return lines(c, read);
    const { contents, total } = await read((query.page - 1) * query.per_page, query.per_page);
    return c.json(paged(contents, total, query));
  }
  const listed =
    (all: readonly Json[]): Reader =>
    async (first, limit) => ({ contents: all.slice(first, first + limit), total: all.length });

  async function services(c: Ctx, query: Query): Promise<Response> {
    const filter = await filterOf(query);
    const isOnePage = query.minimal && c.req.query('per_page') === undefined;
    return listing(c, isOnePage ? { ...query, per_page: MOST_MINIMAL } : query, async (first, limit) => {
      const { offers, total } = await offersPage(db, filter, first, limit);
      const contents = query.minimal
        ? offers.map((offer): Json => ({ id: offer.id, modified_date: offer.updated_at.toISOString() }))
        : await dressed(offers, showService(query.full));
      return { contents, total };
    });
  }

  const organizations = (c: Ctx, query: Query): Promise<Response> =>
    listing(c, query, async (first, limit) => {
      const { organisations, total } = await organisationsPage(db, { words: query.search }, first, limit);
      const show = query.full ? publishOrganization : publishOrganizationBrief;
      return { contents: organisations.map((organisation) => show(organisation, publishing)), total };
    });

  async function serviceAtLocations(c: Ctx, query: Query): Promise<Response> {
    const filter = await filterOf(query);
    return listing(c, query, async (first, limit) => {
      const { entries, total } = await offersAtPage(db, filter, first, limit);
      return { contents: entries.map(({ offer, at }) => publishServiceAtLocation(offer, at, query.full)), total };
    });
  }

  /** First the organisations' own places, then those of offers. */
  const locations = (c: Ctx, query: Query): Promise<Response> =>
    listing(c, query, async (first, limit) => {
      const own = await organisationsPage(db, { id: query.organization_id }, first, limit);
      const filter = { organisation: query.organization_id };
      const rest = limit - own.organisations.length;
      const offered = await offersAtPage(db, filter, Math.max(0, first - own.total), rest);
      return {
        contents: [
          ...own.organisations.map(publishOrganizationLocation),
          ...offered.entries.map(({ offer, at }) => publishOfferLocation(offer, at)),
        ],
        total: own.total + offered.total,
      };
    });

  /** All offers of an organisation, in portions: a detail has no pages. */
  async function servicesOf(organisation: string, isFull: boolean): Promise<Json[]> {
    const all: Json[] = [];
    for (let first = 0; ; first += BATCH) {
      const { offers } = await offersPage(db, { organisation }, first, BATCH);
      all.push(...(await dressed(offers, showService(isFull))));
      if (offers.length < BATCH) return all;
    }
  }

  return new Hono<Env>()
    .get('/api/hsds', (c) =>
      c.json({
        version: HSDS_VERSION,
        profile: 'https://docs.openreferral.org/en/3.0/',
        openapi_url: `${publicUrl}/api/hsds/openapi.json`,
      }),
    )
    .get('/api/hsds/services', answer('/services', services))
    .get(
      '/api/hsds/services/:id',
      answer('/services/{id}', async (c) => {
        const id = c.req.param('id') ?? '';
        const [offer] = isId(id) ? await offersByIds(db, [id]) : [];
        if (offer?.state !== 'published') return missing(c);
        return c.json((await dressed([offer], showService(true)))[0] ?? {});
      }),
    )
    .get('/api/hsds/organizations', answer('/organizations', organizations))
    .get(
      '/api/hsds/organizations/:id',
      answer('/organizations/{id}', async (c, query) => {
        const id = c.req.param('id') ?? '';
        const organisation = isId(id) ? await organisationById(db, id) : undefined;
        if (organisation?.state !== 'published') return missing(c);
        return c.json({ ...publishOrganization(organisation, publishing), services: await servicesOf(id, query.full_service) });
      }),
    )
    .get('/api/hsds/service_at_locations', answer('/service_at_locations', serviceAtLocations))
    .get(
      '/api/hsds/service_at_locations/:id',
      answer('/service_at_locations/{id}', async (c) => {
        const id = c.req.param('id') ?? '';
        const offer = isId(id) ? await offerOfNamedId(db, AT_NAMES, id) : undefined;
        const found = (['place', 'virtual'] as const)
          .flatMap((at): Json[] => (offer && (at === 'place' || offer.online) ? [publishServiceAtLocation(offer, at, true)] : []))
          .find((each) => each['id'] === id);
        return found ? c.json(found) : missing(c);
      }),
    )
    .get('/api/hsds/locations', answer('/locations', locations))
    .get(
      '/api/hsds/taxonomies',
      answer('/taxonomies', (c, query) => {
        const all = terms.taxonomies.filter(({ name }) => !query.search || words(name).includes(words(query.search)));
        return listing(c, query, listed(all.map((taxonomy) => publishTaxonomy(taxonomy, publicUrl))));
      }),
    )
    .get(
      '/api/hsds/taxonomies/:id',
      answer('/taxonomies/{id}', (c) => {
        const taxonomy = terms.taxonomies.find(({ id }) => id === c.req.param('id'));
        return taxonomy ? c.json(publishTaxonomy(taxonomy, publicUrl)) : missing(c);
      }),
    )
    .get(
      '/api/hsds/taxonomy_terms',
      answer('/taxonomy_terms', (c, query) => {
        const all = terms.all.filter(
          (term) =>
            (!query.taxonomy_id || term.taxonomy.id === query.taxonomy_id) &&
            (!query.parent_id || term.parent === query.parent_id) &&
            (!query.top_only || term.parent === undefined) &&
            (!query.search || words(`${term.name} ${term.code}`).includes(words(query.search))),
        );
        return listing(c, query, listed(all.map((term) => publishTerm(term, publicUrl))));
      }),
    )
    .get(
      '/api/hsds/taxonomy_terms/:id',
      answer('/taxonomy_terms/{id}', (c) => {
        const term = terms.byId.get(c.req.param('id') ?? '');
        return term ? c.json(publishTerm(term, publicUrl)) : missing(c);
      }),
    );
}
