import { isLocal } from '#platform/http/local-path.ts';
import { hash, verify } from '@node-rs/argon2';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { magicLink } from 'better-auth/plugins/magic-link';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { audit } from '#platform/audit/index.ts';
import type { Config, OidcConfig } from '#platform/config.ts';
import { MINUTE } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { newId } from '#platform/ids.ts';
import type { Logger } from 'pino';
import { SESSION_LIMITS } from './model.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from './password.ts';
import { markSession } from './store/sessions.ts';

/** Argon2id as OWASP recommends it: 19 MiB, two passes, one lane. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON);

export const SSO = 'sso';
/** Ten minutes at most (ASVS 5.0, 6.5.5). */
const LINK_MINUTES = 10;
const FRESH_MINUTES = 15;

/** How a session was begun, by the endpoint that began it. */
const METHODS: Record<string, string> = {
  '/magic-link/verify': 'link',
  '/sign-in/email': 'password',
  '/passkey/verify-authentication': 'passkey',
  '/callback/:id': 'sso',
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'recovery',
};

/** Whether the passkey asked for a PIN, a finger or a face: then it is two factors in one (WebAuthn §6.1, flag UV). */
function wasUserVerified(body: unknown): boolean {
  const data = (body as { response?: { response?: { authenticatorData?: unknown } } } | undefined)?.response?.response?.authenticatorData;
  const flags = typeof data === 'string' ? Buffer.from(data, 'base64url')[32] : undefined;
  return flags !== undefined && (flags & 0x04) !== 0;
}

interface SessionContext {
  path: string;
  body: unknown;
  context: { newSession: { session: { token: string; userId: string }; user: { twoFactorEnabled?: boolean | null } } | null };
}

/** Notes on a new session how it was begun and whether two factors were shown. */
async function noteSession(db: Db, ctx: SessionContext): Promise<void> {
  const begun = ctx.context.newSession?.session;
  const method = METHODS[ctx.path];
  // better-auth names a session "new" when it only lives longer, too: that is nobody's sign-in. And after a right
  // password it takes the session back at once where a second factor is set: nothing has begun yet.
  if (!begun || method === undefined) return;
  if (method === 'password' && ctx.context.newSession?.user.twoFactorEnabled) return;
  const { token, userId } = begun;
  const isStrong = method === 'totp' || method === 'recovery' || (method === 'passkey' && wasUserVerified(ctx.body));
  await markSession(db, token, method, isStrong ? new Date() : null);
  await audit(db, { action: 'session.begun', kind: 'account', record: userId, details: { method, twoFactors: isStrong } });
}

/** A place of our own to return to; everything else could lead away. */
export const localPath = (text: string | undefined): string | undefined =>
  text !== undefined && text.length <= 301 && isLocal(text) ? text : undefined;

/** What our own sign-in page is led to by better-auth when the other service gave no address that counts. */
export const NO_PROVEN_ADDRESS = 'email_not_found';

/**
 * An address is a key here (invitations, one's own requests): it counts only when the other service proved it.
 * Without one better-auth makes neither account nor session.
 */
const provenAddress = (profile: Record<string, unknown>, trustsEmails: boolean) =>
  trustsEmails || String(profile['email_verified']) === 'true' ? { emailVerified: true } : { email: '' };

const ssoPlugin = (oidc: OidcConfig) =>
  genericOAuth({
    config: [
      {
        providerId: SSO,
        discoveryUrl: `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        mapProfileToUser: (profile) => provenAddress(profile, oidc.trustsEmails),
      },
    ],
  });

/** better-auth on our database, spoken to from our own pages; none of its own routes is open but the return from single sign-on. */
export function createAuth(db: Db, config: Config, secret: Buffer, logger: Logger) {
  return betterAuth({
    appName: 'Transferwerk',
    baseURL: config.publicUrl,
    secret: secret.toString('base64url'),
    database: { db: db.withSchema('accounts') as never, type: 'postgres' },
    telemetry: { enabled: false },
    onAPIError: { errorURL: '/anmelden?fehler=sso' },
    rateLimit: { enabled: false }, // ours are in the database and shared by all instances
    logger: { log: (level, message) => level === 'error' && logger.error({ area: 'accounts' }, message.slice(0, 200)) },
    session: {
      expiresIn: SESSION_LIMITS.ordinary.idle / 1000,
      updateAge: (5 * MINUTE) / 1000,
      freshAge: (FRESH_MINUTES * MINUTE) / 1000,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true, // an address is proven by its link first
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: { hash: hashPassword, verify: ({ hash: known, password }) => verify(known, password) },
    },
    account: { accountLinking: { enabled: true }, encryptOAuthTokens: true },
    advanced: {
      cookiePrefix: 'transferwerk',
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
      useSecureCookies: config.publicUrl.startsWith('https:'),
    },
    plugins: [
      magicLink({
        expiresIn: LINK_MINUTES * 60,
        storeToken: 'hashed',
        sendMagicLink: ({ token, metadata }) => (metadata?.['deliver'] as ((token: string) => void) | undefined)?.(token),
      }),
      // Its lock by account would let a stranger lock the owner out; ours counts by account and address (service/guesses.ts).
      twoFactor({ issuer: 'Transferwerk', allowPasswordless: true, trustDeviceMaxAge: 0, accountLockout: { enabled: false } }),
      passkey({
        rpName: 'Transferwerk',
        origin: new URL(config.publicUrl).origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      }),
      ...(config.oidc ? [ssoPlugin(config.oidc)] : []),
    ],
    hooks: {
      after: createAuthMiddleware(async (ctx) => {
        // A second factor shown in a running session: a new session takes its place, so that no old token grows in power.
        const isStep = ctx.path === '/two-factor/verify-totp' || ctx.path === '/two-factor/verify-backup-code';
        const old = ctx.context.session;
        if (isStep && old && !ctx.context.newSession && !(ctx.context.returned instanceof Error)) {
          const session = await ctx.context.internalAdapter.createSession(old.user.id, false);
          await setSessionCookie(ctx, { session, user: old.user });
          await ctx.context.internalAdapter.deleteSession(old.session.token);
        }
        await noteSession(db, ctx as unknown as SessionContext);
      }),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** A session this young may change what signs in. */
export const isFresh = (began: Date, now: Date): boolean => now.getTime() - began.getTime() <= FRESH_MINUTES * MINUTE;

export const LINK_LIFE_MINUTES = LINK_MINUTES;
/** An invitation lives long, because it does not sign in; one that may open a strong role lives shorter. */
export const INVITATION_DAYS = { ordinary: 30, strong: 7 } as const;
