/**
 * Credentials as the field writes them: Open Badges 3.0 on the Verifiable Credentials Data Model 2.0 (W3C), status by
 * Bitstring Status List 1.0, issuer by did:web. Pure.
 */
import { z } from 'zod';

export const VC_CONTEXT = 'https://www.w3.org/ns/credentials/v2';
const BADGE_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/** Entries of one status list: the least that the specification allows (16 KiB), so that one entry hides among many. */
export const LIST_LENGTH = 131_072;

export type CredentialKind = 'certificate' | 'seal' | 'accreditation';

/** Open Badges 3.0, AchievementType: what each kind is called there. */
const ACHIEVEMENT_TYPES: Record<CredentialKind, string> = {
  certificate: 'CertificateOfCompletion',
  seal: 'QualityAssuranceCredential',
  accreditation: 'Certification',
};

export interface Achievement {
  /** Address of the page that says what it is. */
  url: string;
  name: string;
  description: string;
  /** What had to be done for it. */
  criteria: string;
  hours?: number | undefined;
}

export interface CredentialFacts {
  number: string;
  kind: CredentialKind;
  holder: string;
  achievement: Achievement;
  /** Moments in ISO 8601, UTC. */
  from: string;
  until: string | null;
  /** Position in the status list. */
  index: number;
  /** Organisations that carry the training. */
  sponsors: readonly string[];
}

export interface Issuer {
  did: string;
  name: string;
  /** Base of all addresses, without a slash at its end. */
  publicUrl: string;
}

/** The identifier of whoever answers under this address (did:web): host and port, a path behind colons. */
export function didOf(publicUrl: string): string {
  const { host, pathname } = new URL(publicUrl);
  const path = pathname.split('/').filter(Boolean);
  return ['did', 'web', encodeURIComponent(host), ...path].join(':');
}

export const statusListUrl = (publicUrl: string): string => `${publicUrl}/nachweise/status/1`;

/** The credential without its proof. */
export function credentialOf(facts: CredentialFacts, { did, name, publicUrl }: Issuer) {
  const { achievement, number } = facts;
  const list = statusListUrl(publicUrl);
  return {
    '@context': [VC_CONTEXT, BADGE_CONTEXT],
    id: `${publicUrl}/nachweise/${number}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.name,
    issuer: { id: did, type: ['Profile'], name, url: publicUrl },
    validFrom: facts.from,
    ...(facts.until ? { validUntil: facts.until } : {}),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: facts.holder, identityType: 'name' }],
      achievement: {
        id: achievement.url,
        type: ['Achievement'],
        achievementType: ACHIEVEMENT_TYPES[facts.kind],
        name: achievement.name,
        description: achievement.description,
        criteria: { narrative: achievement.criteria },
        inLanguage: 'de',
        ...(achievement.hours === undefined ? {} : { creditsAvailable: achievement.hours }),
        ...(facts.sponsors.length > 0
          ? // Its own name: what carries it is not who issues it, and a graph knows things by their names.
            { creator: { id: `${achievement.url}#traeger`, type: ['Profile'], name: facts.sponsors.join(', ') } }
          : {}),
      },
      ...(achievement.hours === undefined ? {} : { creditsEarned: achievement.hours }),
    },
    credentialStatus: {
      id: `${list}#${facts.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(facts.index),
      statusListCredential: list,
    },
  };
}

/** A status list without its proof; `encoded` is the compressed bitstring. */
export const statusCredentialOf = (encoded: string, from: string, until: string, { did, publicUrl }: Issuer) => ({
  '@context': [VC_CONTEXT],
  id: statusListUrl(publicUrl),
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: did,
  validFrom: from,
  validUntil: until,
  credentialSubject: {
    id: `${statusListUrl(publicUrl)}#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: encoded,
  },
});

