import { Hono } from 'hono';
import { z } from 'zod';
import type { Db } from '#platform/database/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { isId } from '#platform/ids.ts';
import { type Offer, type OfferFilter, offersByIds, offersPage } from '#modules/offers/index.ts';
import { listOrganisations, type Organisation, organisationById, organisationsByIds } from '#modules/organisations/index.ts';
import { conditionsOf } from '#modules/overlap/index.ts';
import type { Search } from '#modules/search/index.ts';
import {
  type Json,
  type Publishing,
  publishOrganization,
  publishOrganizationBrief,
  publishService,
  publishServiceAtLocation,
  publishServiceBrief,
  publishTaxonomy,
  publishTerm,
} from './publish.ts';
import type { Term } from './terms.ts';

const HSDS_VERSION = '3.0';
const PER_PAGE = 50;
const MOST_PER_PAGE = 500;
/** `minimal` aims at one page. */
const MOST_MINIMAL = 5000;
const MOST_FOUND = 400;
const BATCH = 500;

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
/** What the listings take; everything else in the address is left alone. */
const querySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  per_page: z.coerce.number().int().min(1).max(MOST_PER_PAGE).default(PER_PAGE),
  format: z.enum(['json', 'ndjson']).default('json'),
  search: z.string().max(300).optional(),
  modified_after: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), 'is no date and time')
    .transform((text) => new Date(text))
    .optional(),
  organization_id: z.string().refine(isId, 'is no id').optional(),
  taxonomy_id: z.string().refine(isId, 'is no id').optional(),
  taxonomy_term_id: z.string().refine(isId, 'is no id').optional(),
  parent_id: z.string().refine(isId, 'is no id').optional(),
  top_only: flag.default(false),
  full: flag.default(false),
  full_service: flag.default(false),
  minimal: flag.default(false),
});
type Query = z.output<typeof querySchema>;

export interface HsdsParts {
  db: Db;
  search: Search;
  publishing: Publishing;
  today(): string;
}

