import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { grantByLink } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Db } from './database/index.ts';
import { newId } from './ids.ts';
import type { PlatformTables } from './tables.ts';

const SIGNATURE_BYTES = 16;
/** What the token of a private link looks like: 43 characters of base64url. */
export const LINK_TOKEN = '[A-Za-z0-9_-]{43}';
const TOKEN = new RegExp(`^${LINK_TOKEN}$`);

export interface Link {
  id: string;
  purpose: string;
  subject: string;
  expiresAt: Date;
}

export type LinkFault = 'unknown' | 'expired' | 'revoked';

/**
 * Private links: signed (a guessed one never reaches the database), expiring, revocable.
 * A token is 16 bytes of the link's id and 16 bytes of HMAC-SHA-256 over purpose and id, as 43 base64url characters.
 * Tokens are never stored: whoever may send a link computes it from its id.
 */
export interface Links {
  create(db: Db, purpose: string, subject: string, expiresAt: Date): Promise<string>;
  token(purpose: string, id: string): string;
  /** Opens a link; for the rest of the request its holder may do what it is for. */
  open(db: Db, purpose: string, token: string): Promise<Link | LinkFault>;
  extend(db: Db, id: string, expiresAt: Date): Promise<void>;
  revokeAll(db: Db, purpose: string, subject: string): Promise<void>;
}

const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');
const idText = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The signing secret that all instances share; made once. */
export async function sharedSecret(db: Db, name: string): Promise<Buffer> {
  const tables = db.withTables<PlatformTables>();
  await tables
    .insertInto('platform.secret')
    .values({ name, value: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tables.selectFrom('platform.secret').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return row.value;
}

export function createLinks(secret: Buffer, clock: Clock): Links {
  const sign = (purpose: string, id: Buffer) =>
    createHmac('sha256', secret).update(purpose).update('\0').update(id).digest().subarray(0, SIGNATURE_BYTES);

  return {
    async create(db, purpose, subject, expiresAt) {
      const now = clock.now();
      const id = newId(now.getTime());
      await db
        .withTables<PlatformTables>()
        .insertInto('platform.link')
        .values({ id, purpose, subject, created_at: now, expires_at: expiresAt, revoked_at: null })
        .execute();
      return id;
    },

    token: (purpose, id) => Buffer.concat([idBytes(id), sign(purpose, idBytes(id))]).toString('base64url'),

    async open(db, purpose, token) {
      if (!TOKEN.test(token)) return 'unknown';
      const bytes = Buffer.from(token, 'base64url');
      const id = bytes.subarray(0, 16);
      if (!timingSafeEqual(bytes.subarray(16), sign(purpose, id))) return 'unknown';
      const row = await db
        .withTables<PlatformTables>()
        .selectFrom('platform.link')
        .selectAll()
        .where('id', '=', idText(id))
        .where('purpose', '=', purpose)
        .executeTakeFirst();
      if (!row) return 'unknown';
      if (row.revoked_at) return 'revoked';
      if (row.expires_at <= clock.now()) return 'expired';
      grantByLink(purpose, row.subject);
      return { id: row.id, purpose, subject: row.subject, expiresAt: row.expires_at };
    },

    async extend(db, id, expiresAt) {
      await db.withTables<PlatformTables>().updateTable('platform.link').set({ expires_at: expiresAt }).where('id', '=', id).execute();
    },

    async revokeAll(db, purpose, subject) {
      await db
        .withTables<PlatformTables>()
        .updateTable('platform.link')
        .set({ revoked_at: clock.now() })
        .where('purpose', '=', purpose)
        .where('subject', '=', subject)
        .where('revoked_at', 'is', null)
        .execute();
    },
  };
}