/** Why a credential is not accepted. Each has its own answer; the last three say that something is missing, not that it is false. */
export const FAULTS = [
  'malformed',
  'foreignContext',
  'unknownIssuer',
  'unknownKey',
  'signature',
  'notYetValid',
  'expired',
  'revoked',
  'statusAltered',
  'statusExpired',
  'statusMissing',
] as const;
export type Fault = (typeof FAULTS)[number];

const text = z.string().min(1).max(2000);
const moment = z.iso.datetime({ offset: true });
const proof = z.looseObject({
  type: z.literal('DataIntegrityProof'),
  cryptosuite: z.literal('eddsa-rdfc-2022'),
  verificationMethod: text,
  proofPurpose: z.literal('assertionMethod'),
  proofValue: text,
});
const issuer = z.union([text, z.looseObject({ id: text, name: z.string().optional() })]);

/** What must be there before anything is computed. */
export const signedSchema = z.looseObject({
  '@context': z.array(z.unknown()).min(1).max(10),
  id: text,
  type: z
    .array(text)
    .max(10)
    .refine((types) => types.includes('VerifiableCredential')),
  name: z.string().optional(),
  issuer,
  validFrom: moment,
  validUntil: moment.optional(),
  credentialSubject: z.looseObject({}),
  credentialStatus: z
    .looseObject({
      type: z.literal('BitstringStatusListEntry'),
      statusPurpose: z.string(),
      statusListIndex: z.string().regex(/^\d{1,8}$/),
      statusListCredential: text,
    })
    .optional(),
  proof,
});
export type Signed = z.output<typeof signedSchema>;

export const subjectSchema = z.looseObject({
  identifier: z.array(z.looseObject({ identityHash: z.string(), identityType: z.string() })).optional(),
  achievement: z.looseObject({ name: z.string(), description: z.string().optional() }).optional(),
});

export const statusSubjectSchema = z.looseObject({
  type: z.literal('BitstringStatusList'),
  statusPurpose: z.string(),
  encodedList: z.string().regex(/^u[\w-]+$/),
});

export const issuerOf = (credential: Signed): string => (typeof credential.issuer === 'string' ? credential.issuer : credential.issuer.id);

export interface MultiKey {
  id: string;
  type: 'Multikey';
  controller: string;
  publicKeyMultibase: string;
}

export const didDocumentSchema = z.looseObject({
  id: z.string().regex(/^did:[a-z]+:[\w.:%-]+$/),
  verificationMethod: z
    .array(
      z.looseObject({ id: text, type: z.literal('Multikey'), controller: text, publicKeyMultibase: z.string().regex(/^z6Mk\w{40,60}$/) }),
    )
    .min(1)
    .max(50),
  assertionMethod: z.array(text).min(1),
});
export type DidDocument = z.output<typeof didDocumentSchema>;

/** Who issues, with all keys that ever signed: what an old one signed stays verifiable. */
export const didDocument = (did: string, keys: readonly MultiKey[]) => ({
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  id: did,
  verificationMethod: [...keys],
  assertionMethod: keys.map((key) => key.id),
});

/** Where the document of a did:web lies (W3C did:web, 3.2): whoever enters it compares it there. */
export function webAddress(did: string): string | undefined {
  const parts = did.startsWith('did:web:') ? did.slice('did:web:'.length).split(':').map(decodeURIComponent) : [];
  const [host, ...path] = parts;
  if (!host) return undefined;
  return `https://${host}${path.length > 0 ? `/${path.join('/')}` : '/.well-known'}/did.json`;
}

/** The document of a did:key: the key is the identifier (W3C did:key, Ed25519 only). */
export function keyDocument(did: string): DidDocument | undefined {
  const key = /^did:key:(z6Mk\w{40,60})$/.exec(did)?.[1];
  if (!key) return undefined;
  const method: MultiKey = { id: `${did}#${key}`, type: 'Multikey', controller: did, publicKeyMultibase: key };
  return { id: did, verificationMethod: [{ ...method }], assertionMethod: [method.id] };
}
