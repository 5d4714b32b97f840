import { z } from 'zod';

/** The shape of content/cases.yaml; the process is that of the programmes, handed in so that this file stands by itself. */
export const casesSchemaOf = <Process extends z.ZodType>(process: Process) =>
  z.strictObject({
    $schema: z.string().optional(),
    hoursPerDay: z.number().min(1).max(12),
    backdateDays: z.number().int().min(0).max(365),
    ratingWeeks: z.number().int().min(1).max(52),
    effectMonths: z.array(z.number().int().min(0).max(60)).min(1).max(6),
    leastAnswers: z.number().int().min(5).max(100),
    remindDays: z.number().int().min(1).max(60),
    process,
  });
