import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { fromRoot } from '../src/platform/root.ts';
import { places } from '../src/reference/index.ts';
import { readBoundaries } from '../src/modules/coverage/boundaries.ts';
import { cellsAround } from '../src/modules/coverage/cells.ts';
import { coverageOf, coveredShare, type Helper } from '../src/modules/coverage/model.ts';
import { saveBoundaries } from '../src/modules/coverage/store.ts';
import { unmetOf } from '../src/modules/matching/model.ts';
import { testApplication } from './support/application.ts';

const application = await testApplication();
const { services, coverage, as, get, clock } = application;
const { db } = services;
const centres = [...places().centres];

interface Counted {
  topic: string;
  district: string;
  near: number;
  km: number;
}

/** The same count in plain SQL, written apart from the program: every helper against every district. */
const recount = () =>
  sql<Counted>`
    with district (key, lat, lon) as (
      select * from unnest(${centres.map(([key]) => key)}::text[], ${centres.map(([, at]) => at.lat)}::float8[], ${centres.map(([, at]) => at.lon)}::float8[])
    ), helper as (
      select unnest(topics) as topic, lat, lon, reach_km from offers.offer where state = 'published' and on_site and reach_km is not null
      union all
      select unnest(topics), lat, lon, reach_km from consultants.consultant
        where state = 'published' and accredited_until >= ${clock.now().toISOString().slice(0, 10)}::date
    ), reached as (
      select topic, key, 6371 * sqrt(power(radians(district.lon - helper.lon) * cos(radians((district.lat + helper.lat) / 2)), 2)
        + power(radians(district.lat - helper.lat), 2)) as km, reach_km
      from helper cross join district
    )
    select topic, key as district, count(*)::int as near, min(km)::float8 as km from reached where km <= reach_km group by topic, key order by topic, key`.execute(
    db,
  );

