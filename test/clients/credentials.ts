import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import * as dcc from '@digitalcredentials/vc';
import type { Client, Finding, Instance } from './kinds.ts';
import { bytesOf } from './tools.ts';

const LIST = '/nachweise/status/1';

interface Method {
  id: string;
}
interface DidDocument {
  id: string;
  verificationMethod: Method[];
}
type Known = { document: object } | undefined;

async function readList(instance: Instance): Promise<Finding> {
  const did = JSON.parse((await bytesOf(instance, '/.well-known/did.json')).toString()) as DidDocument;
  const credential = JSON.parse((await bytesOf(instance, LIST)).toString()) as Record<string, unknown>;
  const documentLoader = (url: string) => {
    const own = url === did.id ? did : did.verificationMethod.find(({ id }) => id === url);
    const known: Known = own
      ? { document: { '@context': 'https://w3id.org/security/multikey/v1', ...own } }
      : credentialContexts.has(url)
        ? { document: credentialContexts.get(url) ?? {} }
        : undefined;
    if (!known) throw new Error(`not here: ${url}`);
    return Promise.resolve({ contextUrl: null, documentUrl: url, ...known });
  };
  const verified = async (each: object) =>
    (await dcc.verifyCredential({ credential: each, suite: new DataIntegrityProof({ cryptosuite }), documentLoader, now: new Date() }))
      .verified;
  // A judge that believes everything is none.
  const altered = { ...credential, validUntil: '2999-01-01T00:00:00Z' };
  const fault = !(await verified(credential))
    ? 'the signature does not hold'
    : (await verified(altered))
      ? 'an altered one is believed'
      : undefined;
  return { address: LIST, fault, note: 'signature holds; altered, it does not' };
}

export const credentialClients: Client[] = [
  { name: '@digitalcredentials/vc', missing: () => Promise.resolve(undefined), check: async (instance) => [await readList(instance)] },
];
