/** Runs apart: a filled-in check out of a file. */
import type { z } from 'zod';
import { answersFileSchema } from './file-schema.ts';

/** Undefined where it is no such file. */
export default function readAnswers(text: string): z.output<typeof answersFileSchema> | undefined {
  try {
    return answersFileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
