import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import type { Actor, ScopeKind } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import { isFresh } from '../auth.ts';
import { needsSecondFactor, NOTIFICATION_KINDS, type NotificationKind, RHYTHMS, type Role } from '../model.ts';
import { accountPage, profilePage, type Workplace } from '../pages/account.tsx';
import { factorSetUpPage, recoveryCodesPage } from '../pages/factor.tsx';
import { noticesPage } from '../pages/notices.tsx';
import { securityPage } from '../pages/security.tsx';
import type { AccountsService } from '../service/index.ts';
import * as people from '../store/people.ts';
import { joinRequestsOf } from '../store/invitations.ts';
import { markSeen, notificationsOf, savePreference } from '../store/notifications.ts';
import { endSessions, sessionById, sessionsOf } from '../store/sessions.ts';
import { accountsTexts } from '../texts.ts';
import { nextOf, setCookies } from './cookies.ts';

const profileForm = z.object({ name: field.required(120), locale: field.choice(['de', 'en']) });

/** Where the work of a role is done. */
function pathOf(role: Role, id: string | null): string | undefined {
  if (role === 'office' || role === 'administrator') return '/geschaeftsstelle';
  if (role === 'reviewer') return '/pruefung';
  if (role === 'organisationEditor' || role === 'organisationCoordinator') return `/organisation/${id}`;
  if (role === 'networkCoordinator') return `/netzwerk/${id}`;
  if (role === 'bodyMember' || role === 'bodySecretary') return '/gremienarbeit';
  if (role === 'consultant') return `/beratungsprofil/${id}`;
  return `/betrieb/${id}`;
}

/** The signed-in person's id; the guard has seen to it that there is one. */
export function userOf(c: Ctx): string {
  const { userId } = c.get('actor');
  if (!userId) throw new HttpError(403);
  return userId;
}

export async function workplacesOf({ context }: Pick<AccountsService, 'context'>, actor: Actor): Promise<Workplace[]> {
  const grants = actor.grants.filter((grant) => grant.scope !== 'link');
  const scopes = [...new Set(grants.map((grant) => grant.scope))];
  const names = new Map<ScopeKind, Map<string, string>>();
  for (const scope of scopes) {
    const ids = grants.filter((grant) => grant.scope === scope).flatMap((grant) => grant.id ?? []);
    names.set(scope, ids.length > 0 ? await context.directory.names(scope, ids) : new Map());
  }
  return grants.map((grant) => ({
    role: grant.role as Role,
    scope: grant.scope,
    id: grant.id,
    name: grant.id ? (names.get(grant.scope)?.get(grant.id) ?? '') : '',
    path: pathOf(grant.role as Role, grant.id),
  }));
}

function overviewRoutes(service: AccountsService) {
  const { context, notify } = service;
  const { db, now, directory, within } = context;
  return new Hono<Env>()
    .get('/konto', async (c) => {
      const actor = c.get('actor');
      const userId = userOf(c);
      const requests = await joinRequestsOf(db, userId);
      const names = await directory.names(
        'organisation',
        requests.map((request) => request.scope_id),
      );
      const news = await notificationsOf(db, userId, 10);
      await markSeen(db, userId, now());
      return accountPage(c, {
        name: actor.name,
        workplaces: await workplacesOf(service, actor),
        hasWithheld: actor.withheld.length > 0,
        news,
        requests: requests.map((request) => ({ ...request, name: names.get(request.scope_id) ?? '–' })),
      });
    })
    .get('/konto/profil', async (c) => {
      const person = await people.personById(db, userOf(c));
      return profilePage(c, filledForm(c.get('locale'), { name: person?.name, locale: person?.locale }));
    })
    .post('/konto/profil', async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(profileForm, input, locale);
      if (!form.ok) return profilePage(c, { locale, input, errors: form.errors });
      const userId = userOf(c);
      await within(async (trx) => {
        await people.savePerson(trx, userId, form.value);
        await audit(trx, { action: 'account.profile', kind: 'account', record: userId });
      });
      leaveFlash(c, 'gespeichert');
      return c.redirect('/konto', 303);
    })
    .get('/konto/mitteilungen', async (c) => noticesPage(c, await notify.rhythms(userOf(c))))
    .post('/konto/mitteilungen', async (c) => {
      const input = await readForm(c);
      for (const kind of Object.keys(NOTIFICATION_KINDS) as NotificationKind[]) {
        const rhythm = RHYTHMS.find((each) => each === typed(input, kind));
        if (rhythm) await savePreference(db, userOf(c), kind, rhythm);
      }
      leaveFlash(c, 'gespeichert');
      return c.redirect('/konto/mitteilungen', 303);
    });
}

