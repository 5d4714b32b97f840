import { closeness, type Topics } from '#modules/topics/index.ts';
import type { Found } from './model.ts';
import type { NamedKind } from './words.ts';

/**
 * The order of search results. Each part is a share from 0 to 1, the score their weighted sum, 0–100; nothing else
 * decides. Written down for people in docs/handbuch/suche.md.
 *
 *   text       BM25 over stems, word families and parts of compounds, title before summary before body
 *   topic      the best pair of a topic that was meant and one that is offered, by closeness in the vocabulary
 *   kind       the query names this kind of thing ("Seminar", "Berater")
 *   distance   nearness, where a place is given
 *   quality    confirmed within a year
 *   freshness  changed lately
 */
const RANKING = { text: 40, topic: 32, kind: 7, distance: 16, quality: 3, freshness: 2 } as const;
export type RankingPart = keyof typeof RANKING;

/** A share of the possible text score at which a document is half way to the best. */
const HALF_TEXT = 0.18;
const HALF_DISTANCE_KM = 40;
/** What can be used from anywhere is as good as something 60 km away. */
const ANYWHERE = 0.4;
const HALF_AGE_DAYS = 365;
/** A topic that is not the main one of a document counts a little less. */
const SIDE_TOPIC = 0.6;
const DAY = 86_400_000;

export interface Wanted {
  topics: readonly { id: string; weight: number }[];
  kinds: ReadonlySet<NamedKind>;
  now: Date;
}

export interface Ranked {
  found: Found;
  score: number;
  parts: Record<RankingPart, number>;
}

function topicShare({ topics: offered }: Found, { topics: wanted }: Wanted, vocabulary: Topics): number {
  let best = 0;
  for (const { id, weight } of wanted)
    offered.forEach((topic, rank) => {
      best = Math.max(best, weight * closeness(vocabulary, id, topic) * (rank === 0 ? 1 : SIDE_TOPIC));
    });
  return best;
}

/** Nearness, where a place is given; what comes online or to the whole country is never far. */
const nearness = ({ distance_km: km, online, reach_km: reach }: Found): number =>
  km === null ? 0 : Math.max(HALF_DISTANCE_KM / (HALF_DISTANCE_KM + km), online || reach === null ? ANYWHERE : 0);

const isNamed = ({ kind, offer_kind }: Found, kinds: Wanted['kinds']): boolean =>
  kind === 'offer' ? offer_kind !== null && kinds.has(offer_kind) : (kind === 'consultant' || kind === 'pilot') && kinds.has('person');

/** Scores one document; every point of it can be read off `parts` and RANKING. */
export function rank(found: Found, wanted: Wanted, vocabulary: Topics): Ranked {
  const age = Math.max(0, wanted.now.getTime() - found.changed_at.getTime()) / DAY;
  const parts: Ranked['parts'] = {
    text: found.text / (found.text + HALF_TEXT),
    topic: topicShare(found, wanted, vocabulary),
    kind: isNamed(found, wanted.kinds) ? 1 : 0,
    distance: nearness(found),
    quality: found.marked ? 0 : 1,
    freshness: HALF_AGE_DAYS / (HALF_AGE_DAYS + age),
  };
  const sum = (Object.keys(RANKING) as RankingPart[]).reduce((total, part) => total + RANKING[part] * parts[part], 0);
  return { found, score: Math.round(sum * 100) / 100, parts };
}

/** Best first, then nearest; one order for equals. */
export const byRank = (a: Ranked, b: Ranked): number =>
  b.score - a.score ||
  (a.found.distance_km ?? 0) - (b.found.distance_km ?? 0) ||
  (a.found.title < b.found.title ? -1 : a.found.title > b.found.title ? 1 : a.found.id < b.found.id ? -1 : 1);
