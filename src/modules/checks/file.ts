import { z } from 'zod';
import { isDay } from '#platform/forms/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Assessment } from './assessment.ts';
import { MOST_MEASURES, MOST_NOTE_CHARACTERS } from './assessment.ts';
import type { CheckDefinition } from './definition/model.ts';
import { type Measure, MEASURE_STATES, parseAnswers, type Ratings, URGENCIES } from './model.ts';

/** Largest file that is read, in bytes: ten times what a full check needs. */
export const FILE_LIMIT = 200 * 1024;

const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.toWellFormed().replaceAll('\0', ''));

/** A filled-in check as a file. */
export const answersFileSchema = z.object({
  format: z.literal('transferwerk-check'),
  formatVersion: z.literal(1),
  check: z.string().max(60),
  version: z.number().int(),
  ratings: z.record(z.string(), z.unknown()),
  notes: z.record(z.string(), text(MOST_NOTE_CHARACTERS)),
  measures: z
    .array(
      z.object({
        checkpoint: z.string().max(60).optional(),
        text: text(300),
        urgency: z.enum(URGENCIES).optional(),
        responsible: text(120),
        due: z.string().refine(isDay).optional(),
        control: text(300),
        state: z.enum(MEASURE_STATES).optional(),
        helper: text(120).default(''),
        isFirst: z.boolean().default(false),
        addedOn: z.string().refine(isDay).optional(),
        doneOn: z.string().refine(isDay).optional(),
        /** Files of the first version say only this. */
        done: z.boolean().default(false),
      }),
    )
    .max(MOST_MEASURES),
});

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

/** Reads such a file for one check. Everything in it is checked like a form. */
export function readFile(definition: CheckDefinition, content: string): Result<FileContent, 'unreadable' | 'otherCheck'> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return refused('unreadable');
  }
  const parsed = answersFileSchema.safeParse(json);
  if (!parsed.success) return refused('unreadable');
  if (parsed.data.check !== definition.id) return refused('otherCheck');
  const ratings = parseAnswers(definition, { ratings: parsed.data.ratings });
  if (!ratings.ok) return refused('unreadable');
  const known = new Set(definition.themes.flatMap((theme) => theme.checkpoints.map((point) => point.id)));
  const notes = Object.fromEntries(Object.entries(parsed.data.notes).filter(([id]) => known.has(id)));
  const measures = parsed.data.measures.map((measure) => ({
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
