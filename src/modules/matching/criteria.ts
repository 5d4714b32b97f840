import { closeness, type Topics } from '#modules/topics/index.ts';
import type { Candidate } from '#modules/search/index.ts';
import type { CriterionId } from './config.ts';
import type { Need, Reason } from './need.ts';

/** What is known of somebody besides their entry: how much they have on their hands, and what came of it. */
export interface Signal {
  /** Requests that are open or taken up now. */
  cases: number;
  /** How many at a time they say they can take; null: not said. */
  capacity: number | null;
  /** Away until this day. */
  awayUntil: string | null;
  /** Requests that were closed, and answered in time, in the last two years. */
  closed: number;
  declined: number;
}

export interface Rating {
  /** 0–1 */
  share: number;
  reasons: Reason[];
}

export interface Asked {
  need: Need;
  topics: Topics;
  signal: Signal | undefined;
  today: string;
}

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
/** Where nothing is known it counts for half: neither for nor against. */
const UNKNOWN: Rating = { share: 0.5, reasons: [] };
const NOTHING: Rating = { share: 0, reasons: [] };
const FULL: Rating = { share: 1, reasons: [] };

function topic(candidate: Candidate, { need, topics }: Asked): Rating {
  let best = NOTHING;
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

function text({ text: score, met }: Candidate, { need }: Asked): Rating {
  if (score === 0) return NOTHING;
  const words = met.filter((lexeme) => need.stems.has(lexeme)).length;
  return { share: score / (score + HALF_TEXT), reasons: words > 1 ? [{ kind: 'words', words }] : [] };
}

function distance({ distance_km: km, reach_km: reach, online, on_site, offer_kind }: Candidate): Rating {
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

function industry({ industries }: Candidate, { need }: Asked): Rating {
  if (industries.length === 0 || need.industry === undefined) return UNKNOWN;
  return industries.includes(need.industry) ? { share: 1, reasons: [{ kind: 'industry', industry: need.industry }] } : NOTHING;
}

function size({ sizes }: Candidate, { need }: Asked): Rating {
  if (sizes.length === 0 || need.size === undefined) return UNKNOWN;
  return sizes.includes(need.size) ? { share: 1, reasons: [{ kind: 'size', size: need.size }] } : NOTHING;
}

const language = ({ languages }: Candidate, { need }: Asked): Rating =>
  need.language === undefined
    ? UNKNOWN
    : languages.includes(need.language)
      ? { share: 1, reasons: [{ kind: 'language', language: need.language }] }
      : NOTHING;

/** Whoever comes and is there online, too, fits whatever turns out to be wanted. */
const format = ({ online, on_site }: Candidate): Rating => (online && on_site ? FULL : UNKNOWN);

const cost = ({ free, kind }: Candidate): Rating =>
  kind === 'offer' ? (free ? { share: 1, reasons: [{ kind: 'free' }] } : NOTHING) : free ? FULL : UNKNOWN;

/** Whether somebody can take nothing more at present. */
export const isFull = (signal: Signal | undefined, today: string): boolean =>
  signal !== undefined &&
  ((signal.capacity !== null && signal.cases >= signal.capacity) || (signal.awayUntil !== null && signal.awayUntil >= today));

function availability({ kind }: Candidate, { signal, today }: Asked): Rating {
  if (kind === 'offer' || signal === undefined) return UNKNOWN;
  if (isFull(signal, today)) return { share: 0, reasons: [{ kind: 'full', until: signal.awayUntil }] };
  return signal.capacity === null ? UNKNOWN : { share: 1 - signal.cases / signal.capacity, reasons: [{ kind: 'hasTime' }] };
}

function accreditation({ kind, accredited_until: until }: Candidate): Rating {
  if (kind === 'offer') return UNKNOWN;
  const pilot: Reason[] = kind === 'pilot' ? [{ kind: 'pilot' }] : [];
  return until === null ? { share: 0, reasons: pilot } : { share: 1, reasons: [...pilot, { kind: 'accredited', until }] };
}

/** What came of earlier requests: smoothed, so that one lucky case does not beat twenty good ones. */
function results(_: Candidate, { signal }: Asked): Rating {
  if (!signal || signal.closed + signal.declined === 0) return UNKNOWN;
  const share = (signal.closed + 1) / (signal.closed + signal.declined + 2);
  return { share, reasons: signal.closed > 2 ? [{ kind: 'closed', cases: signal.closed }] : [] };
}

/** The whole table: each criterion rates a candidate from 0 to 1 and says why. Nothing else makes a score. */
export const RATE: Record<CriterionId, (candidate: Candidate, asked: Asked) => Rating> = {
  topic,
  text,
  distance,
  industry,
  size,
  language,
  format,
  cost,
  availability,
  accreditation,
  results,
};
