import { isAPIError } from 'better-auth/api';
import { currentActor } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { hashPassword, LINK_LIFE_MINUTES, SSO } from '../auth.ts';
import { type PasswordFault, passwordFault } from '../password.ts';
import * as people from '../store/people.ts';
import { endSessionByToken, endSessions } from '../store/sessions.ts';
import { accountsTexts } from '../texts.ts';
import type { Context } from './context.ts';

/** The cookies of an answer, to be handed on to the browser. */
export type Cookies = string[];
const cookiesOf = (headers: Headers): Cookies => headers.getSetCookie();

export type SignInFault = 'wrong' | 'tooMany' | 'expired';

const QUARTER = 15 * 60;
const HOUR = 3600;

/** Turns what better-auth refuses into a value; everything else is a bug. */
async function attempt<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isAPIError(error)) return undefined;
    throw error;
  }
}

export interface SignIn {
  /** Sends a link to whatever address; says the same whether it is known or not. */
  sendLink(email: string, next: string | undefined, locale: Locale): Promise<Result<undefined, 'tooMany'>>;
  /** The token of a link, without a mail: for the command line and for accepted invitations. */
  linkToken(email: string): Promise<string>;
  useLink(token: string, headers: Headers): Promise<Result<Cookies, SignInFault>>;
  /** `secondFactor`: the password was right, a code is still missing. */
  password(email: string, password: string, headers: Headers): Promise<Result<{ cookies: Cookies; secondFactor: boolean }, SignInFault>>;
  /** A code of the authenticator app, or one of the recovery codes. */
  secondFactor(code: string, headers: Headers): Promise<Result<Cookies, SignInFault>>;
  signOut(headers: Headers): Promise<Cookies>;
  ssoUrl(next: string, headers: Headers): Promise<{ url: string; cookies: Cookies } | undefined>;
  /** Begins the second factor: the secret as an address for the app, and the recovery codes, shown once. */
  beginTotp(headers: Headers): Promise<{ uri: string; codes: string[]; cookies: Cookies } | undefined>;
  newRecoveryCodes(headers: Headers): Promise<string[] | undefined>;
  setPassword(password: string): Promise<Result<undefined, PasswordFault>>;
  /** Whether this is the account's password; counted, as every guess is. */
  checkPassword(password: string): Promise<boolean>;
}

export function createSignIn(context: Context): SignIn {
  const { auth, attempts, mailer, config, within, id, logger } = context;

  async function linkToken(email: string): Promise<string> {
    let token = '';
    const metadata = {
      deliver: (made: string) => {
        token = made;
      },
    };
    await auth.api.signInMagicLink({ body: { email: email.toLowerCase(), metadata }, headers: new Headers() });
    return token;
  }

  /** Notes a failed attempt: how and why, never who or with what. */
  function failed(method: string, fault: SignInFault) {
    logger.warn({ event: 'signIn.failed', method, fault }, 'sign-in failed');
    return refused(fault);
  }

  return {
    linkToken,

    async sendLink(email, next, locale) {
      if (!(await attempts.take('sign-in-link', email.toLowerCase(), 5, HOUR))) return refused('tooMany');
      const token = await linkToken(email);
      const t = accountsTexts(locale).mail;
      const url = `${config.publicUrl}/anmelden/link/${token}${next ? `?weiter=${encodeURIComponent(next)}` : ''}`;
      await within(async (_, trx) =>
        mailer.queue(trx, mailKey(id(), 'sign-in'), { to: email, subject: t.linkSubject, text: t.link(url, LINK_LIFE_MINUTES) }),
      );
      return ok(undefined);
    },

    async useLink(token, headers) {
      const done = await attempt(() => auth.api.magicLinkVerify({ query: { token }, headers, returnHeaders: true }));
      return done ? ok(cookiesOf(done.headers)) : failed('link', 'expired');
    },

    async password(email, password, headers) {
      const address = email.toLowerCase();
      if (!(await attempts.take('sign-in-password', address, 8, QUARTER))) return failed('password', 'tooMany');
      const done = await attempt(() => auth.api.signInEmail({ body: { email: address, password }, headers, returnHeaders: true }));
      if (!done) return failed('password', 'wrong');
      await attempts.clear('sign-in-password', address);
      const secondFactor = 'twoFactorRedirect' in (done.response as object);
      return ok({ cookies: cookiesOf(done.headers), secondFactor });
    },

    async secondFactor(code, headers) {
      const who = currentActor().userId ?? headers.get('cookie') ?? '';
      if (!(await attempts.take('second-factor', who, 6, QUARTER))) return failed('secondFactor', 'tooMany');
      const digits = code.replace(/\s+/g, '');
      const isTotp = /^\d{6}$/.test(digits);
      const done = isTotp
        ? await attempt(() => auth.api.verifyTOTP({ body: { code: digits }, headers, returnHeaders: true }))
        : await attempt(() => auth.api.verifyBackupCode({ body: { code: digits }, headers, returnHeaders: true }));
      if (!done) return failed('secondFactor', 'wrong');
      // A code counts once: whoever looked over a shoulder cannot use it again (RFC 6238 §5.2).
      const { user, token } = done.response as { user: { id: string }; token: string };
      if (isTotp && !(await attempts.take('second-factor-used', `${user.id} ${digits}`, 1, 2 * 60))) {
        await endSessionByToken(context.db, token);
        return failed('secondFactor', 'wrong');
      }
      await attempts.clear('second-factor', who);
      return ok(cookiesOf(done.headers));
    },

    async signOut(headers) {
      const done = await attempt(() => auth.api.signOut({ headers, returnHeaders: true }));
      return done ? cookiesOf(done.headers) : [];
    },

    async ssoUrl(next, headers) {
      if (!config.oidc) return undefined;
      const body = { provider: SSO, callbackURL: next, errorCallbackURL: '/anmelden?fehler=sso', disableRedirect: true };
      const done = await attempt(() => auth.api.signInSocial({ body, headers, returnHeaders: true }));
      const url = done && 'url' in done.response ? done.response.url : undefined;
      return done && url ? { url, cookies: cookiesOf(done.headers) } : undefined;
    },

    async beginTotp(headers) {
      const done = await attempt(() => auth.api.enableTwoFactor({ body: { method: 'totp' }, headers, returnHeaders: true }));
      const response = done?.response as { totpURI?: string; backupCodes?: string[] } | undefined;
      if (!done || !response?.totpURI) return undefined;
      return { uri: response.totpURI, codes: response.backupCodes ?? [], cookies: cookiesOf(done.headers) };
    },

    async newRecoveryCodes(headers) {
      const done = await attempt(() => auth.api.generateBackupCodes({ body: {}, headers }));
      return done?.backupCodes;
    },

    async checkPassword(password) {
      const { userId } = currentActor();
      if (!userId || !(await attempts.take('password-check', userId, 8, QUARTER))) return false;
      const known = await people.passwordOf(context.db, userId);
      const password_ = (await auth.$context).password;
      return known !== undefined && (await password_.verify({ hash: known, password }));
    },

    async setPassword(password) {
      const actor = currentActor();
      if (!actor.userId) return refused('personal');
      const fault = passwordFault(password, actor);
      if (fault) return refused(fault);
      const hash = await hashPassword(password);
      const { userId, sessionId } = actor;
      await within(async (trx) => {
        await people.savePassword(trx, userId, hash, id(), context.now());
        // Whoever knew the old password is out.
        if (sessionId) await endSessions(trx, userId, { except: sessionId });
        await audit(trx, { action: 'account.password', kind: 'account', record: userId });
      });
      return ok(undefined);
    },
  };
}
