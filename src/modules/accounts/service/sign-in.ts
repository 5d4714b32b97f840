import { isAPIError } from 'better-auth/api';
import { parseSigned } from 'hono/utils/cookie';
import { currentActor } from '#platform/actor.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { hashPassword, LINK_LIFE_MINUTES, SSO } from '../auth.ts';
import { type PasswordFault, passwordFault } from '../password.ts';
import * as people from '../store/people.ts';
import { endSessions, sessionByToken } from '../store/sessions.ts';
import { accountsTexts } from '../texts.ts';
import type { Context } from './context.ts';
import type { Factors } from './factors.ts';
import { createGuesses, type GuessLimit } from './guesses.ts';

/** The cookies of an answer, to be handed on to the browser. */
export type Cookies = string[];
const cookiesOf = (headers: Headers): Cookies => headers.getSetCookie();

export type SignInFault = 'wrong' | 'tooMany' | 'expired';

/** Who asks: what the browser sent, and the address it sent from (never what the browser says of it). */
export interface Asking {
  headers: Headers;
  address: string;
}

const QUARTER = 15 * 60;
const PASSWORD: GuessLimit = { name: 'sign-in-password', perAddress: 8, perAccount: 60, seconds: QUARTER };
const CODE: GuessLimit = { name: 'second-factor', perAddress: 6, perAccount: 30, seconds: QUARTER };
/** The window is as long as a link lives: whoever is refused has one in the mailbox that is still good, whoever asked for it. */
const LINK: GuessLimit = { name: 'sign-in-link', perAddress: 5, perAccount: 15, seconds: LINK_LIFE_MINUTES * 60 };
/** A code of the app is valid for at most this long, the one before and the one after it included. */
const CODE_SECONDS = 2 * 60;

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
  sendLink(email: string, next: string | undefined, locale: Locale, address: string): Promise<Result<undefined, 'tooMany'>>;
  /** The token of a link, without a mail: for the command line. */
  linkToken(email: string): Promise<string>;
  useLink(token: string, headers: Headers): Promise<Result<Cookies, SignInFault>>;
  /** `secondFactor`: the password was right, a code is still missing. */
  password(email: string, password: string, asking: Asking): Promise<Result<{ cookies: Cookies; secondFactor: boolean }, SignInFault>>;
  /** A code of the authenticator app, or one of the recovery codes. `expired`: the first step has to be done anew. */
  secondFactor(code: string, asking: Asking): Promise<Result<Cookies, SignInFault>>;
  signOut(headers: Headers): Promise<Cookies>;
  ssoUrl(next: string, headers: Headers): Promise<{ url: string; cookies: Cookies } | undefined>;
  /** Begins the second factor: the secret as an address for the app, and the recovery codes, shown once. `password`: where one is set. */
  beginTotp(headers: Headers, password?: string): Promise<{ uri: string; codes: string[]; cookies: Cookies } | undefined>;
  newRecoveryCodes(headers: Headers, password?: string): Promise<string[] | undefined>;
  setPassword(password: string): Promise<Result<undefined, PasswordFault>>;
  /** Whether this is the account's password; counted, as every guess is. */
  checkPassword(password: string): Promise<boolean>;
}

