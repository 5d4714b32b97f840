import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '#modules/search/index.ts';
import { loadTopics } from '#modules/topics/index.ts';
import { places } from '#reference/index.ts';
import { testApplication } from '../../../test/support/application.ts';
import { CRITERIA, loadMatching } from './config.ts';
import type { Asked, Signal } from './criteria.ts';
import { inOrder, isBroad, isReachable, pilotsFirst, score, type Scored, spread } from './model.ts';
import type { Need } from './need.ts';
import { sampleCandidate } from './examples.ts';
import { reasonText } from './service.ts';

const topics = loadTopics();
const config = loadMatching();
const need: Need = {
  topics: [{ id: 'finding-trainees', weight: 1, phrase: 'keine Azubis' }],
  lexemes: [{ lexeme: 'azubi', weight: 1 }],
  stems: new Set(['azubi']),
  industry: 'F',
  size: undefined,
  language: undefined,
};
const asked: Asked = { need, topics, signal: undefined, today: '2026-11-23' };
const rated = (change: Partial<Candidate>, more: Partial<Asked> = {}) => score(sampleCandidate(change), { ...asked, ...more }, config);
const signal: Signal = { cases: 0, capacity: null, awayUntil: null, closed: 0, declined: 0 };
const person = { kind: 'consultant' as const, offer_kind: null, accredited_until: '2030-01-01' };

