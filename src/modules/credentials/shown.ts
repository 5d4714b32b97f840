import { z } from 'zod';
import type { CredentialRow } from './store.ts';

const documentSchema = z.looseObject({
  issuer: z.looseObject({ name: z.string() }),
  credentialSubject: z.looseObject({
    achievement: z.looseObject({
      description: z.string(),
      criteria: z.looseObject({ narrative: z.string() }),
      creator: z.looseObject({ name: z.string() }).optional(),
    }),
  }),
});

/** What stands in a credential of ours, for people; empty where its holder was forgotten. */
export function partsOf(row: Pick<CredentialRow, 'document'>): { issuer: string; description: string; criteria: string; sponsors: string } {
  const parsed = documentSchema.safeParse(row.document);
  if (!parsed.success) return { issuer: '', description: '', criteria: '', sponsors: '' };
  const { issuer, credentialSubject } = parsed.data;
  const { description, criteria, creator } = credentialSubject.achievement;
  return { issuer: issuer.name, description, criteria: criteria.narrative, sponsors: creator?.name ?? '' };
}

/** Whether a credential of ours counts on a day. */
export const standing = (row: Pick<CredentialRow, 'revoked_at' | 'valid_until'>, today: string): 'valid' | 'expired' | 'revoked' =>
  row.revoked_at ? 'revoked' : row.valid_until !== null && row.valid_until < today ? 'expired' : 'valid';
