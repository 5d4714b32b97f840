import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { atom, sitemap } from '../src/platform/feeds.ts';
import { testApplication } from './support/application.ts';

const { get, services, config, content } = await testApplication();
const { db } = services;

const one = async (query: ReturnType<typeof sql<{ slug: string }>>) => (await query.execute(db)).rows[0]?.slug ?? '';
const PUBLIC = [
  '/',
  '/checks',
  '/checks/company-check',
  '/finden',
  '/suche',
  '/themen',
  '/themen/energy',
  '/vor-ort',
  '/gremien',
  '/beschluesse',
  '/partner',
  '/daten',
  '/impressum',
  `/angebote/${await one(sql`select slug from offers.offer order by id limit 1`)}`,
  `/beratung/${await one(sql`select slug from consultants.consultant order by id limit 1`)}`,
  `/partner/${await one(sql`select slug from organisations.organisation order by id limit 1`)}`,
  `/vor-ort/${await one(sql`select slug from networks.network order by id limit 1`)}`,
];

interface Graph {
  '@context': string;
  '@graph': Record<string, unknown>[];
}
const graphsIn = (html: string): Graph[] =>
  [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map((match) => JSON.parse(match[1] ?? '') as Graph);

describe('schema.org', () => {
  it.each(PUBLIC)('%s says what it is', async (path) => {
    const [graph, ...more] = graphsIn(await (await get(path)).text());
    expect(more).toEqual([]);
    expect(graph?.['@context']).toBe('https://schema.org');
    const [page, thing] = graph?.['@graph'] ?? [];
    expect(page).toMatchObject({ '@type': path === '/' ? 'WebSite' : 'WebPage', url: `${config.publicUrl}${path}`, inLanguage: 'de' });
    expect(String(page?.['name']).length).toBeGreaterThan(2);
    if (/^\/(angebote|beratung|partner|vor-ort|checks|themen)\/./.test(path)) expect(thing?.['name']).toBeTruthy();
  });

  it('stands on no private page and on no fault', async () => {
    for (const path of ['/anmelden', '/gibt-es-nicht', '/finden?text=Azubis&ort=53112'])
      expect(graphsIn(await (await get(path)).text()), path).toEqual([]);
  });

  it('cannot be broken out of by what somebody writes', async () => {
    const slug = await one(sql`select slug from offers.offer order by id limit 1`);
    const evil = '</script><script>alert(1)</script><!-- <b>"\u2028';
    await sql`update offers.offer set title = ${evil} where slug = ${slug}`.execute(db);
    const html = await (await get(`/angebote/${slug}`)).text();
    expect(html).not.toContain('<script>alert');
    expect(graphsIn(html)[0]?.['@graph'][1]?.['name']).toBe(evil);
  });
});

describe('for machines', () => {
  const locations = (xml: string) =>
    [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map((match) => (match[1] ?? '').replace(config.publicUrl, ''));

  it('the sitemap names every public thing once, and what it names is there', async () => {
    const parts = locations(await (await get('/sitemap.xml')).text());
    const all: string[] = [];
    for (const part of parts) all.push(...locations(await (await get(part)).text()));
    expect(new Set(all).size).toBe(all.length);
    const { rows } = await sql<{
      n: number;
    }>`select (select count(*) from offers.offer where state = 'published')::int + (select count(*) from consultants.consultant where state = 'published')::int
      + (select count(*) from organisations.organisation where state = 'published')::int + (select count(*) from networks.network)::int
      + (select count(*) from stories.published)::int as n`.execute(db);
    const fixed = 18 + content.topics.all.length + content.topics.fields.length + 4;
    expect(all.length).toBe((rows[0]?.n ?? 0) + fixed);
    for (const path of all.filter((_, index) => index % 37 === 0)) expect((await get(path)).status, path).toBe(200);
    for (const part of ['x', '-1', '1e9', '999']) expect((await get(`/sitemap/${part}`)).status).toBe(404);
    expect(await (await get('/robots.txt')).text()).toContain(`Sitemap: ${config.publicUrl}/sitemap.xml`);
  });

  it('the feed holds the newest, each with what Atom asks for', async () => {
    const answer = await get('/neues.atom');
    expect(answer.headers.get('content-type')).toContain('application/atom+xml');
    const entries = (await answer.text()).split('<entry>').slice(1);
    expect(entries.length).toBe(50);
    for (const entry of entries)
      for (const part of [
        /<id>urn:uuid:[0-9a-f-]{36}<\/id>/,
        /<title>[^<]+<\/title>/,
        /<updated>[^<]+Z<\/updated>/,
        /<link rel="alternate" href="http[^"]+"\/?>/,
        /<author><name>[^<]+<\/name><\/author>/,
      ])
        expect(entry).toMatch(part);
  });

  it('whatever stands in a title, the XML stays well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const feed = atom([{ id: 'x', title: text, summary: text, path: '/a', author: text, updated: new Date(0) }], {
          title: text,
          path: '/f',
          page: '/p',
          publicUrl: 'https://x.example',
          language: 'de',
        });
        const bare = feed.replaceAll(/<[^<>]*>/g, '');
        expect(bare).not.toMatch(/[<>]/);
        expect(feed.match(/<entry>/g)?.length).toBe(1);
        expect(sitemap([{ path: `/${text}` }], 'https://x.example')).toContain('</urlset>');
      }),
    );
  });

  it('the catalogue of open data has, for each dataset, what DCAT-AP.de asks for, and its addresses answer', async () => {
    const graph = ((await (await get('/daten.jsonld')).json()) as Graph)['@graph'];
    const of = (type: string) => graph.filter((node) => node['@type'] === type);
    expect(of('dcat:Catalog').length).toBe(1);
    for (const dataset of of('dcat:Dataset'))
      for (const name of [
        'dct:title',
        'dct:description',
        'dct:identifier',
        'dct:publisher',
        'dcat:contactPoint',
        'dcat:theme',
        'dcat:distribution',
        'dcatde:politicalGeocodingLevelURI',
      ])
        expect(dataset[name], `${dataset['@id'] as string} ${name}`).toBeTruthy();
    const ids = new Set(graph.map((node) => node['@id']));
    for (const dataset of of('dcat:Dataset'))
      for (const each of dataset['dcat:distribution'] as { '@id': string }[]) expect(ids.has(each['@id'])).toBe(true);
    for (const distribution of of('dcat:Distribution')) {
      expect(distribution['dct:license']).toBeTruthy();
      const path = (distribution['dcat:accessURL'] as { '@id': string })['@id'].replace(config.publicUrl, '');
      const answer = await get(path);
      expect(answer.status, path).toBe(200);
      await answer.body?.cancel();
    }
  });
});

describe('the search for other people’s pages', () => {
  it('answers other origins, without cookies, with addresses of ours', async () => {
    const answer = await get('/api/suche?text=Datenschutz&ort=24103', { origin: 'https://partner.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const { hits, total } = (await answer.json()) as { hits: { url: string; title: string; distanceKm: number }[]; total: number };
    expect(total).toBeGreaterThan(5);
    expect(hits.length).toBe(10);
    for (const hit of hits) expect(hit.url.startsWith(`${config.publicUrl}/`)).toBe(true);
  });
  it('shows nothing that is not public', async () => {
    const { rows } = await sql<{ title: string }>`select title from search.document where audience is not null limit 1`.execute(db);
    expect(await (await get(`/api/suche?${new URLSearchParams({ text: rows[0]?.title ?? 'nichts' })}`)).text()).not.toContain(
      'gremienarbeit',
    );
  });
  it('is small, and may be used by other origins; pages may not', async () => {
    const script = await get('/einbetten.js');
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect((await script.text()).length).toBeLessThan(15_000);
    expect((await get('/')).headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});
