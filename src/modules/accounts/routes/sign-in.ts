import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { asciiEmail } from '#platform/forms/email.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { addressOf } from '#platform/http/limits.ts';
import { NO_PROVEN_ADDRESS } from '../auth.ts';
import { factorIntroPage, factorPage, needsInvitationPage } from '../pages/factor.tsx';
import { linkPage, linkSentPage, signInPage } from '../pages/sign-in.tsx';
import type { AccountsService } from '../service/index.ts';
import { endSessions } from '../store/sessions.ts';
import { passkeysOf, passwordOf, personById } from '../store/people.ts';
import { accountsTexts } from '../texts.ts';
import { nextOf, setCookies } from './cookies.ts';

const linkForm = z.object({ email: field.accountEmail(), weiter: field.text(400) });

/** As it was typed or as an account knows it: the domain of an address is kept in ASCII. */
const addressIn = (text: string): string => asciiEmail(text.trim()) ?? text;

/** /anmelden, /anmelden/link/:token, /anmelden/passwort, /anmelden/zweiter-faktor, /anmelden/sso, /abmelden */
export function signInRoutes({ signIn, context, factors }: AccountsService) {
  const { config, limits, db, auth } = context;
  const asking = (c: Ctx) => ({ headers: c.req.raw.headers, address: addressOf(c, config.trustProxy) });
  const sso = config.oidc?.name;

  /** A new session takes the place of the old one, whoever it belonged to. */
  async function enter(c: Ctx, cookies: string[], next: string | undefined, flash = 'angemeldet'): Promise<Response> {
    const { userId, halfway, sessionId } = c.get('actor');
    const ending = userId ?? halfway;
    if (ending && sessionId) await endSessions(db, ending, { id: sessionId });
    setCookies(c, cookies);
    leaveFlash(c, flash);
    return c.redirect(next ?? '/konto', 303);
  }

  return (
    new Hono<Env>()
      .get('/anmelden', (c) => {
        const t = accountsTexts(c.get('locale')).entry;
        const why = c.req.query('error') === NO_PROVEN_ADDRESS ? t.ssoNoAddress : t.ssoFailed;
        const fault = c.req.query('fehler') === 'sso' ? why : undefined;
        return signInPage(c, { next: nextOf(c.req.query('weiter')), sso, fault });
      })
      .post('/anmelden', limits('sign-in', 30, 3600), async (c) => {
        const locale = c.get('locale');
        const input = await readForm(c);
        const next = nextOf(typed(input, 'weiter'));
        const form = parseForm(linkForm, input, locale);
        if (!form.ok) return signInPage(c, { form: { locale, input, errors: form.errors }, next, sso, status: 422 });
        const sent = await signIn.sendLink(form.value.email, next, locale, addressOf(c, config.trustProxy));
        if (!sent.ok) {
          const errors = { email: accountsTexts(locale).entry.tooManyLinks };
          return signInPage(c, { form: { locale, input, errors }, next, sso, status: 429 });
        }
        return linkSentPage(c, form.value.email);
      })
      .get('/anmelden/link/:token', (c) => linkPage(c, c.req.param('token'), nextOf(c.req.query('weiter'))))
      .post('/anmelden/link/:token', limits('sign-in-use', 60, 3600), async (c) => {
        const input = await readForm(c);
        const done = await signIn.useLink(c.req.param('token'), c.req.raw.headers);
        if (!done.ok) return signInPage(c, { sso, fault: accountsTexts(c.get('locale')).entry.linkGone, status: 410 });
        return enter(c, done.value, nextOf(typed(input, 'weiter')));
      })
      .post('/anmelden/passwort', limits('sign-in-password', 60, 900), async (c) => {
        const locale = c.get('locale');
        const t = accountsTexts(locale).entry;
        const input = await readForm(c);
        const next = nextOf(typed(input, 'weiter'));
        const done = await signIn.password(
          addressIn(typed(input, 'adresse').slice(0, 254)),
          typed(input, 'passwort').slice(0, 200),
          asking(c),
        );
        if (!done.ok) {
          const form: FormState = { locale, input: { adresse: input['adresse'] ?? [] }, errors: {} };
          const isLocked = done.fault === 'tooMany';
          return signInPage(c, { form, next, sso, fault: isLocked ? t.tooMany : t.wrong, status: isLocked ? 429 : 422 });
        }
        if (!done.value.secondFactor) return enter(c, done.value.cookies, next);
        setCookies(c, done.value.cookies);
        return c.redirect(`/anmelden/zweiter-faktor${next ? `?weiter=${encodeURIComponent(next)}` : ''}`, 303);
      })
      .get('/anmelden/zweiter-faktor', async (c) => {
        const next = nextOf(c.req.query('weiter'));
        const { userId: signedIn, halfway, withheld } = c.get('actor');
        const userId = signedIn ?? halfway;
        const person = userId ? await personById(db, userId) : undefined;
        if (!userId || !person || person.hasTotp) return factorPage(c, { next });
        if ((await passkeysOf(db, userId)).length > 0) return factorPage(c, { next, isPasskeyOnly: true });
        const refusal = await factors.refusal();
        if (refusal === 'invitation') return needsInvitationPage(c);
        if (refusal) return c.redirect('/konto/sicherheit', 303);
        const hasPassword = (await passwordOf(db, userId)) !== undefined;
        return factorIntroPage(c, { next, isRequired: withheld.length > 0, hasPassword });
      })
      .post('/anmelden/zweiter-faktor', limits('second-factor', 60, 900), async (c) => {
        const locale = c.get('locale');
        const t = accountsTexts(locale).factor;
        const input = await readForm(c);
        const next = nextOf(typed(input, 'weiter'));
        const done = await signIn.secondFactor(typed(input, 'code').slice(0, 40), asking(c));
        if (done.ok) return enter(c, done.value, next);
        if (done.fault === 'expired') return signInPage(c, { next, sso, fault: t.expired, status: 422 });
        const errors = { code: done.fault === 'tooMany' ? t.tooMany : t.wrong };
        return factorPage(c, { form: { ...emptyForm(locale), errors }, next });
      })
      .get('/anmelden/sso', limits('sign-in-sso', 60, 3600), async (c) => {
        const started = await signIn.ssoUrl(nextOf(c.req.query('weiter')) ?? '/konto', c.req.raw.headers);
        if (!started) return signInPage(c, { sso, fault: accountsTexts(c.get('locale')).entry.ssoFailed, status: 422 });
        setCookies(c, started.cookies);
        return c.redirect(started.url, 303);
      })
      // Where better-auth leads after a failed single sign-on that it cannot place.
      .get('/api/auth/error', (c) => c.redirect('/anmelden?fehler=sso', 303))
      // Where the other service sends people back: better-auth checks state, PKCE, issuer and signature.
      .get('/api/auth/callback/:provider', (c) => auth.handler(c.req.raw))
      .post('/abmelden', async (c) => {
        setCookies(c, await signIn.signOut(c.req.raw.headers));
        c.header('Clear-Site-Data', '"cache", "storage"');
        leaveFlash(c, 'abgemeldet');
        return c.redirect('/anmelden', 303);
      })
  );
}
