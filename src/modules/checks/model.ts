import { z } from 'zod';
import { ok, type Result, refused } from '#platform/result.ts';
import { AIMS, type Aim, type Topics } from '#modules/topics/index.ts';
import { isPlanned, type Measure } from './measure.ts';
import { type CheckDefinition, type Checkpoint, checkpointsOf } from './definition/model.ts';

export * from './measure.ts';

/** How much has to be done at a check point, in the company's own judgement. */
export const RATINGS = ['none', 'some', 'urgent', 'notApplicable'] as const;
export type Rating = (typeof RATINGS)[number];

export type Ratings = Readonly<Record<string, Rating>>;

/** The need of a theme: its worst rating; `open` while nothing in it is rated. */
export type Need = 'none' | 'some' | 'urgent' | 'open';

export interface Counts {
  none: number;
  some: number;
  urgent: number;
  notApplicable: number;
  open: number;
}

export interface ThemeResult {
  id: string;
  need: Need;
  counts: Counts;
}

export interface AimResult {
  aim: Aim;
  counts: Counts;
}

export interface Evaluation {
  /** Every check point has a rating. */
  complete: boolean;
  rated: number;
  total: number;
  themes: ThemeResult[];
  /** Urgent check points in the order of the check. */
  urgent: Checkpoint[];
  /** Check points with some need, in the order of the check. */
  some: Checkpoint[];
}

function count(points: readonly Checkpoint[], ratings: Ratings): Counts {
  const counts: Counts = { none: 0, some: 0, urgent: 0, notApplicable: 0, open: 0 };
  for (const point of points) counts[ratings[point.id] ?? 'open']++;
  return counts;
}

function needOf(counts: Counts): Need {
  if (counts.urgent > 0) return 'urgent';
  if (counts.some > 0) return 'some';
  return counts.none + counts.notApplicable > 0 ? 'none' : 'open';
}

/** What the ratings say, theme by theme. Ratings of check points that the check does not have are not counted. */
export function evaluate(definition: CheckDefinition, ratings: Ratings): Evaluation {
  const points = checkpointsOf(definition);
  const rated = points.filter((point) => ratings[point.id] !== undefined).length;
  return {
    complete: rated === points.length,
    rated,
    total: points.length,
    themes: definition.themes.map((theme) => {
      const counts = count(theme.checkpoints, ratings);
      return { id: theme.id, need: needOf(counts), counts };
    }),
    urgent: points.filter((point) => ratings[point.id] === 'urgent'),
    some: points.filter((point) => ratings[point.id] === 'some'),
  };
}

/** The same ratings by the network's three aims: a check point counts for every aim that one of its topics serves. */
export function evaluateByAim(definition: CheckDefinition, ratings: Ratings, topics: Topics): AimResult[] {
  const serves = (point: Checkpoint, aim: Aim) => point.topics.some((id) => topics.get(id)?.aims.includes(aim));
  return AIMS.map((aim) => ({
    aim,
    counts: count(
      checkpointsOf(definition).filter((point) => serves(point, aim)),
      ratings,
    ),
  }));
}

/** The topics that matter most: of the urgent points, then of those with some need; most frequent first. */
export function topicsInNeed(evaluation: Evaluation, most: number): string[] {
  const weight = new Map<string, number>();
  const add = (points: Checkpoint[], worth: number) => {
    for (const point of points) {
      point.topics.forEach((topic, rank) => weight.set(topic, (weight.get(topic) ?? 0) + worth / (rank + 1)));
    }
  };
  add(evaluation.urgent, 4);
  if (evaluation.urgent.length === 0) add(evaluation.some, 1);
  return [...weight]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([topic]) => topic);
}

export interface DeclarationStatus {
  ratedAll: boolean;
  planned: number;
  required: number;
  /** A self-declaration may be issued. */
  reached: boolean;
}

/** How far the company is from a self-declaration: everything rated and enough measures fully planned. */
export function declarationStatus(definition: CheckDefinition, evaluation: Evaluation, measures: readonly Measure[]): DeclarationStatus {
  const planned = measures.filter((measure) => isPlanned(measure) && measure.state !== 'dropped').length;
  const required = definition.declaration.measures;
  return { ratedAll: evaluation.complete, planned, required, reached: evaluation.complete && planned >= required };
}

/** Steps that the network counts, without knowing who took them (domain: awareness, analysis, measures carried out). */
export const STAGES = ['started', 'result', 'analysed', 'planned', 'carriedOut'] as const;
export type Stage = (typeof STAGES)[number];

/** The stages that a filled-in check has reached by its content. */
export function stagesReached(evaluation: Evaluation, measures: readonly Measure[]): Stage[] {
  const stages: Stage[] = ['started'];
  if (evaluation.complete) stages.push('analysed');
  if (measures.some(isPlanned)) stages.push('planned');
  if (measures.some((measure) => measure.state === 'done')) stages.push('carriedOut');
  return stages;
}

const answersSchema = z.object({ ratings: z.record(z.string(), z.unknown()) });

/**
 * Reads answers that come from outside, as in `{ "ratings": { "<checkpoint-id>": "urgent" } }`.
 * Refuses with one sentence for every unknown check point and every unknown value.
 */
export function parseAnswers(definition: CheckDefinition, input: unknown): Result<Ratings, string[]> {
  const parsed = answersSchema.safeParse(input);
  if (!parsed.success) return refused(['The answers have to be an object { "ratings": { "<checkpoint-id>": "<rating>" } }.']);
  const known = new Set(checkpointsOf(definition).map((point) => point.id));
  const faults: string[] = [];
  const ratings: Record<string, Rating> = {};
  for (const [id, value] of Object.entries(parsed.data.ratings)) {
    if (!known.has(id)) faults.push(`The check "${definition.id}" has no check point "${id}".`);
    else if (!RATINGS.includes(value as Rating)) {
      faults.push(`"${id}": ${JSON.stringify(value)} is no rating; possible are ${RATINGS.join(', ')}.`);
    } else ratings[id] = value as Rating;
  }
  return faults.length > 0 ? refused(faults) : ok(ratings);
}
