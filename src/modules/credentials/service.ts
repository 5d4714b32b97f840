import { randomBytes, randomInt } from 'node:crypto';
import { addDays, localDay } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { newId } from '#platform/ids.ts';
import { apart, type ApartLimits } from '#platform/files/apart.ts';
import { type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { numberFrom } from '#modules/declarations/index.ts';
import {
  type Achievement,
  type CredentialKind,
  credentialOf,
  didDocument,
  type DidDocument,
  didOf,
  type Issuer,
  LIST_LENGTH,
  statusCredentialOf,
  statusListUrl,
} from './model.ts';
import { newKey, sign, type SigningKey } from './signature.ts';
import { encodeList } from './status-list.ts';
import {
  allKeys,
  credentialByNumber,
  type CredentialRow,
  insertCredential,
  insertFirstKey,
  replaceKey,
  revokedIndexes,
  type StoredKey,
  trustedIssuers,
} from './store.ts';
import type verifyJob from './verify.job.ts';
import type { KnownIssuer, Refusal, Verified } from './verify.ts';

export interface NewIssue {
  kind: CredentialKind;
  userId: string | null;
  holder: string;
  achievement: Achievement;
  sponsors: readonly string[];
  /** Last day on which it counts; null: it does not end. */
  until: string | null;
}

export interface Credentials {
  readonly issuer: Issuer;
  /** Issues in the caller's transaction; whoever calls has asked whether it may. */
  issue(trx: Db, wish: NewIssue): Promise<CredentialRow>;
  byNumber(number: string): Promise<CredentialRow | undefined>;
  /** The issuer as did:web publishes it. */
  document(): Promise<ReturnType<typeof didDocument>>;
  /** The signed list of what was taken back, true at this moment. */
  statusList(): Promise<Record<string, unknown>>;
  /** Whose word counts here, by the name that our list gives them: ourselves and whom the office has entered. */
  issuers(): Promise<KnownIssuer[]>;
  /** Verifies what somebody hands in, as text: ours with the list of this moment, others with the lists in the package. */
  verify(text: string): Promise<Result<Verified, Refusal>>;
  rotateIfOld(): Promise<boolean>;
}

/** A list counts for a day; who verifies fetches a new one. */
const LIST_DAYS = 1;
const KEY_DAYS = 365;
const MOST_TRIES = 20;
const LIMITS: ApartLimits = { seconds: 8, memoryMb: 384, answerMb: 1 };
const second = (date: Date) => `${date.toISOString().slice(0, 19)}Z`;
const keyName = (date: Date) => `k-${localDay(date)}-${randomBytes(3).toString('hex')}`;

export function createCredentials({ db, clock, config }: Services, name: string): Credentials {
  const did = didOf(config.publicUrl);
  const issuer: Issuer = { did, name, publicUrl: config.publicUrl };

  async function keys(into: Db = db): Promise<StoredKey[]> {
    const found = await allKeys(into, did);
    if (found.length > 0) return found;
    const fresh = keyName(clock.now());
    await insertFirstKey(into, fresh, await newKey(did, fresh), clock.now());
    return allKeys(into, did);
  }
  async function keyInUse(into?: Db): Promise<SigningKey> {
    const key = (await keys(into)).find((each) => each.retiredAt === null);
    if (!key) throw new Error('no key is in use');
    return key;
  }

  async function document(): Promise<ReturnType<typeof didDocument>> {
    const all = await keys();
    return didDocument(
      did,
      all.map(({ id, type, controller, publicKeyMultibase }) => ({ id, type, controller, publicKeyMultibase })),
    );
  }

  async function statusList(): Promise<Record<string, unknown>> {
    const now = clock.now();
    const encoded = encodeList(await revokedIndexes(db));
    return sign(statusCredentialOf(encoded, second(now), second(addDays(now, LIST_DAYS)), issuer), await keyInUse(), now);
  }

  async function knownIssuers(): Promise<KnownIssuer[]> {
    const own = { name, document: (await document()) as unknown as DidDocument };
    const others = (await trustedIssuers(db)).filter((each) => each.confirmed_at !== null && each.did !== did);
    return [own, ...others.map((each) => ({ name: each.name, document: each.document }))];
  }

  return {
    issuer,
    document,
    issuers: knownIssuers,
    statusList,
    byNumber: (number) => credentialByNumber(db, number),

    async issue(trx, { kind, userId, holder, achievement, sponsors, until }) {
      const now = clock.now();
      const key = await keyInUse(trx);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const number = numberFrom('NW', randomBytes(12));
        const index = randomInt(LIST_LENGTH);
        const lasts = until === null ? null : `${until}T23:59:59Z`;
        const unsigned = credentialOf({ number, kind, holder, achievement, from: second(now), until: lasts, index, sponsors }, issuer);
        const row = {
          id: newId(now.getTime()),
          number,
          kind,
          user_id: userId,
          holder,
          title: achievement.name,
          issued_at: now,
          valid_until: until,
          status_index: index,
          document: await sign(unsigned, key, now),
        };
        if (await insertCredential(trx, row)) return { ...row, revoked_at: null, revoked_why: '' };
      }
      throw new Error('the status list is full');
    },

    async verify(text) {
      const lists = new Map([[statusListUrl(config.publicUrl), await statusList()]]);
      const known = { issuers: await knownIssuers(), lists, now: clock.now() };
      const done = await apart<typeof verifyJob>('modules/credentials/verify.job.ts', { text, known }, LIMITS);
      if (done.ok) return done.value;
      return refused({ fault: done.fault === 'busy' ? 'busy' : 'tooCostly', detail: '' });
    },

    async rotateIfOld() {
      const [newest] = await allKeys(db, did);
      if (!newest || newest.createdAt > addDays(clock.now(), -KEY_DAYS)) return false;
      const fresh = keyName(clock.now());
      await replaceKey(db, fresh, await newKey(did, fresh), clock.now());
      return true;
    },
  };
}