const paged = (contents: Json[], total: number, { page, per_page }: Pick<Query, 'page' | 'per_page'>): Json => {
  const pages = Math.max(1, Math.ceil(total / per_page));
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
};
const slice = <Item>(items: readonly Item[], { page, per_page }: Query): Item[] => items.slice((page - 1) * per_page, page * per_page);
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

  /** What is asked for, or an answer that names the fault. */
  function asked(c: Ctx): Query | Response {
    c.header('Cache-Control', 'public, max-age=300');
    c.header('Access-Control-Allow-Origin', '*');
    const parsed = querySchema.safeParse(c.req.query());
    if (parsed.success) return parsed.data;
    const errors = parsed.error.issues.map((issue) => ({ parameter: issue.path.join('.'), message: issue.message }));
    return c.json({ error: 'The query cannot be read.', errors }, 400);
  }
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

  /** Everything that fits, one object a line, read in portions: nothing is held but one portion. */
  function lines(c: Ctx, filter: OfferFilter, show: (offers: readonly Offer[]) => Promise<Json[]>): Response {
    const encoder = new TextEncoder();
    let first = 0;
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { offers } = await offersPage(db, filter, first, BATCH);
        first += BATCH;
        if (offers.length === 0) return controller.close();
        controller.enqueue(encoder.encode((await show(offers)).map((object) => `${JSON.stringify(object)}\n`).join('')));
      },
    });
    return c.body(stream, 200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
  }

  async function services(c: Ctx): Promise<Response> {
    const query = asked(c);
    if (query instanceof Response) return query;
    const filter = await filterOf(query);
    const show = (offers: readonly Offer[]) =>
      query.minimal
        ? Promise.resolve(offers.map((offer): Json => ({ id: offer.id, modified_date: offer.updated_at.toISOString() })))
        : dressed(offers, showService(query.full));
    if (query.format === 'ndjson') return lines(c, filter, show);
    const perPage = query.minimal && c.req.query('per_page') === undefined ? MOST_MINIMAL : query.per_page;
    const { offers, total } = await offersPage(db, filter, (query.page - 1) * perPage, perPage);
    return c.json(paged(await show(offers), total, { page: query.page, per_page: perPage }));
  }

  async function organizations(c: Ctx): Promise<Response> {
    const query = asked(c);
    if (query instanceof Response) return query;
    const all = (await listOrganisations(db))
      .filter((organisation) => !query.search || words(`${organisation.name} ${organisation.description}`).includes(words(query.search)))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const show = (organisation: Organisation) =>
      query.full ? publishOrganization(organisation, publishing) : publishOrganizationBrief(organisation, publishing);
    if (query.format === 'ndjson')
      return c.body(all.map((each) => `${JSON.stringify(show(each))}\n`).join(''), 200, {
        'content-type': 'application/x-ndjson; charset=utf-8',
      });
    return c.json(paged(slice(all, query).map(show), all.length, query));
  }

  async function serviceAtLocations(c: Ctx): Promise<Response> {
    const query = asked(c);
    if (query instanceof Response) return query;
    const filter = await filterOf(query);
    const { offers, total } = await offersPage(db, filter, (query.page - 1) * query.per_page, query.per_page);
    const brief = (object: Json): Json => ({ id: object['id'], service_id: object['service_id'], location_id: object['location_id'] });
    const contents = offers.flatMap((offer) => publishServiceAtLocation(offer).map((each) => (query.full ? each : brief(each))));
    // Paged by service: the places of one stand on one page.
    return c.json(paged(contents, total, query));
  }

  return new Hono<Env>()
    .get('/api/hsds', (c) =>
      c.json({
        version: HSDS_VERSION,
        profile: 'https://docs.openreferral.org/en/3.0/',
        openapi_url: `${publicUrl}/api/hsds/openapi.json`,
      }),
    )
    .get('/api/hsds/services', services)
    .get('/api/hsds/services/:id', async (c) => {
      const query = asked(c);
      if (query instanceof Response) return query;
      const id = c.req.param('id');
      const [offer] = isId(id) ? await offersByIds(db, [id]) : [];
      if (offer?.state !== 'published') return missing(c);
      return c.json((await dressed([offer], showService(true)))[0] ?? {});
    })
    .get('/api/hsds/organizations', organizations)
    .get('/api/hsds/organizations/:id', async (c) => {
      const query = asked(c);
      if (query instanceof Response) return query;
      const id = c.req.param('id');
      const organisation = isId(id) ? await organisationById(db, id) : undefined;
      if (organisation?.state !== 'published') return missing(c);
      const filter = {
        modifiedAfter: undefined,
        organisation: id,
        topics: undefined,
        kinds: undefined,
        industries: undefined,
        sizes: undefined,
      };
      const { offers } = await offersPage(db, { ...filter, ids: undefined }, 0, MOST_PER_PAGE);
      const shown = query.full_service
        ? await dressed(offers, showService(true))
        : offers.map((offer): Json => ({ id: offer.id, name: offer.title }));
      return c.json({ ...publishOrganization(organisation, publishing), services: shown });
    })
    .get('/api/hsds/service_at_locations', serviceAtLocations)
    .get('/api/hsds/taxonomies', (c) => {
      const query = asked(c);
      if (query instanceof Response) return query;
      const all = terms.taxonomies.filter(({ name }) => !query.search || words(name).includes(words(query.search)));
      const shown = slice(all, query).map((taxonomy) => publishTaxonomy(taxonomy, publicUrl));
      return c.json(paged(shown, all.length, query));
    })
    .get('/api/hsds/taxonomies/:id', (c) => {
      const query = asked(c);
      if (query instanceof Response) return query;
      const taxonomy = terms.taxonomies.find(({ id }) => id === c.req.param('id'));
      return taxonomy ? c.json(publishTaxonomy(taxonomy, publicUrl)) : missing(c);
    })
    .get('/api/hsds/taxonomy_terms', (c) => {
      const query = asked(c);
      if (query instanceof Response) return query;
      const all = terms.all.filter(
        (term) =>
          (!query.taxonomy_id || term.taxonomy.id === query.taxonomy_id) &&
          (!query.parent_id || term.parent === query.parent_id) &&
          (!query.top_only || term.parent === undefined) &&
          (!query.search || words(`${term.name} ${term.code}`).includes(words(query.search))),
      );
      const shown = slice(all, query).map((term) => publishTerm(term, publicUrl));
      return c.json(paged(shown, all.length, query));
    })
    .get('/api/hsds/taxonomy_terms/:id', (c) => {
      const query = asked(c);
      if (query instanceof Response) return query;
      const term = terms.byId.get(c.req.param('id'));
      return term ? c.json(publishTerm(term, publicUrl)) : missing(c);
    });
}
