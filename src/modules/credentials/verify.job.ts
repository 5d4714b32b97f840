/** Runs apart: what somebody hands in is read and verified; canonical RDF costs whatever its author wants. */
import type { Result } from '#platform/result.ts';
import { readCredentialFile } from './file.ts';
import { type Known, type Refusal, type Verified, verifyCredential } from './verify.ts';

export interface Handed {
  /** A credential or a package, as it was handed in. */
  text: string;
  /** Status lists at hand are ours and win over those in the package. */
  known: Known;
}

export default async function verify({ text, known }: Handed): Promise<Result<Verified, Refusal>> {
  const handed = readCredentialFile(text);
  if (!handed.ok) return { ok: false, fault: { fault: handed.fault, detail: '' } };
  const { credential, lists } = handed.value;
  return verifyCredential(credential, { ...known, lists: new Map([...lists, ...known.lists]) });
}
