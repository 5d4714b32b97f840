/** Whether a credential counts, from nothing but what is handed in: no network, no database, no clock. */
import { ok, type Result, refused } from '#platform/result.ts';
import { type DidDocument, type Fault, issuerOf, type Signed, signedSchema, statusSubjectSchema, subjectSchema } from './model.ts';
import { foreignContext, isSignedBy } from './signature.ts';
import { isSet } from './status-list.ts';

export interface Verified {
  id: string;
  issuer: string;
  /** What our own list calls the issuer; never what the document calls itself. */
  issuerName: string;
  name: string;
  holder: string;
  description: string;
  from: string;
  until: string | undefined;
  key: string;
}

export interface KnownIssuer {
  name: string;
  document: DidDocument;
}

export interface Known {
  /** Issuers that are trusted: our own, and those that the office has entered. Nobody else's word counts, did:key or not. */
  issuers: readonly KnownIssuer[];
  /** Status lists at hand, by their address, as they were published. */
  lists: ReadonlyMap<string, unknown>;
  now: Date;
}

export interface Refusal {
  fault: Fault;
  /** What it is about: a context, an issuer, a day. */
  detail: string;
}

const no = (fault: Fault, detail = ''): Result<never, Refusal> => refused({ fault, detail });

const knownIssuer = (credential: Signed, issuers: readonly KnownIssuer[]): KnownIssuer | undefined =>
  issuers.find((each) => each.document.id === issuerOf(credential));

async function proofFault(credential: Signed, issuers: readonly KnownIssuer[]): Promise<Refusal | undefined> {
  const foreign = foreignContext(credential['@context']);
  if (foreign !== undefined) return { fault: 'foreignContext', detail: foreign };
  // Before anything is computed: a stranger's document costs nothing.
  const document = knownIssuer(credential, issuers)?.document;
  if (!document) return { fault: 'unknownIssuer', detail: issuerOf(credential) };
  const { verificationMethod: method } = credential.proof;
  if (!document.assertionMethod.includes(method)) return { fault: 'unknownKey', detail: method };
  return (await isSignedBy(credential, document)) ? undefined : { fault: 'signature', detail: method };
}

async function statusFault(credential: Signed, { issuers, lists, now }: Known): Promise<Refusal | undefined> {
  const entry = credential.credentialStatus;
  if (!entry) return undefined;
  const address = entry.statusListCredential;
  const found = lists.get(address);
  if (found === undefined) return { fault: 'statusMissing', detail: address };
  const list = signedSchema.safeParse(found);
  const subject = list.success ? statusSubjectSchema.safeParse(list.data.credentialSubject) : undefined;
  const isRight = list.success && list.data.id === address && issuerOf(list.data) === issuerOf(credential);
  if (!isRight || !subject?.success || subject.data.statusPurpose !== entry.statusPurpose || (await proofFault(list.data, issuers))) {
    return { fault: 'statusAltered', detail: address };
  }
  const until = list.data.validUntil;
  if (new Date(list.data.validFrom) > now || (until !== undefined && new Date(until) < now)) {
    return { fault: 'statusExpired', detail: until ?? list.data.validFrom };
  }
  const bit = isSet(subject.data.encodedList, Number(entry.statusListIndex));
  if (bit === undefined) return { fault: 'statusAltered', detail: address };
  return bit ? { fault: 'revoked', detail: address } : undefined;
}

/** Verifies a credential as it was read from a file. Every way in which it can be wrong has its own answer. */
export async function verifyCredential(input: unknown, known: Known): Promise<Result<Verified, Refusal>> {
  const parsed = signedSchema.safeParse(input);
  if (!parsed.success) return no('malformed', parsed.error.issues[0]?.path.join('.') ?? '');
  const credential = parsed.data;
  const proof = await proofFault(credential, known.issuers);
  if (proof) return refused(proof);
  if (new Date(credential.validFrom) > known.now) return no('notYetValid', credential.validFrom);
  if (credential.validUntil !== undefined && new Date(credential.validUntil) < known.now) return no('expired', credential.validUntil);
  const status = await statusFault(credential, known);
  if (status) return refused(status);
  return ok(describe(credential, knownIssuer(credential, known.issuers)?.name ?? ''));
}

/** What a credential says of itself; true only once it is verified. */
function describe(credential: Signed, issuerName: string): Verified {
  const subject = subjectSchema.safeParse(credential.credentialSubject);
  const { identifier, achievement } = subject.success ? subject.data : {};
  return {
    id: credential.id,
    issuer: issuerOf(credential),
    issuerName,
    name: achievement?.name ?? credential.name ?? '',
    holder: identifier?.find((each) => each.identityType === 'name')?.identityHash ?? '',
    description: achievement?.description ?? '',
    from: credential.validFrom,
    until: credential.validUntil,
    key: credential.proof.verificationMethod,
  };
}
