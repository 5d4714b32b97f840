import { Hono } from 'hono';
import { emptyForm, type FormState } from '#design/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import { needsSecondFactor } from '../model.ts';
import { factorSetUpPage, recoveryCodesPage } from '../pages/factor.tsx';
import { type SecurityFault, securityPage } from '../pages/security.tsx';
import type { FactorChange } from '../service/factors.ts';
import type { AccountsService } from '../service/index.ts';
import * as people from '../store/people.ts';
import { endSessions, sessionsOf } from '../store/sessions.ts';
import { accountsTexts } from '../texts.ts';
import { nextOf, setCookies } from './cookies.ts';
import { userOf } from './user.ts';

const MOST_PASSWORD = 200;

/** /konto/sicherheit: what signs in, and where somebody is signed in. Every change asks `factors.refusal` first. */
export function securityRoutes({ context, signIn, factors }: AccountsService) {
  const { db } = context;

  async function show(c: Ctx, form: FormState, fault?: SecurityFault): Promise<Response> {
    const actor = c.get('actor');
    const userId = userOf(c);
    const [person, passkeys, sessions, password] = await Promise.all([
      people.personById(db, userId),
      people.passkeysOf(db, userId),
      sessionsOf(db, userId),
      people.passwordOf(db, userId),
    ]);
    return securityPage(c, {
      form,
      fault,
      refusal: fault ? undefined : await factors.refusal(),
      passkeys,
      sessions,
      currentSession: actor.sessionId,
      hasPassword: password !== undefined,
      hasTotp: person?.hasTotp ?? false,
      isFactorRequired: [...actor.grants, ...actor.withheld].some((grant) => needsSecondFactor(grant.role)),
    });
  }
  const wrong = (c: Ctx, errors: Record<string, string>) => show(c, { ...emptyForm(c.get('locale')), errors });
  /** The page that says why not, where something is in the way; else undefined. */
  async function refused(c: Ctx): Promise<Response | undefined> {
    const refusal = await factors.refusal();
    return refusal && show(c, emptyForm(c.get('locale')), refusal);
  }
  const done = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect('/konto/sicherheit', 303);
  };
  const removal = (what: FactorChange, work: (trx: typeof db, userId: string) => Promise<unknown>) => async (c: Ctx) => {
    const no = await refused(c);
    if (no) return no;
    await factors.change(userOf(c), what, (trx) => work(trx, userOf(c)));
    return done(c, 'gespeichert');
  };
  /** The password that was typed beside a change; undefined where the account has none. */
  async function provenPassword(c: Ctx, text: string): Promise<{ ok: boolean; password?: string }> {
    if ((await people.passwordOf(db, userOf(c))) === undefined) return { ok: true };
    const password = text.slice(0, MOST_PASSWORD);
    return (await signIn.checkPassword(password)) ? { ok: true, password } : { ok: false };
  }

  return new Hono<Env>()
    .get('/konto/sicherheit', (c) => show(c, emptyForm(c.get('locale'))))
    .post('/konto/sicherheit/passwort', async (c) => {
      const t = accountsTexts(c.get('locale')).security;
      const input = await readForm(c);
      const refusal = await factors.refusal();
      // Without a second factor the password itself proves who changes it, however old the session is.
      const isProven = refusal === 'signInAnew' && (await provenPassword(c, typed(input, 'bisher'))).ok;
      const hasPassword = (await people.passwordOf(db, userOf(c))) !== undefined;
      if (refusal && !(isProven && hasPassword)) {
        return refusal === 'signInAnew' && hasPassword
          ? wrong(c, { bisher: t.wrongCurrent })
          : show(c, emptyForm(c.get('locale')), refusal);
      }
      const saved = await signIn.setPassword(typed(input, 'neu').slice(0, MOST_PASSWORD));
      return saved.ok ? done(c, 'gespeichert') : wrong(c, { neu: t.faults[saved.fault] });
    })
    .post('/konto/sicherheit/passwort/entfernen', removal('passwordRemoved', people.removePassword))
    .post('/konto/sicherheit/passkeys/:id/entfernen', async (c) => {
      const id = c.req.param('id');
      if (!isId(id)) throw new HttpError(404);
      return removal('passkeyRemoved', (trx, userId) => people.removePasskey(trx, userId, id))(c);
    })
    .post('/konto/sicherheit/zweiter-faktor', async (c) => {
      const input = await readForm(c);
      const no = await refused(c);
      if (no) return no;
      const person = await people.personById(db, userOf(c));
      if (person?.hasTotp) return show(c, emptyForm(c.get('locale')), 'already');
      const proven = await provenPassword(c, typed(input, 'kennwort'));
      const begun = proven.ok ? await signIn.beginTotp(c.req.raw.headers, proven.password) : undefined;
      if (!begun) return wrong(c, { kennwort: accountsTexts(c.get('locale')).security.wrongCurrent });
      setCookies(c, begun.cookies);
      return factorSetUpPage(c, begun.uri, begun.codes, nextOf(typed(input, 'weiter')));
    })
    .post('/konto/sicherheit/zweiter-faktor/aus', async (c) => {
      const actor = c.get('actor');
      const isRequired = [...actor.grants, ...actor.withheld].some((grant) => needsSecondFactor(grant.role));
      if (isRequired) return show(c, emptyForm(c.get('locale')), 'required');
      return removal('secondFactorRemoved', people.removeTotp)(c);
    })
    .post('/konto/sicherheit/wiederherstellung', async (c) => {
      const input = await readForm(c);
      const no = await refused(c);
      if (no) return no;
      const proven = await provenPassword(c, typed(input, 'kennwort'));
      const codes = proven.ok ? await signIn.newRecoveryCodes(c.req.raw.headers, proven.password) : undefined;
      return codes ? recoveryCodesPage(c, codes) : wrong(c, { kennwort: accountsTexts(c.get('locale')).security.wrongCurrent });
    })
    .post('/konto/sicherheit/sitzungen/beenden', async (c) => {
      await endSessions(db, userOf(c), { except: c.get('actor').sessionId ?? '' });
      return done(c, 'beendet');
    })
    .post('/konto/sicherheit/sitzungen/:id/beenden', async (c) => {
      const id = c.req.param('id');
      if (!isId(id)) throw new HttpError(404);
      await endSessions(db, userOf(c), { id });
      return done(c, 'beendet');
    });
}
