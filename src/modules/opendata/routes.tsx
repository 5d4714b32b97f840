import { Hono } from 'hono';
import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { conditional, latestOf } from '#platform/http/conditional.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { consultantsAfter } from '#modules/consultants/index.ts';
import { listNetworks } from '#modules/networks/index.ts';
import { newestOffers, offersPage } from '#modules/offers/index.ts';
import { shownItems } from '#modules/news/index.ts';
import { allAids } from '#modules/research/index.ts';
import { newestStories } from '#modules/stories/index.ts';
import { listOrganisations, organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { OpenDataConfig } from './config.ts';
import { toDcat } from './dcat.ts';
import { DATASETS, openDataPage } from './page.tsx';
import { examplesOf } from './examples.ts';
import { openDataTexts } from './texts.ts';
import { type Address, atom, sitemap, sitemapIndex } from '#platform/feeds.ts';
import { WHOLE } from '#platform/lists.ts';

export interface OpenDataParts {
  db: Db;
  clock: Clock;
  topics: Topics;
  /** Ids of the checks that may be begun. */
  checks(): readonly string[];
  config: OpenDataConfig;
  publicUrl: string;
}

/** The protocol allows 50,000; smaller ones are sooner read. */
const IN_SITEMAP = 2000;
const FEED = 50;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const PORTION = 5000;
const PAGES = [
  '/',
  '/checks',
  '/finden',
  '/suche',
  '/themen',
  '/vor-ort',
  '/gremien',
  '/beschluesse',
  '/geschichten',
  '/neuigkeiten',
  '/newsletter',
  '/praxishilfen',
  '/partner',
  '/daten',
  '/impressum',
  '/datenschutz',
  '/barrierefreiheit',
  '/lizenzen',
];

/** /daten, /daten.jsonld, /neues.atom, /sitemap.xml, /robots.txt */
export function openDataRoutes(parts: OpenDataParts) {
  const { db, clock, topics, checks, config, publicUrl } = parts;
  const asXml = (c: Ctx, text: string, type: string) =>
    // Never kept without asking: what is taken back has to be gone at once.
    c.body(text, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' });

  /** Everything but offers. */
  async function fixedAddresses(): Promise<Address[]> {
    const people: Address[] = [];
    for (let last = FIRST_ID; ; ) {
      const some = await consultantsAfter(db, last, PORTION);
      people.push(...some.map(({ slug, updated_at }) => ({ path: `/beratung/${slug}`, changed: updated_at })));
      const newest = some.at(-1);
      if (!newest) break;
      last = newest.id;
    }
    const news = (await shownItems(db, clock.now(), WHOLE.perPage)).filter((item) => item.audience === 'public');
    return [
      ...PAGES.map((path) => ({ path })),
      ...checks().map((id) => ({ path: `/checks/${id}` })),
      ...[...topics.fields, ...topics.all].map(({ id }) => ({ path: `/themen/${id}` })),
      ...(await newestStories(db, WHOLE.perPage)).map(({ slug, published_at }) => ({
        path: `/geschichten/${slug}`,
        changed: published_at,
      })),
      ...(await allAids(db)).map(({ slug, updated_at }) => ({ path: `/praxishilfen/${slug}`, changed: updated_at })),
      ...news.map(({ slug, updated_at }) => ({ path: `/neuigkeiten/${slug}`, changed: updated_at })),
      ...(await listNetworks(db)).map(({ slug, updated_at }) => ({ path: `/vor-ort/${slug}`, changed: updated_at })),
      ...(await listOrganisations(db)).map(({ slug, updated_at }) => ({ path: `/partner/${slug}`, changed: updated_at })),
      ...people,
    ];
  }

  return new Hono<Env>()
    .get('/daten', async (c) => openDataPage(c, parts, await examplesOf(parts)))
    .get('/daten.jsonld', (c) => {
      const { datasets } = openDataTexts('de');
      const all = DATASETS.map((dataset) => ({ ...dataset, title: datasets[dataset.id][0], description: datasets[dataset.id][1] }));
      return c.json(toDcat(all, config, publicUrl, clock.now()), 200, {
        'content-type': 'application/ld+json',
        'access-control-allow-origin': '*',
      });
    })
    .get('/neues.atom', async (c) => {
      const offers = await newestOffers(db, FEED);
      const names = await organisationsByIds(db, [...new Set(offers.map((offer) => offer.organisation_id))]);
      const stories = (await newestStories(db, FEED)).map(({ story_id: id, slug, version, published_at: updated }) => ({
        id,
        title: version.title,
        summary: version.summary,
        path: `/geschichten/${slug}`,
        author: version.company || 'Transferwerk',
        updated,
      }));
      const newest = offers.map(({ id, title, summary, slug, organisation_id: by, updated_at: updated }) => ({
        id,
        title,
        summary,
        path: `/angebote/${slug}`,
        author: names.get(by)?.name ?? 'Transferwerk',
        updated,
      }));
      const entries = [...newest, ...stories].toSorted((a, b) => b.updated.getTime() - a.updated.getTime()).slice(0, FEED);
      const feed = { title: 'Transferwerk: Neues im Verzeichnis', path: '/neues.atom', page: '/suche', publicUrl, language: 'de' } as const;
      return conditional(c, {
        text: atom(entries, feed),
        type: 'application/atom+xml',
        changed: latestOf(entries.map(({ updated }) => updated)),
        cacheControl: 'no-cache',
      });
    })
    .get('/sitemap.xml', async (c) => {
      const { total } = await offersPage(db, {}, 0, 1);
      const offers = Array.from({ length: Math.ceil(total / IN_SITEMAP) }, (_, index) => `/sitemap/${index + 1}`);
      return asXml(c, sitemapIndex(['/sitemap/0', ...offers], publicUrl), 'application/xml');
    })
    .get('/sitemap/:part', async (c) => {
      const part = Number(c.req.param('part'));
      if (!Number.isInteger(part) || part < 0 || part > 1000) throw new HttpError(404);
      if (part === 0) return asXml(c, sitemap(await fixedAddresses(), publicUrl), 'application/xml');
      const { offers } = await offersPage(db, {}, (part - 1) * IN_SITEMAP, IN_SITEMAP);
      if (offers.length === 0) throw new HttpError(404);
      const addresses = offers.map(({ slug, updated_at }) => ({ path: `/angebote/${slug}`, changed: updated_at }));
      return asXml(c, sitemap(addresses, publicUrl), 'application/xml');
    })
    .get('/robots.txt', (c) =>
      c.text(`User-agent: *\nDisallow: /bogen/\nDisallow: /anfrage/\nDisallow: /konto\n\nSitemap: ${publicUrl}/sitemap.xml\n`),
    );
}