const office = await as(['office']);
const rowsIn = (html: string): string[][] =>
  [...html.matchAll(/<tr class="kern-table__row">(.*?)<\/tr>/gs)]
    .map((row) => [...(row[1] ?? '').matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map((cell) => cell[1] ?? ''))
    .filter((cells) => cells.length > 0);

describe('the figures', () => {
  it('agree with a recount by plain SQL, cell by cell', async () => {
    await coverage.count();
    const cells = await coverage.cells(undefined);
    const { rows } = await recount();
    expect(cells.length).toBe(rows.length);
    expect(cells.length).toBeGreaterThan(5000);
    const byKey = new Map(rows.map((row) => [`${row.topic} ${row.district}`, row]));
    for (const cell of cells) {
      const other = byKey.get(`${cell.topic} ${cell.district}`);
      expect(cell.near, `${cell.topic} ${cell.district}`).toBe(other?.near);
      expect(cell.nearestKm).toBeCloseTo(other?.km ?? -1, 1);
    }
  });

  it('the map, the table of states, the table of districts and the export say what the recount says', async () => {
    const { rows } = await recount();
    const topic = 'energy';
    const near = new Map(rows.filter((row) => row.topic === topic).map((row) => [row.district, row.near]));
    const page = await (await office.get(`/abdeckung?thema=${topic}`)).text();
    // Every district is on the map with its class.
    const classes = [...page.matchAll(/map__area--(\d)" d="[^"]*"><title>([^<]*)<\/title>/g)].map((match) => ({
      level: match[1],
      label: match[2] ?? '',
    }));
    expect(classes.length).toBe(401);
    const nobody = [...places().districts.keys()].filter((key) => !near.has(key)).length;
    expect(classes.filter(({ level }) => level === '0').length).toBe(nobody);
    // The table of states, weighted with inhabitants.
    for (const state of ['01', '09', '16']) {
      const members = [...places().districts.values()].filter((district) => district.state === state);
      const all = members.reduce((sum, { population }) => sum + population, 0);
      const reached = members.reduce((sum, { key, population }) => sum + (near.has(key) ? population : 0), 0);
      const name = { '01': 'Schleswig-Holstein', '09': 'Bayern', '16': 'Thüringen' }[state] ?? '';
      const line = rowsIn(page).find(([first]) => first === name);
      expect(line?.[1]).toBe(`${(Math.round((reached / all) * 1000) / 10).toLocaleString('de-DE')} %`);
      expect(line?.[2]).toBe(String(members.filter(({ key }) => !near.has(key)).length));
    }
    // The table of districts of one state.
    const north = rowsIn(await (await office.get(`/abdeckung?thema=${topic}&land=01`)).text());
    for (const district of [...places().districts.values()].filter(({ state }) => state === '01'))
      expect(north.find(([first]) => first === district.name)?.[1], district.name).toBe(String(near.get(district.key) ?? 'niemand'));
    // The export has every district, also where nobody comes.
    const csv = (await (await office.get(`/abdeckung.csv?thema=${topic}`)).text())
      .replace(/^\ufeff/, '')
      .trim()
      .split('\n')
      .slice(1);
    expect(csv.length).toBe(401);
    for (const line of csv) {
      const [, , key = '', , , , count] = line.split(';');
      expect(count, key).toBe(String(near.get(key) ?? 0));
    }
  });

  it('of a network are those of its districts', async () => {
    const { rows } = await sql<{
      slug: string;
      district: string;
    }>`select slug, a.district from networks.network n join networks.area a on a.network_id = n.id
      where n.id = (select network_id from networks.area order by network_id limit 1)`.execute(db);
    const shown = rowsIn(await (await office.get(`/abdeckung?thema=energy&netz=${rows[0]?.slug}`)).text());
    for (const { district } of rows) expect(shown.some(([first]) => first === places().districts.get(district)?.name)).toBe(true);
  });

  it('are for those who work in the network', async () => {
    expect((await get('/abdeckung')).status).not.toBe(200);
    expect((await (await as()).get('/abdeckung')).status).toBe(403);
    expect((await (await as(['consultant', null])).get('/abdeckung')).status).toBe(200);
    for (const query of ['thema=nichts', 'land=99', 'netz=gibt-es-nicht', `thema=${'x'.repeat(5000)}`])
      expect((await office.get(`/abdeckung?${query}`)).status, query).toBe(200);
  });
});

describe('the rules', () => {
  const helper = fc.record({
    topics: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    reachKm: fc.option(fc.integer({ min: 1, max: 300 })),
    isOnSite: fc.boolean(),
    isOnline: fc.boolean(),
    lat: fc.double({ min: 47, max: 55, noNaN: true }),
    lon: fc.double({ min: 6, max: 15, noNaN: true }),
  });
  it('nobody counts beyond their reach; more helpers never cover less', () => {
    fc.assert(
      fc.property(fc.array(helper, { maxLength: 12 }), helper, (some, one) => {
        const before = coverageOf(some as Helper[], places().centres);
        const after = coverageOf([...some, one] as Helper[], places().centres);
        const reach = Math.max(0, ...[...some, one].map((each) => each.reachKm ?? 0));
        for (const cell of after.cells) expect(cell.nearestKm).toBeLessThanOrEqual(reach);
        const later = new Map(after.cells.map((cell) => [`${cell.topic} ${cell.district}`, cell.near]));
        for (const cell of before.cells) expect(later.get(`${cell.topic} ${cell.district}`) ?? 0).toBeGreaterThanOrEqual(cell.near);
      }),
      { numRuns: 40 },
    );
  });
  it('a share counts inhabitants, not districts', () => {
    const districts = new Map([
      ['1', 900],
      ['2', 100],
    ]);
    expect(coveredShare(districts, new Set(['2']))).toBe(0.1);
    expect(coveredShare(new Map(), new Set())).toBe(0);
  });
  it.each([
    [{ isAsked: false, topics: [], hits: 0, isWidened: false }, undefined],
    [{ isAsked: true, topics: ['energy'], hits: 9, isWidened: false }, undefined],
    [
      { isAsked: true, topics: ['energy'], hits: 9, isWidened: true },
      { topic: 'energy', kind: 'onlyFar' },
    ],
    [
      { isAsked: true, topics: ['energy', 'finance'], hits: 0, isWidened: true },
      { topic: 'energy', kind: 'nothing' },
    ],
    [
      { isAsked: true, topics: [], hits: 3, isWidened: false },
      { topic: '', kind: 'notUnderstood' },
    ],
  ] as const)('%j → %j', (asked, expected) => {
    expect(unmetOf(asked)).toEqual(expected);
  });
});

describe('what was not found', () => {
  it('is counted without a word of it, and reported', async () => {
    const secret = 'Kranzl Zwiebelrost Ambossi';
    await get(`/finden?${new URLSearchParams({ text: secret, ort: '24103' })}`);
    await get(`/finden?${new URLSearchParams({ text: secret, ort: '24103' })}`);
    const { rows } = await sql<{ row: string }>`select u::text as row from matching.unmet u`.execute(db);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row).join()).not.toMatch(/Kranz|Zwiebel|Amboss/);
    const page = await (await office.get('/abdeckung')).text();
    expect(
      rowsIn(page)
        .find(([first, where]) => first === '(kein Thema erkannt)' && where === 'Kiel, Landeshauptstadt')
        ?.at(-1),
    ).toBe('2');
  });
});

