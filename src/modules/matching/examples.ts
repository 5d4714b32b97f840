import type { Candidate } from '#modules/search/index.ts';

/** An offer near by for tests; single parts can be changed. */
export const sampleCandidate = (change: Partial<Candidate>): Candidate => ({
  id: 'c',
  kind: 'offer',
  offer_kind: 'advice',
  slug: 'beratung',
  title: 'Beratung',
  summary: 'Wir helfen.',
  organisation: 'Beispielkammer',
  topics: ['finding-trainees'],
  industries: [],

  online: false,
  on_site: true,
  free: false,
  reach_km: 50,
  town: 'Kiel',
  lat: 54.3,
  lon: 10.1,
  accredited_until: null,
  distance_km: 12,
  text: 0,
  met: [],
  path: '/angebote/beratung',
  sizes: [],
  languages: ['de'],
  marked: false,
  changed_at: new Date('2026-11-01T00:00:00Z'),
  demo: false,
  ...change,
});
