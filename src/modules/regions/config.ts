import { z } from 'zod';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';

const id = z.string().regex(/^[a-z][a-zA-Z0-9-]*$/);
const both = { de: z.string().min(3), en: z.string().min(3) };
const days = z.number().int().min(7).max(2000);

/** The file content/networks.yaml; published as a JSON Schema for editors. */
export const networksSchema = z
  .strictObject({
    $schema: z.string().optional(),
    activity: z.strictObject({ dormantAfterDays: days, askBeforeDays: days, reactivatedDays: days }),
    recognition: z.strictObject({
      years: z.number().int().min(1).max(10),
      remindDays: days,
      criteria: z
        .array(z.strictObject({ id, ...both, hint: z.strictObject(both) }))
        .min(1)
        .max(20),
    }),
    report: z.strictObject({
      questions: z
        .array(z.strictObject({ id, ...both }))
        .min(1)
        .max(10),
    }),
  })
  .refine(({ activity }) => activity.askBeforeDays < activity.dormantAfterDays, {
    path: ['activity', 'askBeforeDays'],
    message: 'who is asked has to have time to answer before the network falls asleep',
  });

export type NetworksConfig = z.output<typeof networksSchema>;
export type Criterion = NetworksConfig['recognition']['criteria'][number];

/** How networks are looked after. @throws Error where the file is no such file */
export const loadNetworks = (): NetworksConfig => readContent(fromRoot('content', 'networks.yaml'), networksSchema);
