import { closeness, type Topics } from '#modules/topics/index.ts';
import { containment } from '#modules/search/index.ts';

/** Something that somebody offers or wants to: what the comparison needs of it. */
export interface Work {
  /** What sort of thing it is: a kind of offer, or of another work; undefined where only a text is known. */
  form: string | undefined;
  /** Topic ids, the main one first. */
  topics: readonly string[];
  /** Lexemes with how telling each is, by the analysis of the search. */
  lexemes: ReadonlyMap<string, number>;
  shingles: ReadonlySet<number>;
  industries: readonly string[];
  sizes: readonly string[];
  online: boolean;
  reach_km: number | null;
  place: { lat: number; lon: number } | undefined;
}

/** Shares from 0 to 1 of what two works have in common. */
export interface Agreement {
  /** The same sequences of words. */
  copy: number;
  /** The same words, weighed by how rare they are. */
  words: number;
  topics: number;
  form: number;
  audience: number;
  region: number;
}

/** Near copy; the same thing in other words; about the same; not related. */
export type Verdict = 'copy' | 'same' | 'related' | 'none';

export interface Comparison {
  agreement: Agreement;
  /** 0–1: how much of it is there already. */
  score: number;
  verdict: Verdict;
}

/**
 * How the parts make the score. What two works are about and the words they use decide whether they are the same thing;
 * what sort of thing and for whom bends it; a near copy is one whatever the rest says. Tuned on the odd entries of
 * test/overlap/offers.yaml, reported on the even ones.
 */
const WEIGHTS = { words: 0.55, topics: 0.2, form: 0.2, audience: 0.05 } as const;
/** Words agree fully from this cosine on: two people never choose the same ones. */
const FULL_WORDS = 0.45;
const LIMITS = { copy: 0.6, same: 0.62, related: 0.42 } as const;

/** Cosine of two documents' lexemes, each weighed by its rarity. */
function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, rarity: (lexeme: string) => number): number {
  let product = 0;
  let first = 0;
  let second = 0;
  for (const [lexeme, impact] of a) {
    const value = impact * rarity(lexeme);
    first += value * value;
    const other = b.get(lexeme);
    if (other !== undefined) product += value * other * rarity(lexeme);
  }
  for (const [lexeme, impact] of b) second += (impact * rarity(lexeme)) ** 2;
  return first === 0 || second === 0 ? 0 : product / Math.sqrt(first * second);
}

/** How well two lists of topics agree: each topic with its best in the other list, main topics twice. */
function topicAgreement(a: readonly string[], b: readonly string[], topics: Topics): number {
  if (a.length === 0 || b.length === 0) return 0;
  const oneWay = (from: readonly string[], to: readonly string[]) => {
    let sum = 0;
    let weights = 0;
    from.forEach((topic, rank) => {
      const weight = rank === 0 ? 2 : 1;
      weights += weight;
      sum += weight * Math.max(...to.map((other) => closeness(topics, topic, other)));
    });
    return sum / weights;
  };
  return (oneWay(a, b) + oneWay(b, a)) / 2;
}

/** Empty means everybody: it agrees with all. */
function listAgreement(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 1;
  return a.filter((each) => b.includes(each)).length / Math.min(a.length, b.length);
}

/** Forms that do the same for a company. */
const LIKE = [
  ['tool', 'aid'],
  ['training', 'event'],
  ['advice', 'training'],
];
const LIKE_FORM = 0.4;

function formAgreement(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return 0.6;
  if (a === b) return 1;
  return LIKE.some((pair) => pair.includes(a) && pair.includes(b)) ? LIKE_FORM : 0;
}

const KM_PER_DEGREE = 111.2;
/** Whether two offers meet the same companies: by reach, or because at least one can be used from anywhere. */
function regionAgreement(a: Work, b: Work): number {
  if (a.online || b.online || a.reach_km === null || b.reach_km === null || !a.place || !b.place) return 1;
  const east = (a.place.lon - b.place.lon) * Math.cos((a.place.lat * Math.PI) / 180);
  const km = KM_PER_DEGREE * Math.hypot(a.place.lat - b.place.lat, east);
  return Math.max(0, Math.min(1, 1 - km / (a.reach_km + b.reach_km)));
}

/** What a new work and one that is there have in common. `rarity`: how rare a lexeme is in the whole stock. */
export function compare(a: Work, b: Work, rarity: (lexeme: string) => number, topics: Topics): Comparison {
  const agreement: Agreement = {
    copy: containment(a.shingles, b.shingles),
    words: Math.min(1, Math.sqrt(cosine(a.lexemes, b.lexemes, rarity) / FULL_WORDS)),
    topics: topicAgreement(a.topics, b.topics, topics),
    form: formAgreement(a.form, b.form),
    audience: (listAgreement(a.industries, b.industries) + listAgreement(a.sizes, b.sizes)) / 2,
    region: regionAgreement(a, b),
  };
  const sum =
    WEIGHTS.words * agreement.words +
    WEIGHTS.topics * agreement.topics +
    WEIGHTS.form * agreement.form +
    WEIGHTS.audience * agreement.audience;
  const score = Math.max(sum, agreement.copy);
  return { agreement, score, verdict: verdictOf(score, agreement.copy) };
}

const verdictOf = (score: number, copy: number): Verdict => {
  if (copy >= LIMITS.copy) return 'copy';
  if (score >= LIMITS.same) return 'same';
  return score >= LIMITS.related ? 'related' : 'none';
};
