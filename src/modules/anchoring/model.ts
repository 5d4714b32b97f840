import { plusDays } from '#platform/days.ts';
/** How far a partner is with making the network known, how it compares, what it could gain. Pure. */

export const LEVELS = ['management', 'middle', 'advisers'] as const;
export type Level = (typeof LEVELS)[number];
export const isLevel = (text: string): text is Level => (LEVELS as readonly string[]).includes(text);
export const SUPPORT_KINDS = ['material', 'training', 'talk', 'technique', 'other'] as const;
export type SupportKind = (typeof SUPPORT_KINDS)[number];
export interface Contact {
  name: string;
  email: string;
}

export type State = 'notBegun' | 'begun' | 'running' | 'stuck' | 'done';

export interface MeasureFacts {
  level: Level;
  due: string;
  done_on: string | null;
}

/** Where a partner stands: stuck once something is more than this late. */
const STUCK_DAYS = 30;
export function stateOf(concept: { rated: number; total: number } | undefined, measures: readonly MeasureFacts[], today: string): State {
  if (!concept) return 'notBegun';
  const open = measures.filter((measure) => measure.done_on === null);
  const before = plusDays(today, -STUCK_DAYS);
  if (open.some((measure) => measure.due < before)) return 'stuck';
  if (open.length > 0) return 'running';
  return measures.length > 0 && concept.rated === concept.total ? 'done' : 'begun';
}

/** The level at which a partner has most to do: the one with the most urgent points, then some; undefined where none has. */
export function hardestLevel(counts: readonly { level: Level; urgent: number; some: number }[]): Level | undefined {
  const [first] = counts.filter((each) => each.urgent + each.some > 0).toSorted((a, b) => b.urgent - a.urgent || b.some - a.some);
  return first?.level;
}

/** Fewer others than these could be guessed. */
const LEAST_OTHERS = 5;

/** Share of points with a need, rounded to twentieths so that a single partner does not show. */
export function othersShare(others: readonly { withNeed: number; rated: number }[]): number | undefined {
  const rated = others.filter((other) => other.rated > 0);
  if (rated.length < LEAST_OTHERS) return undefined;
  const mean = rated.reduce((sum, other) => sum + other.withNeed / other.rated, 0) / rated.length;
  return Math.round(mean * 20) / 20;
}

/** One thing that the network could do for an organisation, with its reason. */
export type Line =
  | { kind: 'others'; topic: string; count: number; districts: number }
  | { kind: 'gap'; topic: string; share: number }
  | { kind: 'network'; name: string; href: string }
  | { kind: 'programme'; topic: string; title: string; href: string }
  | { kind: 'check'; topic: string; title: string; href: string };

export interface PotentialFacts {
  /** Topics of its own offers, the most frequent first. */
  own: readonly string[];
  /** Neighbouring topics on which it has nothing itself, with how many offers of others reach its region. */
  others: readonly { topic: string; count: number; districts: number }[];
  /** Share of the people reached on its own topics, by topic. */
  reach: readonly { topic: string; share: number }[];
  networks: readonly { name: string; href: string }[];
  programmes: readonly { topics: readonly string[]; title: string; href: string }[];
  checks: readonly { topics: readonly string[]; title: string; href: string }[];
}

const LITTLE = 0.5;
const MOST_EACH = 3;

/** What the network could do for it: never a line without what it follows from. */
export function potentialOf({ own, others, reach, networks, programmes, checks }: PotentialFacts): Line[] {
  const first = <Thing extends { topics: readonly string[] }>(things: readonly Thing[]) =>
    things.flatMap((thing) => {
      const topic = own.find((each) => thing.topics.includes(each));
      return topic ? [{ thing, topic }] : [];
    });
  return [
    ...others
      .filter((other) => other.count > 0 && !own.includes(other.topic))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, MOST_EACH)
      .map((other): Line => ({ kind: 'others', ...other })),
    ...reach
      .filter(({ topic, share }) => own.includes(topic) && share < LITTLE)
      .toSorted((a, b) => a.share - b.share)
      .slice(0, MOST_EACH)
      .map((each): Line => ({ kind: 'gap', ...each })),
    ...networks.slice(0, MOST_EACH).map((network): Line => ({ kind: 'network', ...network })),
    ...first(programmes)
      .slice(0, MOST_EACH)
      .map(({ thing, topic }): Line => ({ kind: 'programme', topic, title: thing.title, href: thing.href })),
    ...first(checks)
      .slice(0, MOST_EACH)
      .map(({ thing, topic }): Line => ({ kind: 'check', topic, title: thing.title, href: thing.href })),
  ];
}
