import { plusDays } from '#platform/days.ts';
/** What becomes of research results: paths, the board, what a result touches. Pure. */

export const KINDS = ['text', 'tool', 'survey', 'brochure'] as const;
export type Kind = (typeof KINDS)[number];
export const PATHS = ['aid', 'check', 'offer', 'story', 'trend'] as const;
export type Path = (typeof PATHS)[number];
export type StepState = 'open' | 'done' | 'dropped';

/** What a person says of a text that was made easy to read. */
export const CHECKED = ['action', 'abbreviations', 'example', 'read'] as const;
export type Checked = (typeof CHECKED)[number];

export interface StepFacts {
  state: StepState;
  due: string;
}

/** Where a result stands: handed in, agreed, arrived, or come to nothing. */
export type Standing = 'handed' | 'underway' | 'arrived' | 'nothing';
export function standingOf(steps: readonly Pick<StepFacts, 'state'>[]): Standing {
  if (steps.length === 0) return 'handed';
  if (steps.some((step) => step.state === 'open')) return 'underway';
  return steps.some((step) => step.state === 'done') ? 'arrived' : 'nothing';
}

export const isLate = (step: StepFacts, today: string): boolean => step.state === 'open' && step.due < today;

/** Half a year before its end something of a project should be on its way. */
export const SOON_DAYS = 183;
/** Whether a project ends soon, or has ended, with nothing transferred. */
export function endsWithNothing(project: { ends_on: string }, standings: readonly Standing[], today: string): boolean {
  const soon = plusDays(today, SOON_DAYS);
  return project.ends_on <= soon && !standings.includes('arrived');
}

export interface Point {
  /** check/point */
  id: string;
  topics: readonly string[];
  lexemes: ReadonlyMap<string, number>;
}

const LEAST = 0.25;

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, rarity: (lexeme: string) => number): number {
  let product = 0;
  let [first, second] = [0, 0];
  for (const [lexeme, impact] of a) {
    first += (impact * rarity(lexeme)) ** 2;
    product += impact * (b.get(lexeme) ?? 0) * rarity(lexeme) ** 2;
  }
  for (const [lexeme, impact] of b) second += (impact * rarity(lexeme)) ** 2;
  return first === 0 || second === 0 ? 0 : product / Math.sqrt(first * second);
}

/** Check points that something touches, the closest first: by the topics they share, and by their words. */
export function touched(
  subject: { topics: readonly string[]; lexemes: ReadonlyMap<string, number> },
  points: readonly Point[],
  rarity: (lexeme: string) => number,
  most: number,
): { id: string; score: number; shared: string[] }[] {
  return points
    .map(({ id, topics, lexemes }) => {
      const shared = subject.topics.filter((topic) => topics.includes(topic));
      const byTopic = topics.length === 0 ? 0 : shared.length / Math.min(topics.length, Math.max(1, subject.topics.length));
      return { id, shared, score: 0.6 * byTopic + 0.4 * Math.min(1, 3 * cosine(subject.lexemes, lexemes, rarity)) };
    })
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}
