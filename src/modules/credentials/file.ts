/** What is in a file that somebody hands in: a credential alone, or the package that also holds the status list. */
import { z } from 'zod';
import { ok, type Result, refused } from '#platform/result.ts';

/** A credential with the status list at the time; the issuer's keys are deliberately not trusted from inside a file. */
const packageSchema = z.looseObject({ credential: z.looseObject({}), statusList: z.looseObject({ id: z.string() }).optional() });

/** Largest file that is looked at, in bytes. */
export const LARGEST_CREDENTIAL = 200 * 1024;

export interface Handed {
  credential: unknown;
  lists: Map<string, unknown>;
}

export function readCredentialFile(text: string): Result<Handed, 'malformed'> {
  if (text.length > LARGEST_CREDENTIAL) return refused('malformed');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('malformed');
  }
  const packed = packageSchema.safeParse(value);
  if (!packed.success) return ok({ credential: value, lists: new Map() });
  const { credential, statusList } = packed.data;
  return ok({ credential, lists: new Map(statusList ? [[statusList.id, statusList]] : []) });
}
