import { daysBetween, plusMonths } from '#platform/days.ts';
import type { NetworksConfig } from './config.ts';

export type NetworkState = 'active' | 'dormant' | 'reactivated';

/** What is known of a network's life. Days are `YYYY-MM-DD`. */
export interface Standing {
  state: NetworkState;
  lastActivity: string;
  /** When it was last asked whether it is still there. */
  askedOn: string | null;
  /** Since when its state counts; null where nobody noted it. */
  stateSince: string | null;
}

export type Step = { kind: 'ask' } | { kind: 'state'; state: NetworkState } | undefined;

/** Whether the question still waits for a sign of life. */
export const isAsked = (askedOn: string | null, lastActivity: string): boolean => askedOn !== null && askedOn > lastActivity;

/**
 * What is to be done about a network today: it is asked first, and falls asleep only when the question stayed
 * unanswered; one that woke again counts as active after a while.
 */
export function nextStep(standing: Standing, today: string, rules: NetworksConfig['activity']): Step {
  const { state, lastActivity, askedOn, stateSince } = standing;
  if (state === 'dormant') return undefined;
  const silent = daysBetween(lastActivity, today);
  if (askedOn !== null && isAsked(askedOn, lastActivity)) {
    const isOver = silent >= rules.dormantAfterDays && daysBetween(askedOn, today) >= rules.askBeforeDays;
    return isOver ? { kind: 'state', state: 'dormant' } : undefined;
  }
  if (silent >= rules.dormantAfterDays - rules.askBeforeDays) return { kind: 'ask' };
  const isSteady = state === 'reactivated' && stateSince !== null && daysBetween(stateSince, today) >= rules.reactivatedDays;
  return isSteady ? { kind: 'state', state: 'active' } : undefined;
}

/** The state after a sign of life: who slept is active again, everybody else stays what they are. */
export const afterActivity = (state: NetworkState): NetworkState => (state === 'dormant' ? 'reactivated' : state);

/** Whether everything is said that an application needs. */
export const missingEvidence = (criteria: readonly { id: string }[], evidence: Readonly<Record<string, string>>): string[] =>
  criteria.flatMap(({ id }) => ((evidence[id] ?? '') === '' ? [id] : []));

/** The day on which a decision ends that counts for whole years. */
export const untilAfter = (today: string, years: number): string => plusMonths(today, 12 * years);

/** Two networks of one district in which the same partners sit. */
export interface Shared {
  partners: readonly string[];
  /** How many partners the smaller of the two has. */
  smaller: number;
  /** Topics on which the shared partners have offers, the most frequent first. */
  topics: readonly { topic: string; offers: number }[];
  /** What the other plans next. */
  next: { title: string; day: string } | undefined;
}

export type Proposal =
  | { kind: 'bundle'; share: number }
  | { kind: 'event'; title: string; day: string }
  | { kind: 'topic'; topic: string; offers: number }
  | { kind: 'meet' };

const BUNDLE_SHARE = 0.5;
const TOPIC_OFFERS = 2;

/**
 * What two networks may do together, the weightiest first. The charter on working in the regions says that networks of
 * the same partners are bundled; below half of the smaller one it is enough to do something together.
 */
export function proposalsFor({ partners, smaller, topics, next }: Shared): Proposal[] {
  const share = smaller === 0 ? 0 : partners.length / smaller;
  const [topic] = topics;
  const proposals: Proposal[] = [];
  if (share >= BUNDLE_SHARE) proposals.push({ kind: 'bundle', share });
  if (next) proposals.push({ kind: 'event', ...next });
  if (topic && topic.offers >= TOPIC_OFFERS) proposals.push({ kind: 'topic', topic: topic.topic, offers: topic.offers });
  return proposals.length > 0 ? proposals : [{ kind: 'meet' }];
}

/** How often each topic is the first of an offer, the most frequent first. */
export function topicCounts(offers: readonly { topics: readonly string[] }[]): { topic: string; offers: number }[] {
  const counts = new Map<string, number>();
  for (const { topics } of offers) {
    const [first] = topics;
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return [...counts]
    .map(([topic, count]) => ({ topic, offers: count }))
    .toSorted((a, b) => b.offers - a.offers || (a.topic < b.topic ? -1 : 1));
}

/** What the platform knows about a network's year. */
export interface Figures {
  partners: number;
  accepted: number;
  districts: number;
  inhabitants: number;
  events: { day: string; title: string }[];
  requests: number;
  answered: number;
  offers: number;
}