describe('the score', () => {
  it('adds up to 100 at most, line by line', () => {
    expect(Object.values(config.weights).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    const best = rated({ distance_km: 0, industries: ['F'], text: 1, met: ['azubi'], free: true, online: true });
    expect(best.score).toBeLessThanOrEqual(100);
    expect(best.score).toBeGreaterThan(88);
    expect(best.lines.map(({ criterion }) => criterion)).toEqual([...CRITERIA]);
    const sum = best.lines.reduce((total, { points }) => total + points, 0);
    expect(Math.abs(sum - best.score)).toBeLessThan(0.6);
  });

  it('every criterion rates between nothing and everything, whatever comes', () => {
    const any = fc.record({
      kind: fc.constantFrom('offer' as const, 'consultant' as const, 'pilot' as const),
      distance_km: fc.option(fc.double({ min: 0, max: 900, noNaN: true })),
      reach_km: fc.option(fc.integer({ min: 1, max: 1000 })),
      online: fc.boolean(),
      free: fc.boolean(),
      text: fc.double({ min: 0, max: 1, noNaN: true }),
      topics: fc.subarray(['finding-trainees', 'training-quality', 'energy'], { minLength: 1 }),
      sizes: fc.subarray(['1', '2-9']),
      industries: fc.subarray(['F', 'C']),
    });
    const load = fc.option(
      fc.record({
        cases: fc.nat(20),
        capacity: fc.option(fc.nat(20)),
        awayUntil: fc.option(fc.constantFrom('2026-01-01', '2027-01-01')),
        closed: fc.nat(50),
        declined: fc.nat(50),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(any, load, (change, known) => {
        const { lines, score: points } = rated(change as Partial<Candidate>, { signal: known });
        for (const { share } of lines) expect(share >= 0 && share <= 1).toBe(true);
        expect(points >= 0 && points <= 100).toBe(true);
      }),
    );
  });

  it('prefers the topic to its neighbour, and the near to the far', () => {
    const exact = rated({}).score;
    expect(exact).toBeGreaterThan(rated({ topics: ['training-quality'] }).score);
    expect(exact).toBeGreaterThan(rated({ distance_km: 45 }).score);
    expect(rated({ topics: ['energy'] }).reasons.some((reason) => reason.kind === 'topic')).toBe(false);
  });

  it('knows size, language, time and what came of earlier requests', () => {
    const small = { need: { ...need, size: '2-9' } };
    expect(rated({ sizes: ['2-9'] }, small).score).toBeGreaterThan(rated({ sizes: ['250+'] }, small).score);
    const turkish = { need: { ...need, language: 'tr' } };
    expect(rated({ languages: ['de', 'tr'] }, turkish).score).toBeGreaterThan(rated({ languages: ['de'] }, turkish).score);
    const free = rated(person, { signal: { ...signal, capacity: 4, cases: 1 } });
    const full = rated(person, { signal: { ...signal, capacity: 4, cases: 4 } });
    expect([free.isFull, full.isFull]).toEqual([false, true]);
    expect(free.score).toBeGreaterThan(full.score);
    expect(rated(person, { signal: { ...signal, awayUntil: '2026-12-24' } }).isFull).toBe(true);
    expect(rated(person, { signal: { ...signal, awayUntil: '2026-11-22' } }).isFull).toBe(false);
    // Twenty good ones count for more than one lucky one.
    const often = rated(person, { signal: { ...signal, closed: 20 } }).score;
    expect(often).toBeGreaterThan(rated(person, { signal: { ...signal, closed: 1 } }).score);
    expect(often).toBeGreaterThan(rated(person, { signal: { ...signal, closed: 10, declined: 10 } }).score);
  });

  it('gives a reason for everything it counts, in plain words', () => {
    const words = rated({ industries: ['F'], free: true }).reasons.map((reason) => reasonText(reason, topics, 'de'));
    expect(words).toContain('passt zu „keine Azubis“ (Auszubildende finden)');
    expect(words).toContain('12 km entfernt');
    expect(words).toContain('kostenfrei');
    expect(words.join()).toContain('Baugewerbe');
  });
});

describe('the order', () => {
  const day = (index: number) => `2026-${String(1 + Math.floor(index / 28)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
  const equals = Array.from({ length: 5 }, (_, index) => rated({ ...person, id: `person-${index}` }));

  it('is the same for the same question on the same day', () => {
    const ids = (hits: Scored[]) => hits.map(({ candidate }) => candidate.id);
    expect(ids(inOrder(equals, day(3), config))).toEqual(ids(inOrder(equals.toReversed(), day(3), config)));
  });

  it('among equals takes turns: over a year everybody stands first about equally often', () => {
    const first = new Map<string, number>();
    const days = 330;
    for (let index = 0; index < days; index++) {
      const id = inOrder(equals, day(index), config)[0]?.candidate.id ?? '';
      first.set(id, (first.get(id) ?? 0) + 1);
    }
    expect(first.size).toBe(5);
    for (const count of first.values()) expect(Math.abs(count - days / 5)).toBeLessThan(30);
  });

  it('what is free before what costs, but only among equals', () => {
    const paid = rated({ id: 'a', free: false, distance_km: 5 });
    const free = rated({ id: 'b', free: true, distance_km: 9 });
    const wide = { ...config, order: { ...config.order, band: 20 } };
    expect(inOrder([paid, free], day(1), wide)[0]?.candidate.id).toBe('b');
    const far = rated({ id: 'c', free: true, topics: ['energy'] });
    expect(inOrder([paid, far], day(1), config)[0]?.candidate.id).toBe('a');
  });

  it('whoever has no time comes last, whatever the score', () => {
    const full = rated({ ...person, id: 'full', distance_km: 0 }, { signal: { ...signal, capacity: 1, cases: 1 } });
    const other = rated({ ...person, id: 'other', distance_km: 45, topics: ['training-quality'] });
    expect(inOrder([full, other], day(1), config).map(({ candidate }) => candidate.id)).toEqual(['other', 'full']);
  });

  it('network pilots lead where a need touches several fields', () => {
    const broad = { ...need, topics: ['finding-trainees', 'energy', 'mental-strain'].map((id) => ({ id, weight: 0.8, phrase: '' })) };
    expect(isBroad(broad, topics, config)).toBe(true);
    expect(isBroad(need, topics, config)).toBe(false);
    const hits = [rated({ id: 'offer' }), rated({ ...person, id: 'person' }), rated({ ...person, kind: 'pilot', id: 'pilot' })];
    const led = pilotsFirst(hits);
    expect(led.map(({ candidate }) => candidate.id)).toEqual(['pilot', 'offer', 'person']);
    expect(reasonText(led[0]?.reasons[0] ?? { kind: 'pilot' }, topics, 'de')).toContain('führt durch mehrere Themen');
  });
});

describe('what comes to a company', () => {
  it.each([
    [{ distance_km: 40, reach_km: 50 }, 50, true],
    [{ distance_km: 60, reach_km: 50 }, 100, false],
    [{ distance_km: 60, reach_km: 80 }, 50, false],
    [{ distance_km: 600, reach_km: null }, 50, true],
    [{ distance_km: 600, reach_km: 50, online: true }, 50, true],
  ])('%j within %d km → %s', (change, radius, reachable) => {
    expect(isReachable(sampleCandidate(change), radius)).toBe(reachable);
  });

  it('nobody fills the page alone, and nobody gets lost', () => {
    const hits = Array.from({ length: 8 }, (_, i) => rated({ id: `h${i}`, organisation: i < 6 ? 'Eine' : `Andere ${i}` }));
    const mixed = spread(hits, 2, 12);
    expect(mixed).toHaveLength(8);
    expect(mixed.slice(0, 4).filter((hit) => hit.candidate.organisation === 'Eine')).toHaveLength(2);
  });
});

describe('matching on the demo network', async () => {
  const { matching, get } = await testApplication();
  const found = places().find('24103');
  if (found.kind !== 'found') throw new Error('Kiel is missing');
  const query = {
    text: '',
    topics: [],
    place: found.place,
    industry: undefined,
    kinds: undefined,
    online: false,
    onSite: false,
    free: false,
    language: undefined,
    today: '2026-11-23',
  };

  it('leads from a sentence to its topic', async () => {
    const result = await matching.match({ ...query, text: 'Wir finden keine Auszubildenden' });
    expect(result.understood[0]?.id).toBe('finding-trainees');
    expect(result.hits[0]?.candidate.topics).toContain('finding-trainees');
    // Equals within the band take turns; beyond it the better stands first.
    const [first, , third] = result.hits;
    expect((first?.score ?? 0) + config.order.band).toBeGreaterThanOrEqual(third?.score ?? 0);
  });

  it.each(['Meine Gesellen laufen mir davon', 'Ich schaffe das alles nicht mehr', 'xyzzy plugh'])(
    'never ends in nothing: %s',
    async (text) => {
      expect((await matching.match({ ...query, text })).hits.length).toBeGreaterThan(0);
    },
  );

  it('shows nobody whose accreditation has ended', async () => {
    const result = await matching.match({ ...query, kinds: ['consultant', 'pilot'], place: undefined });
    for (const { candidate } of result.hits)
      expect(candidate.accredited_until !== null && candidate.accredited_until >= '2026-11-23').toBe(true);
  });

  it('keeps to its filters', async () => {
    const result = await matching.match({ ...query, text: 'Stress', kinds: ['offer'], free: true, online: true });
    for (const { candidate } of result.hits) expect(candidate).toMatchObject({ kind: 'offer', free: true, online: true });
  });

  it('asks back for an ambiguous place and names near ones for an unknown code', async () => {
    expect(await (await get('/finden?text=Azubis&ort=Neustadt')).text()).toContain('gibt es mehrmals');
    const unknown = await get('/finden?text=Azubis&ort=53112');
    expect(unknown.status).toBe(422);
    expect(await unknown.text()).toContain('53113 Bonn');
  });
});

describe('why not me?', async () => {
  const { as, services } = await testApplication();
  const { db } = services;
  const { rows } = await sql<{ id: string; topic: string; town: string }>`
    select id, topics[1] as topic, town from consultants.consultant where accredited_until > '2027-01-01' and not online order by id limit 1`.execute(
    db,
  );
  const [person] = rows;
  if (!person) throw new Error('no consultants');
  const me = await as(['consultant', person.id]);
  const base = `/beratungsprofil/${person.id}`;
  const asked = async (topic: string, place = '') =>
    (await me.get(`${base}/sichtbarkeit?thema=${topic}&ort=${encodeURIComponent(place)}`)).text();

  it('says the place, and every point', async () => {
    const { rows: where } = await sql<{
      postal_code: string;
    }>`select postal_code from consultants.consultant where id = ${person.id}`.execute(db);
    const page = await asked(person.topic, where[0]?.postal_code);
    expect(page).toMatch(/Sie stehen an Stelle \d+ von \d+/);
    expect(page).toContain('Ihre Punkte');
  });

  it('names what keeps somebody away: topic, reach, accreditation, time', async () => {
    const { rows: mine } = await sql<{ topics: string[] }>`select topics from consultants.consultant where id = ${person.id}`.execute(db);
    const own = new Set(mine[0]?.topics);
    const foreign = topics.all.find(
      ({ id, field, related }) => !own.has(id) && [...own].every((each) => topics.get(each)?.field !== field && !related.includes(each)),
    );
    expect(await asked(foreign?.id ?? '')).toContain('steht nicht in Ihrem Profil');
    const far = person.town === 'Flensburg' ? '87561' : '24937';
    const { rows: km } = await sql<{ lat: number }>`select lat from consultants.consultant where id = ${person.id}`.execute(db);
    expect(await asked(person.topic, (km[0]?.lat ?? 0) > 52 ? '87561' : far)).toContain('Ihr Umkreis reicht');
    await me.post(`${base}/zeit`, { capacity: '0', away_until: '' });
    expect(await asked(person.topic)).toContain('zurzeit nichts Neues');
    expect((await me.post(`${base}/zeit`, { capacity: 'viele', away_until: 'bald' })).status).toBe(422);
    await me.post(`${base}/zeit`, { capacity: '', away_until: '' });
    await sql`update consultants.consultant set accredited_until = '2020-01-01' where id = ${person.id}`.execute(db);
    expect(await asked(person.topic)).toContain('Ihre Akkreditierung ist abgelaufen');
  });

  it('is nobody else’s to see', async () => {
    const other = await as(['consultant', '00000000-0000-7000-8000-000000000000']);
    expect((await other.get(`${base}/sichtbarkeit`)).status).toBe(403);
    expect((await other.post(`${base}/zeit`, { capacity: '1' })).status).toBe(403);
  });
});