describe('boundaries', () => {
  const { districts } = places();
  const square = (key: string, at = 8) => ({
    type: 'Feature',
    properties: { AGS: key },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [at, 50],
          [at + 0.1, 50],
          [at + 0.1, 50.1],
          [at, 50],
        ],
      ],
    },
  });
  const file = (features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });

  it('without any there is a cell around each middle', () => {
    const cells = cellsAround(places().centres);
    expect(cells.size).toBe(401);
    for (const rings of cells.values()) expect(rings[0]?.length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['{', 'notJson'],
    ['[]', 'noCollection'],
    [file([{ type: 'Feature', properties: {}, geometry: null }]), 'noKeys'],
    [file([square('01001')]), 'tooFew'],
    [file([...districts.keys()].map((key) => square(key, 500_000))), 'notWgs84'],
    [JSON.stringify({ type: 'FeatureCollection', features: [1, null, 'x', {}] }), 'noKeys'],
  ])('%s → refused', (text, fault) => {
    expect(readBoundaries(text.slice(0, 2_000_000), districts)).toEqual({ ok: false, fault });
  });

  const REAL = fromRoot('..', 'shared', 'data', 'vg5000-districts.geojson');
  // The official file lies beside the repository: without it this test says that it did not run.
  it.skipIf(!existsSync(REAL))('the official file is read whole, drawn, and named as its licence asks', async () => {
    const read = readBoundaries(readFileSync(REAL, 'utf8'), districts);
    if (!read.ok) throw new Error(read.fault);
    expect(read.value.size).toBe(401);
    await actAs(SYSTEM, () => saveBoundaries(db, read.value, '© GeoBasis-DE / BKG 2021', clock.now()));
    const fresh = await testApplication();
    await actAs(SYSTEM, () => saveBoundaries(fresh.services.db, read.value, '© GeoBasis-DE / BKG 2021', clock.now()));
    const page = await (await (await fresh.as(['office'])).get('/abdeckung?thema=energy')).text();
    expect(page).toContain('Grenzen: © GeoBasis-DE / BKG 2021');
    expect(page).not.toContain('clip-path="url(#map-state');
    expect([...page.matchAll(/map__area--\d" d="[^"]+"/g)].length).toBe(401);
    expect(page.length).toBeLessThan(400_000);
  });
});

describe('the bodies', () => {
  it('hear on the first of the month what was looked for in vain, without who', async () => {
    const secretary = await as(['bodySecretary', '0197a000-0000-7000-8000-00000000000a']);
    await sql`delete from matching.unmet`.execute(db);
    expect(await actAs(SYSTEM, () => coverage.report())).toBe(0);
    await get('/finden?text=Quantenkryptografie+f%C3%BCr+Imkereien');
    await get('/finden?text=Quantenkryptografie+f%C3%BCr+Imkereien');
    expect(await actAs(SYSTEM, () => coverage.report())).toBe(2);
    const { rows } = await sql<{
      title: string;
      path: string;
    }>`select title, path from accounts.notification where user_id = ${secretary.id}`.execute(db);
    expect(rows).toEqual([{ title: 'Wonach Betriebe im letzten Monat suchten und nichts fanden: 2 Suchen', path: '/abdeckung' }]);
  });
});
