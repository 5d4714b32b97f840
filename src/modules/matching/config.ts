import { z } from 'zod';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';

/** What counts for the order of hits. */
export const CRITERIA = [
  'topic',
  'text',
  'distance',
  'industry',
  'size',
  'language',
  'format',
  'cost',
  'availability',
  'accreditation',
  'results',
] as const;
export type CriterionId = (typeof CRITERIA)[number];

const weight = z.number().min(0).max(100);

/** The file content/matching.yaml; published as a JSON Schema for editors. */
export const matchingSchema = z
  .strictObject({
    $schema: z.string().optional(),
    weights: z.strictObject(Object.fromEntries(CRITERIA.map((id) => [id, weight])) as Record<CriterionId, typeof weight>),
    order: z.strictObject({
      band: z.number().min(0).max(20),
      freeFirst: z.boolean(),
      pilotsFrom: z.number().int().min(2).max(10),
    }),
  })
  .refine(({ weights }) => Object.values(weights).reduce((sum, each) => sum + each, 0) === 100, {
    path: ['weights'],
    message: 'the weights have to add up to 100',
  });

export type MatchingConfig = z.output<typeof matchingSchema>;

/** Weights and order. @throws Error where the file is no such file */
export const loadMatching = (): MatchingConfig => readContent(fromRoot('content', 'matching.yaml'), matchingSchema);
