import type { z } from 'zod';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Assessment } from './assessment.ts';
import { answersFileSchema } from './file-schema.ts';
import type { CheckDefinition } from './definition/model.ts';
import { type Measure, parseAnswers, type Ratings } from './model.ts';

/** Largest file that is read, in bytes: ten times what a full check needs. */
export const FILE_LIMIT = 200 * 1024;

/** A filled-in check as a file to take away; `readFile` takes it back. */
export function writeFile(assessment: Assessment): string {
  const measures = assessment.measures.map(({ id: _id, ...measure }) => measure);
  const { checkId: check, version, ratings, notes } = assessment;
  return JSON.stringify({ format: 'transferwerk-check', formatVersion: 1, check, version, ratings, notes, measures }, null, 2);
}

export interface FileContent {
  ratings: Ratings;
  notes: Record<string, string>;
  measures: Omit<Measure, 'id'>[];
}

export type FileFault = 'unreadable' | 'otherCheck' | 'tooLarge';

/** Reads such a file for one check. Everything in it is checked like a form. */
export function readFile(definition: CheckDefinition, content: string): Result<FileContent, FileFault> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return refused('unreadable');
  }
  return contentOf(definition, answersFileSchema.safeParse(json).data);
}

/** What a file holds for one check; `file` undefined where it was none. */
export function contentOf(
  definition: CheckDefinition,
  file: z.output<typeof answersFileSchema> | undefined,
): Result<FileContent, FileFault> {
  if (!file) return refused('unreadable');
  if (file.check !== definition.id) return refused('otherCheck');
  const ratings = parseAnswers(definition, { ratings: file.ratings });
  if (!ratings.ok) return refused('unreadable');
  const known = new Set(definition.themes.flatMap((theme) => theme.checkpoints.map((point) => point.id)));
  const notes = Object.fromEntries(Object.entries(file.notes).filter(([id]) => known.has(id)));
  const measures = file.measures.map((measure) => ({
    text: measure.text,
    responsible: measure.responsible,
    control: measure.control,
    state: measure.state ?? (measure.done ? ('done' as const) : ('open' as const)),
    helper: measure.helper,
    isFirst: measure.isFirst,
    addedOn: measure.addedOn,
    doneOn: measure.doneOn,
    urgency: measure.urgency,
    due: measure.due,
    checkpoint: measure.checkpoint !== undefined && known.has(measure.checkpoint) ? measure.checkpoint : undefined,
  }));
  return ok({ ratings: ratings.value, notes, measures });
}
