import { z } from 'zod';
import { isDay } from '#platform/forms/index.ts';
import { MOST_MEASURES, MOST_NOTE_CHARACTERS } from './assessment.ts';
import { MEASURE_STATES, URGENCIES } from './measure.ts';

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
