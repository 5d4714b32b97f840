import { z } from 'zod';
import { ok, type Result, refused } from '#platform/result.ts';
import type { CheckSource } from './load.ts';
import { contentHash } from './hash.ts';
import { checkFileSchema, translationFileSchema } from './schema.ts';

/** A check as plain JSON for other programs: everything that the YAML files hold, and the hash that names this version. */
export const exchangeSchema = z.strictObject({
  format: z.literal('transferwerk-check-definition'),
  formatVersion: z.literal(1),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 over the German original in canonical JSON, without $schema and adopted'),
  check: checkFileSchema,
  translations: z.strictObject({ en: translationFileSchema.optional(), leicht: translationFileSchema.optional() }),
});

export const toExchange = ({ file, translations }: CheckSource): z.output<typeof exchangeSchema> => ({
  format: 'transferwerk-check-definition',
  formatVersion: 1,
  hash: contentHash(file),
  check: file,
  translations,
});

/** Reads such a JSON; refuses with one sentence for every fault, also where the hash is another than the content's. */
export function fromExchange(input: unknown): Result<CheckSource, string[]> {
  const parsed = exchangeSchema.safeParse(input);
  if (!parsed.success) return refused(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`));
  const { check, translations, hash } = parsed.data;
  if (contentHash(check) !== hash) return refused(['hash: the content is another than the hash says']);
  return ok({ file: check, translations });
}
