/** What other programs read of public pages, feeds and data: link previews, search engines, feed readers (findings/clients F9–F14). */
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { loadOpenData, openDataSchema } from '../src/modules/opendata/config.ts';
import { toDcat } from '../src/modules/opendata/dcat.ts';
import { testApplication } from './support/application.ts';

const { config, get, services } = await testApplication();
const { db } = services;
const text = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();
const first = async (query: ReturnType<typeof sql<{ key: string }>>) => (await query.execute(db)).rows[0]?.key ?? '';
const course = await first(sql`select id::text as key from qualification.course order by id limit 1`);
const meeting = await first(sql`select id::text as key from governance.meeting where state = 'planned' order by id limit 1`);
const network = await first(
  sql`select n.slug as key from regions.event e join networks.network n on n.id = e.network_id where e.day >= '2026-11-23' and e.hours like '%Uhr' order by e.id limit 1`,
);

type Node = Record<string, unknown>;
const graphOf = (html: string): Node[] =>
  (JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '{"@graph":[]}') as { '@graph': Node[] })[
    '@graph'
  ];
const properties = (html: string) =>
  Object.fromEntries([...html.matchAll(/<meta property="og:([a-z_]+)" content="([^"]*)"/g)].map(([, name, value]) => [name, value]));
const canonical = (html: string) => /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1];

describe('a link to a public page', () => {
  it.each(['/', '/checks', '/themen/energy', `/sitzungen/${meeting}`, `/bildung/kurse/${course}`, `/vor-ort/${network}`, '/neuigkeiten'])(
    '%s says what its preview shows, and where it lives for good',
    async (path) => {
      const html = await text(path);
      expect(canonical(html)).toBe(`${config.publicUrl}${path}`);
      const found = properties(html);
      expect(found).toMatchObject({ type: 'website', site_name: 'Transferwerk', url: `${config.publicUrl}${path}`, locale: 'de_DE' });
      for (const name of ['title', 'description']) expect(found[name]?.length, name).toBeGreaterThan(2);
    },
  );

  it('is the same page however it was found, and another in another language', async () => {
    expect(canonical(await text('/neuigkeiten?art=call'))).toBe(`${config.publicUrl}/neuigkeiten`);
    const english = await text('/neuigkeiten?lang=en');
    expect([canonical(english), properties(english)['locale']]).toEqual([`${config.publicUrl}/neuigkeiten?lang=en`, 'en_GB']);
    for (const language of ['de', 'en', 'x-default']) expect(english).toContain(`hreflang="${language}"`);
  });

  it('stands on no private page', async () => {
    for (const path of ['/anmelden', '/gibt-es-nicht'])
      expect([canonical(await text(path)), properties(await text(path))]).toEqual([undefined, {}]);
  });
});

describe('search engines', () => {
  it('learn the name of the site, not the heading of its first page', async () => {
    const [site] = graphOf(await text('/'));
    expect(site).toMatchObject({ '@type': 'WebSite', name: 'Transferwerk' });
  });

  it('learn of meetings and events of networks when and where they are', async () => {
    const [, event] = graphOf(await text(`/sitzungen/${meeting}`));
    expect(event).toMatchObject({ '@type': 'Event', eventStatus: 'https://schema.org/EventScheduled', location: expect.anything() });
    expect(String(event?.['startDate'])).toMatch(/^\d{4}-\d\d-\d\dT/);
    const [, place] = graphOf(await text(`/vor-ort/${network}`));
    const [held] = (place?.['event'] ?? []) as Node[];
    expect(held).toMatchObject({ '@type': 'Event', organizer: { '@type': 'Organization' } });
    expect(String(held?.['startDate'])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00/);
  });

  it('learn of a course what it is about, who gives it, when it is held', async () => {
    const [, thing] = graphOf(await text(`/bildung/kurse/${course}`));
    expect(thing).toMatchObject({
      '@type': 'Course',
      description: expect.stringMatching(/./),
      provider: { '@type': 'Organization' },
      hasCourseInstance: {
        '@type': 'CourseInstance',
        courseMode: expect.stringMatching(/^(?:online|onsite|blended)$/),
        startDate: expect.stringMatching(/T/),
      },
    });
  });
});

describe('feeds', () => {
  const network_ = `/vor-ort/${network}/termine.ics`;
  it.each(['/neues.atom', '/neuigkeiten.atom', '/neuigkeiten.ics', '/termine.ics', network_])(
    '%s is sent only where it has changed',
    async (path) => {
      const answer = await get(path);
      const tag = answer.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[\w-]+"$/);
      expect((await get(path, { 'if-none-match': tag })).status).toBe(304);
      expect((await get(path, { 'if-none-match': '"another"' })).status).toBe(200);
      const changed = answer.headers.get('last-modified');
      if (changed === null) return;
      expect((await get(path, { 'if-modified-since': changed })).status).toBe(304);
      expect((await get(path, { 'if-modified-since': new Date(Date.parse(changed) - 1000).toUTCString() })).status).toBe(200);
      // The tag counts before the time.
      expect((await get(path, { 'if-modified-since': changed, 'if-none-match': '"another"' })).status).toBe(200);
    },
  );

  it('say which language they are in, and which page shows the same', async () => {
    for (const [path, page] of [
      ['/neues.atom', '/suche'],
      ['/neuigkeiten.atom', '/neuigkeiten'],
    ] as const) {
      const feed = await text(path);
      expect(feed).toMatch(/<feed [^>]*xml:lang="de"/);
      expect(feed).toContain(`<link rel="alternate" type="text/html" href="${config.publicUrl}${page}"`);
    }
    expect(await text('/neuigkeiten')).toContain('href="/neuigkeiten.atom"');
  });
});

describe('data', () => {
  it('the catalogue says since when there are data and which page shows them; who delivers is the operator’s setting', () => {
    const own = loadOpenData();
    const of = (setting: object) => {
      const graph = toDcat(
        [
          {
            id: 'a',
            title: 'A',
            description: 'A',
            keywords: ['a'],
            distributions: [{ path: '/a', title: 'a', media: 'text/csv', format: 'CSV' }],
          },
        ],
        openDataSchema.parse({ ...own, ...setting }),
        'https://netz.example',
        new Date('2027-01-01T12:00:00Z'),
      )['@graph'] as unknown as Node[];
      return graph.find((node) => node['@type'] === 'dcat:Dataset');
    };
    const contributorID = 'http://dcat-ap.de/def/contributors/probe';
    expect(of({ contributorID })).toMatchObject({
      'dcatde:contributorID': { '@id': contributorID },
      'dcat:landingPage': { '@id': 'https://netz.example/daten' },
      'dct:issued': { '@type': 'xsd:date', '@value': own.issued },
    });
    expect(of({})).not.toHaveProperty('dcatde:contributorID');
    expect(openDataSchema.safeParse({ ...own, contributorID: 'irgendwer' }).success).toBe(false);
  });

  it('a concept answers with data where data are asked for, and its page names them', async () => {
    const asked = await get('/themen/energy', { accept: 'application/ld+json' });
    expect(asked.headers.get('content-type')).toBe('application/ld+json');
    expect(asked.headers.get('vary')).toMatch(/accept/i);
    expect(await asked.json()).toMatchObject({ '@id': `${config.publicUrl}/themen/energy`, '@type': 'skos:Concept' });
    const page = await get('/themen/energy', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<link rel="alternate" type="application/ld+json" href="/themen/energy"');
    expect((await get('/themen/gibt-es-nicht', { accept: 'application/ld+json' })).status).toBe(404);
  });
});
