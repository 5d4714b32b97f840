import { describe, expect, it } from 'vitest';
import { loadTopics } from '#modules/topics/index.ts';
import { places } from '#reference/index.ts';
import { testApplication } from '../../../test/support/application.ts';
import { byScore, isReachable, score, spread, WEIGHTS } from './model.ts';
import { sampleCandidate } from './examples.ts';
import { reasonText } from './service.ts';

const topics = loadTopics();
const need = {
  topics: [{ id: 'finding-trainees', weight: 1, phrase: 'keine Azubis' }],
  lexemes: [{ lexeme: 'azubi', weight: 1 }],
  stems: new Set(['azubi']),
  industry: 'F',
};

describe('the score', () => {
  it('adds up to 100 at most', () => {
    expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    const best = score(
      sampleCandidate({ distance_km: 0, industries: ['F'], text: 1, met: ['azubi'], free: true, accredited_until: '2030-01-01' }),
      need,
      topics,
    );
    expect(best.score).toBeLessThanOrEqual(100);
    expect(best.score).toBeGreaterThan(95);
  });

  it('prefers the topic to its neighbour, and the near to the far', () => {
    const exact = score(sampleCandidate({}), need, topics).score;
    expect(exact).toBeGreaterThan(score(sampleCandidate({ topics: ['training-quality'] }), need, topics).score);
    expect(exact).toBeGreaterThan(score(sampleCandidate({ distance_km: 45 }), need, topics).score);
    expect(score(sampleCandidate({ topics: ['energy'] }), need, topics).reasons.some((reason) => reason.kind === 'topic')).toBe(false);
  });

  it('gives a reason for everything it counts, in plain words', () => {
    const { reasons } = score(sampleCandidate({ industries: ['F'], free: true }), need, topics);
    const words = reasons.map((reason) => reasonText(reason, topics, 'de'));
    expect(words).toContain('passt zu „keine Azubis“ (Auszubildende finden)');
    expect(words).toContain('12 km entfernt');
    expect(words).toContain('kostenfrei');
    expect(words.join()).toContain('Baugewerbe');
  });

  it('has one order for equals', () => {
    const a = score(sampleCandidate({ id: 'a' }), need, topics);
    const b = score(sampleCandidate({ id: 'b' }), need, topics);
    expect([b, a].toSorted(byScore)).toEqual([a, b].toSorted(byScore));
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
    const hits = Array.from({ length: 8 }, (_, i) =>
      score(sampleCandidate({ id: `h${i}`, organisation: i < 6 ? 'Eine' : `Andere ${i}` }), need, topics),
    );
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
    const scores = result.hits.slice(0, 3).map((hit) => hit.score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
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