function securityRoutes({ context, signIn }: AccountsService) {
  const { db, now, within } = context;

  async function show(c: Ctx, form: FormState, fault?: string): Promise<Response> {
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
      passkeys,
      sessions,
      currentSession: actor.sessionId,
      hasPassword: password !== undefined,
      hasTotp: person?.hasTotp ?? false,
      isFactorRequired: [...actor.grants, ...actor.withheld].some((grant) => needsSecondFactor(grant.role)),
    });
  }
  /** What signs in may be changed only shortly after signing in. */
  const isRecent = async (c: Ctx) => {
    const session = await sessionById(db, c.get('actor').sessionId ?? '');
    return session !== undefined && isFresh(session.began, now());
  };
  const stale = (c: Ctx) => show(c, emptyForm(c.get('locale')), accountsTexts(c.get('locale')).security.notFresh);
  const done = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect('/konto/sicherheit', 303);
  };
  const note = (c: Ctx, what: string, work: (trx: typeof db) => Promise<unknown>) =>
    within(async (trx) => {
      await work(trx);
      await audit(trx, { action: what, kind: 'account', record: userOf(c) });
    });

  return new Hono<Env>()
    .get('/konto/sicherheit', (c) => show(c, emptyForm(c.get('locale'))))
    .post('/konto/sicherheit/passwort', async (c) => {
      const locale = c.get('locale');
      const t = accountsTexts(locale).security;
      const input = await readForm(c);
      const wrong = (errors: Record<string, string>) => show(c, { ...emptyForm(locale), errors });
      const hasPassword = (await people.passwordOf(db, userOf(c))) !== undefined;
      const isProven = (await isRecent(c)) || (hasPassword && (await signIn.checkPassword(typed(input, 'bisher').slice(0, 200))));
      if (!isProven) return hasPassword ? wrong({ bisher: t.wrongCurrent }) : stale(c);
      const saved = await signIn.setPassword(typed(input, 'neu').slice(0, 200));
      return saved.ok ? done(c, 'gespeichert') : wrong({ neu: t.faults[saved.fault] });
    })
    .post('/konto/sicherheit/passwort/entfernen', async (c) => {
      if (!(await isRecent(c))) return stale(c);
      await note(c, 'account.passwordRemoved', (trx) => people.removePassword(trx, userOf(c)));
      return done(c, 'gespeichert');
    })
    .post('/konto/sicherheit/passkeys/:id/entfernen', async (c) => {
      const id = c.req.param('id');
      if (!isId(id)) throw new HttpError(404);
      if (!(await isRecent(c))) return stale(c);
      await note(c, 'account.passkeyRemoved', (trx) => people.removePasskey(trx, userOf(c), id));
      return done(c, 'gespeichert');
    })
    .post('/konto/sicherheit/zweiter-faktor', async (c) => {
      const input = await readForm(c);
      const person = await people.personById(db, userOf(c));
      if (!(await isRecent(c)) || person?.hasTotp) return stale(c);
      const begun = await signIn.beginTotp(c.req.raw.headers);
      if (!begun) return stale(c);
      setCookies(c, begun.cookies);
      return factorSetUpPage(c, begun.uri, begun.codes, nextOf(typed(input, 'weiter')));
    })
    .post('/konto/sicherheit/zweiter-faktor/aus', async (c) => {
      const actor = c.get('actor');
      const isRequired = [...actor.grants, ...actor.withheld].some((grant) => needsSecondFactor(grant.role));
      if (isRequired || !(await isRecent(c))) return stale(c);
      await note(c, 'account.secondFactorRemoved', (trx) => people.removeSecondFactor(trx, userOf(c)));
      return done(c, 'gespeichert');
    })
    .post('/konto/sicherheit/wiederherstellung', async (c) => {
      const session = await sessionById(db, c.get('actor').sessionId ?? '');
      const codes = session?.isStrong && (await isRecent(c)) ? await signIn.newRecoveryCodes(c.req.raw.headers) : undefined;
      return codes ? recoveryCodesPage(c, codes) : stale(c);
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

/** /konto and everything below it but the data (privacy) */
export const accountRoutes = (service: AccountsService) =>
  new Hono<Env>().route('/', overviewRoutes(service)).route('/', securityRoutes(service));
