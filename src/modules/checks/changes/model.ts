/**
 * Answers as a history of changes that merges by itself: company and consultant, several devices, with and without a
 * connection, in any order, end equal. Each answer (check point × side × field) is a multi-value register: a change
 * replaces those that its author had seen; changes that did not know of each other stand side by side until somebody
 * decides (Shapiro et al., "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011, §3.2.2).
 */
import type { Rating, Ratings } from '../model.ts';

/** Whose word it is. The consultant's stands beside the company's and never replaces it. */
export const SIDES = ['company', 'consultant'] as const;
export type Side = (typeof SIDES)[number];

export const FIELDS = ['rating', 'note'] as const;
export type Field = (typeof FIELDS)[number];

export interface Change {
  id: string;
  checkpoint: string;
  side: Side;
  field: Field;
  /** A rating or the text of a note; empty takes it back. */
  value: string;
  /** Ids of the changes of the same answer that the author saw and replaces. */
  seen: readonly string[];
  /** Lamport clock: greater than that of everything its author had seen of this answer. */
  clock: number;
  /** When, in ISO 8601; for people to read, never for deciding. */
  at: string;
}

/** Most changes of one assessment: a limit against misuse, some hundred times what a check takes. */
export const MOST_CHANGES = 20_000;
/** How far a clock may run ahead of everything known: enough for years without a connection, too little to block an answer. */
export const CLOCK_SLACK = 100_000;

export const registerOf = ({ checkpoint, side, field }: Pick<Change, 'checkpoint' | 'side' | 'field'>): string =>
  `${checkpoint} ${side} ${field}`;

/** Which of two changes shows while both stand: the later one, by clock and then by id, the same everywhere. */
export const byPrecedence = (a: Pick<Change, 'id' | 'clock'>, b: Pick<Change, 'id' | 'clock'>): number =>
  b.clock - a.clock || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/** The changes that nobody has replaced yet, by answer, the one that shows first. */
export function headsOf(changes: Iterable<Change>): Map<string, Change[]> {
  const all = [...changes];
  const replaced = new Set(all.flatMap((change) => change.seen));
  const heads = new Map<string, Change[]>();
  for (const change of all) {
    if (replaced.has(change.id)) continue;
    const register = registerOf(change);
    heads.set(register, [...(heads.get(register) ?? []), change]);
  }
  for (const [register, list] of heads) heads.set(register, list.toSorted(byPrecedence));
  return heads;
}

/** Both histories together, each change once. The order of the arguments does not matter for what stands in the end. */
export function mergeChanges<Known extends Change>(known: readonly Known[], more: readonly Known[]): Known[] {
  const ids = new Set(known.map((change) => change.id));
  const fresh = more.filter((change) => !ids.has(change.id) && ids.add(change.id));
  return [...known, ...fresh];
}

/** The change that replaces what now stands of an answer. */
export function nextChange(
  heads: readonly Change[],
  wish: Pick<Change, 'checkpoint' | 'side' | 'field' | 'value'>,
  made: Pick<Change, 'id' | 'at'>,
): Change {
  return { ...wish, ...made, seen: heads.map((head) => head.id), clock: Math.max(0, ...heads.map((head) => head.clock)) + 1 };
}

/** Two devices of the same side that did not know of each other said different things. */
export interface Conflict {
  checkpoint: string;
  side: Side;
  field: Field;
  /** The value that shows, then the others. */
  values: string[];
}

export interface Said {
  ratings: Record<string, Rating>;
  notes: Record<string, string>;
}

export interface Standing {
  company: Said;
  consultant: Said;
  conflicts: Conflict[];
}

export const nothingSaid = (): Said => ({ ratings: {}, notes: {} });

/** Puts one answer where it belongs. */
export function putAnswer(said: Said, field: Field, checkpoint: string, value: string): void {
  if (value === '') return;
  if (field === 'rating') said.ratings[checkpoint] = value as Rating;
  else said.notes[checkpoint] = value;
}

/** What stands after all changes. */
export function standingOf(changes: Iterable<Change>): Standing {
  const standing: Standing = { company: nothingSaid(), consultant: nothingSaid(), conflicts: [] };
  for (const [head, ...others] of headsOf(changes).values()) {
    if (!head) continue;
    putAnswer(standing[head.side], head.field, head.checkpoint, head.value);
    const values = [...new Set([head, ...others].map((change) => change.value))];
    if (values.length > 1) standing.conflicts.push({ checkpoint: head.checkpoint, side: head.side, field: head.field, values });
  }
  standing.conflicts.sort((a, b) => (registerOf(a) < registerOf(b) ? -1 : 1));
  return standing;
}

/** How the two ratings of a check point relate. */
export type Accord = 'alone' | 'same' | 'different';

export function accordOf(company: Ratings, consultant: Ratings, checkpoint: string): Accord {
  const advice = consultant[checkpoint];
  if (advice === undefined) return 'alone';
  return advice === company[checkpoint] ? 'same' : 'different';
}

/** Earlier ratings of one side at one check point, newest first, without the one that stands. */
export const earlierRatings = (changes: readonly Change[], side: Side, checkpoint: string): Change[] => {
  const own = changes.filter((change) => change.side === side && change.field === 'rating' && change.checkpoint === checkpoint);
  const standing = new Set([...headsOf(own).values()].flat().map((change) => change.id));
  return own.filter((change) => !standing.has(change.id)).toSorted((a, b) => (a.at < b.at ? 1 : -1));
};
