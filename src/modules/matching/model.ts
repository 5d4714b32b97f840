import { closeness, type Topics } from '#modules/topics/index.ts';
import type { Candidate } from '#modules/search/index.ts';

/** What a company needs, as far as it is known. */
export interface Need {
  topics: { id: string; weight: number; phrase: string }[];
  lexemes: { lexeme: string; weight: number }[];
  /** Stems of the words themselves. */
  stems: ReadonlySet<string>;
  industry: string | undefined;
}

/** Why something was found, as data; the page and the command put it into words. */
export type Reason =
  | { kind: 'topic'; topic: string; phrase: string }
  | { kind: 'related'; topic: string; to: string }
  | { kind: 'words'; words: number }
  | { kind: 'distance'; km: number }
  | { kind: 'inReach'; km: number; reach: number }
  | { kind: 'nationwide' }
  | { kind: 'online' }
  | { kind: 'industry'; industry: string }
  | { kind: 'free' }
  | { kind: 'pilot' }
  | { kind: 'accredited'; until: string };

export interface Scored {
  candidate: Candidate;
  /** 0–100 */
  score: number;
  reasons: Reason[];
}

/** How much each criterion counts; they add up to 100. The table is the whole rule: nothing else decides the order. */
export const WEIGHTS = { topic: 52, words: 12, distance: 22, industry: 8, free: 4, accredited: 2 } as const;

/** Kilometres at which nearness is worth half. */
const HALF_DISTANCE = 40;
/** A tool or an aid is as good from afar as something 40 km away; a talk or a course online as something 90 km away. */
const EVERYWHERE = { material: 0.5, online: 0.3 } as const;
/** A share of the possible text score (BM25) that is worth half. */
const HALF_TEXT = 0.12;
/** A topic that is not the main one of an offer counts a little less. */
const SIDE_TOPIC = 0.85;
/** Below this share of the need a related topic is not worth showing. */
const LEAST_TOPIC = 0.12;

interface Criterion {
  share: number;
  reasons: Reason[];
}

const nothing: Criterion = { share: 0, reasons: [] };

function topicCriterion(candidate: Candidate, need: Need, topics: Topics): Criterion {
  let best = nothing;
  for (const wanted of need.topics) {
    candidate.topics.forEach((offered, rank) => {
      const share = wanted.weight * closeness(topics, wanted.id, offered) * (rank === 0 ? 1 : SIDE_TOPIC);
      if (share <= best.share || share < LEAST_TOPIC) return;
      const reason: Reason =
        wanted.id === offered
          ? { kind: 'topic', topic: wanted.id, phrase: wanted.phrase }
          : { kind: 'related', topic: offered, to: wanted.id };
      best = { share, reasons: [reason] };
    });
  }
  return best;
}

function wordsCriterion(candidate: Candidate, need: Need): Criterion {
  if (candidate.text === 0) return nothing;
  const met = candidate.met.filter((lexeme) => need.stems.has(lexeme)).length;
  return { share: candidate.text / (candidate.text + HALF_TEXT), reasons: met > 1 ? [{ kind: 'words', words: met }] : [] };
}

function distanceCriterion({ distance_km: km, reach_km: reach, online, on_site, offer_kind }: Candidate): Criterion {
  const everywhereShare = offer_kind === 'tool' || offer_kind === 'aid' ? EVERYWHERE.material : EVERYWHERE.online;
  if (km === null) return { share: everywhereShare, reasons: [] };
  const nearness = HALF_DISTANCE / (HALF_DISTANCE + km);
  if (on_site && reach !== null && km <= reach) {
    const whole = Math.round(km);
    return { share: nearness, reasons: [km <= 75 ? { kind: 'distance', km: whole } : { kind: 'inReach', km: whole, reach }] };
  }
  const everywhere: Reason = online ? { kind: 'online' } : { kind: 'nationwide' };
  const near: Reason[] = km <= 75 ? [{ kind: 'distance', km: Math.round(km) }] : [];
  return { share: Math.max(everywhereShare, nearness), reasons: [...near, everywhere] };
}

