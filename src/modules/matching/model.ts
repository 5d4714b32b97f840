import type { Topics } from '#modules/topics/index.ts';
import type { Candidate } from '#modules/search/index.ts';
import { CRITERIA, type CriterionId, type MatchingConfig } from './config.ts';
import type { Need, Reason } from './need.ts';
import { type Asked, isFull, RATE } from './criteria.ts';

export interface Scored {
  candidate: Candidate;
  /** 0–100 */
  score: number;
  reasons: Reason[];
  /** The score line by line. */
  lines: Line[];
  /** Can take nothing more at present. */
  isFull: boolean;
}

/** One criterion of a score: how well it fits, and the points that makes. */
export interface Line {
  criterion: CriterionId;
  share: number;
  points: number;
  /** The most it can make. */
  weight: number;
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

/** Scores one candidate for a need; every point of the score stands in its lines. */
export function score(candidate: Candidate, asked: Asked, { weights }: MatchingConfig): Scored {
  const lines = CRITERIA.map((criterion) => {
    const { share, reasons } = RATE[criterion](candidate, asked);
    return { criterion, share, points: Math.round(weights[criterion] * share * 10) / 10, reasons };
  });
  return {
    candidate,
    score: Math.round(lines.reduce((sum, line) => sum + weights[line.criterion] * line.share, 0) * 10) / 10,
    reasons: lines.flatMap((line) => line.reasons),
    lines: lines.map(({ criterion, share, points }) => ({ criterion, share, points, weight: weights[criterion] })),
    isFull: candidate.kind !== 'offer' && isFull(asked.signal, asked.today),
  };
}

/** Whether somebody or something comes to where the company is, or can be used from there, within `radius` kilometres. */
export function isReachable({ distance_km: km, reach_km: reach, online }: Candidate, radius: number): boolean {
  if (km === null || online || reach === null) return true;
  return km <= reach && km <= radius;
}

/** A number for somebody on a day: whoever stands before whom among equals changes every day, for all alike. */
const turn = (id: string, day: string): number => {
  let value = 0x811c9dc5;
  for (const character of `${day} ${id}`) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 0;
};

/**
 * Best first. Hits whose points differ by no more than the band from the best of their group are equal: what costs nothing
 * stands before what costs (where that is wished), and the rest takes turns from day to day. Whoever has no time comes last.
 */
export function inOrder(hits: readonly Scored[], day: string, { order }: MatchingConfig): Scored[] {
  const sorted = hits.toSorted((a, b) => b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1));
  const groups: Scored[][] = [];
  for (const hit of sorted) {
    const group = groups.at(-1);
    if (group?.[0] && group[0].score - hit.score <= order.band) group.push(hit);
    else groups.push([hit]);
  }
  const cost = ({ candidate }: Scored) => (order.freeFirst && candidate.kind === 'offer' && !candidate.free ? 1 : 0);
  const ordered = groups.flatMap((group) =>
    group.toSorted(
      (a, b) => cost(a) - cost(b) || turn(a.candidate.id, day) - turn(b.candidate.id, day) || (a.candidate.id < b.candidate.id ? -1 : 1),
    ),
  );
  return [...ordered.filter((hit) => !hit.isFull), ...ordered.filter((hit) => hit.isFull)];
}

/** How sure a topic has to be to count for the breadth of a need. */
const SURE = 0.4;
const LEADING_PILOTS = 2;

/** Whether a need touches so many fields that somebody should lead through them. */
export const isBroad = (need: Need, topics: Topics, { order }: MatchingConfig): boolean =>
  new Set(need.topics.filter(({ weight }) => weight >= SURE).flatMap(({ id }) => topics.get(id)?.field ?? [])).size >= order.pilotsFrom;

/** Puts the best pilots first where the need is broad, and says why. */
export function pilotsFirst(hits: readonly Scored[]): Scored[] {
  const leading = hits.filter(({ candidate, isFull: full }) => candidate.kind === 'pilot' && !full).slice(0, LEADING_PILOTS);
  const first = leading.map((hit): Scored => ({ ...hit, reasons: [{ kind: 'leads' }, ...hit.reasons] }));
  return [...first, ...hits.filter((hit) => !leading.includes(hit))];
}

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