export function createSignIn(context: Context, factors: Factors): SignIn {
  const { auth, attempts, mailer, config, within, id, logger, db } = context;
  const guesses = createGuesses(attempts);

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

  /** Whose second step this is: of whoever is signed in, or whose password was right a moment ago. From our own records only. */
  async function whoseStep(headers: Headers): Promise<string | undefined> {
    const { userId, halfway } = currentActor();
    if (userId ?? halfway) return userId ?? halfway;
    const { createAuthCookie, internalAdapter, secret } = await auth.$context;
    const { name } = createAuthCookie('two_factor');
    const signed = await parseSigned(headers.get('cookie') ?? '', secret, name);
    const known = signed[name] ? await internalAdapter.findVerificationValue(signed[name]) : undefined;
    return known?.value;
  }

  return {
    linkToken,

    async sendLink(email, next, locale, address) {
      if (!(await guesses.take(LINK, email.toLowerCase(), address))) return refused('tooMany');
      const token = await linkToken(email);
      const t = accountsTexts(locale).mail;
      const url = `${config.publicUrl}/anmelden/link/${token}${next ? `?weiter=${encodeURIComponent(next)}` : ''}`;
      await within(async (_, trx) =>
        mailer.queue(trx, mailKey(id(), 'sign-in'), { to: email, locale, subject: t.linkSubject, text: t.link(url, LINK_LIFE_MINUTES) }),
      );
      return ok(undefined);
    },

    async useLink(token, headers) {
      const done = await attempt(() => auth.api.magicLinkVerify({ query: { token }, headers, returnHeaders: true }));
      if (!done) return failed('link', 'expired');
      const session = await sessionByToken(db, (done.response as { token?: string }).token ?? '');
      if (session) await factors.linkUsed(token, session.id);
      return ok(cookiesOf(done.headers));
    },

    async password(email, password, { headers, address }) {
      const account = email.toLowerCase();
      if (!(await guesses.take(PASSWORD, account, address))) return failed('password', 'tooMany');
      const done = await attempt(() => auth.api.signInEmail({ body: { email: account, password }, headers, returnHeaders: true }));
      if (!done) return failed('password', 'wrong');
      await guesses.clear(PASSWORD, account, address);
      const secondFactor = 'twoFactorRedirect' in (done.response as object);
      return ok({ cookies: cookiesOf(done.headers), secondFactor });
    },

    async secondFactor(code, { headers, address }) {
      const who = await whoseStep(headers);
      const person = who === undefined ? undefined : await people.personById(db, who);
      if (!person) return failed('secondFactor', 'expired');
      if (!(await guesses.take(CODE, person.id, address))) return failed('secondFactor', 'tooMany');
      const digits = code.replace(/\s+/g, '');
      const isTotp = /^\d{6}$/.test(digits);
      // A code counts once: whoever looked over a shoulder cannot use it again (RFC 6238 §5.2). Asked before anything begins.
      if (isTotp && !(await attempts.take('second-factor-used', `${person.id} ${digits}`, 1, CODE_SECONDS)))
        return failed('secondFactor', 'wrong');
      // A set-up that was begun and not confirmed is nobody's factor yet: only who may set one up now confirms it, by the app.
      if (!person.hasTotp && (!isTotp || (await factors.refusal()) !== undefined)) return failed('secondFactor', 'wrong');
      const done = isTotp
        ? await attempt(() => auth.api.verifyTOTP({ body: { code: digits }, headers, returnHeaders: true }))
        : await attempt(() => auth.api.verifyBackupCode({ body: { code: digits }, headers, returnHeaders: true }));
      if (!done) return failed('secondFactor', (await whoseStep(headers)) === undefined ? 'expired' : 'wrong');
      if (isTotp && !person.hasTotp) await factors.change(person.id, 'secondFactorAdded');
      if (!isTotp) await factors.change(person.id, 'recoveryCodeUsed');
      await guesses.clear(CODE, person.id, address);
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

    async beginTotp(headers, password) {
      const body = { method: 'totp' as const, ...(password === undefined ? {} : { password }) };
      const done = await attempt(() => auth.api.enableTwoFactor({ body, headers, returnHeaders: true }));
      const response = done?.response as { totpURI?: string; backupCodes?: string[] } | undefined;
      if (!done || !response?.totpURI) return undefined;
      return { uri: response.totpURI, codes: response.backupCodes ?? [], cookies: cookiesOf(done.headers) };
    },

    async newRecoveryCodes(headers, password) {
      const done = await attempt(() => auth.api.generateBackupCodes({ body: password === undefined ? {} : { password }, headers }));
      const { userId } = currentActor();
      if (done && userId) await factors.change(userId, 'recoveryCodesRenewed');
      return done?.backupCodes;
    },

    async checkPassword(password) {
      const { userId } = currentActor();
      if (!userId || !(await attempts.take('password-check', userId, 8, QUARTER))) return false;
      const known = await people.passwordOf(db, userId);
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
      await factors.change(userId, 'password', async (trx) => {
        await people.savePassword(trx, userId, hash, id(), context.now());
        // Whoever knew the old password is out.
        if (sessionId) await endSessions(trx, userId, { except: sessionId });
      });
      return ok(undefined);
    },
  };
}