function industryCriterion(candidate: Candidate, need: Need): Criterion {
  if (candidate.industries.length === 0) return { share: 0.5, reasons: [] };
  if (need.industry === undefined) return { share: 0.4, reasons: [] };
  return candidate.industries.includes(need.industry) ? { share: 1, reasons: [{ kind: 'industry', industry: need.industry }] } : nothing;
}

function personReasons(candidate: Candidate): Reason[] {
  const reasons: Reason[] = [];
  if (candidate.kind === 'pilot') reasons.push({ kind: 'pilot' });
  if (candidate.kind !== 'offer' && candidate.accredited_until) reasons.push({ kind: 'accredited', until: candidate.accredited_until });
  return reasons;
}

/**
 * How a search ended without what was looked for, and for which topic that counts: the first one meant. Undefined where
 * something near enough was found, or where nothing in particular was looked for.
 */
export function unmetOf(asked: {
  isAsked: boolean;
  topics: readonly string[];
  hits: number;
  isWidened: boolean;
}): { topic: string; kind: 'nothing' | 'onlyFar' | 'notUnderstood' } | undefined {
  const [topic] = asked.topics;
  if (!asked.isAsked) return undefined;
  if (topic === undefined) return { topic: '', kind: 'notUnderstood' };
  if (asked.hits === 0) return { topic, kind: 'nothing' };
  return asked.isWidened ? { topic, kind: 'onlyFar' } : undefined;
}

/** Scores one candidate for a need; every point of the score can be read off the reasons and WEIGHTS. */
export function score(candidate: Candidate, need: Need, topics: Topics): Scored {
  const topic = topicCriterion(candidate, need, topics);
  const words = wordsCriterion(candidate, need);
  const distance = distanceCriterion(candidate);
  const industry = industryCriterion(candidate, need);
  const sum =
    WEIGHTS.topic * topic.share +
    WEIGHTS.words * words.share +
    WEIGHTS.distance * distance.share +
    WEIGHTS.industry * industry.share +
    (candidate.free && candidate.kind === 'offer' ? WEIGHTS.free : 0) +
    (candidate.accredited_until ? WEIGHTS.accredited : 0);
  const free: Reason[] = candidate.free && candidate.kind === 'offer' ? [{ kind: 'free' }] : [];
  return {
    candidate,
    score: Math.round(sum * 10) / 10,
    reasons: [...topic.reasons, ...words.reasons, ...distance.reasons, ...industry.reasons, ...free, ...personReasons(candidate)],
  };
}

/** Whether somebody or something comes to where the company is, or can be used from there, within `radius` kilometres. */
export function isReachable({ distance_km: km, reach_km: reach, online }: Candidate, radius: number): boolean {
  if (km === null || online || reach === null) return true;
  return km <= reach && km <= radius;
}

/** Best first; equal ones by distance, then by id, so that the same question has the same answer. */
export const byScore = (a: Scored, b: Scored): number =>
  b.score - a.score || (a.candidate.distance_km ?? 0) - (b.candidate.distance_km ?? 0) || (a.candidate.id < b.candidate.id ? -1 : 1);

/** At most `most` hits of one organisation in a row of the list: nobody fills the page alone. The rest moves down. */
export function spread(hits: Scored[], most: number, window: number): Scored[] {
  const chosen: Scored[] = [];
  const later: Scored[] = [];
  const used = new Map<string, number>();
  for (const hit of hits) {
    const name = hit.candidate.organisation;
    const count = used.get(name) ?? 0;
    if (chosen.length < window && name !== '' && hit.candidate.kind === 'offer' && count >= most) later.push(hit);
    else {
      chosen.push(hit);
      used.set(name, count + 1);
    }
  }
  return [...chosen, ...later];
}
