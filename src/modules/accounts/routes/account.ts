import { Hono } from 'hono';
import { z } from 'zod';
import { filledForm } from '#design/index.ts';
import type { Actor } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { askedPage } from '#platform/lists.ts';
import { NOTIFICATION_KINDS, type NotificationKind, RHYTHMS, type Role } from '../model.ts';
import { accountPage, profilePage, type Workplace } from '../pages/account.tsx';
import { noticesPage } from '../pages/notices.tsx';
import { namesOfPlaces } from '../service/context.ts';
import type { AccountsService } from '../service/index.ts';
import * as people from '../store/people.ts';
import { joinRequestsOf } from '../store/invitations.ts';
import { markSeen, notificationsOf, savePreference } from '../store/notifications.ts';
import { securityRoutes } from './security.ts';
import { userOf } from './user.ts';

const NOTICES_ON_PAGE = 10;

const profileForm = z.object({ name: field.name(120), locale: field.choice(['de', 'en']) });

/** Where the work of a role is done. */
export function pathOf(role: Role, id: string | null): string | undefined {
  if (role === 'office' || role === 'administrator') return '/geschaeftsstelle';
  if (role === 'reviewer') return '/pruefung';
  if (role === 'organisationEditor' || role === 'organisationCoordinator') return `/organisation/${id}`;
  if (role === 'networkCoordinator') return `/netzwerk/${id}`;
  if (role === 'bodyMember' || role === 'bodySecretary') return '/gremienarbeit';
  if (role === 'consultant') return `/beratungsprofil/${id}`;
  return `/betrieb/${id}`;
}

export async function workplacesOf({ context }: Pick<AccountsService, 'context'>, actor: Actor): Promise<Workplace[]> {
  const grants = actor.grants.filter((grant) => grant.scope !== 'link');
  const names = await namesOfPlaces(context.directory, grants);
  return grants.map((grant) => ({
    role: grant.role as Role,
    scope: grant.scope,
    id: grant.id,
    name: names.get(grant.id ?? '') ?? '',
    path: pathOf(grant.role as Role, grant.id),
  }));
}

/** Where somebody works, if that is one place: several roles at it, or of the office, are still one. */
function landingOf(workplaces: readonly Workplace[]): string | undefined {
  const paths = new Set(workplaces.map((place) => place.path));
  const [only] = paths;
  return paths.size === 1 ? only : paths.has('/geschaeftsstelle') ? '/geschaeftsstelle' : undefined;
}

function overviewRoutes(service: AccountsService) {
  const { context, notify } = service;
  const { db, now, directory, within } = context;
  return new Hono<Env>()
    .get('/konto', async (c) => {
      const actor = c.get('actor');
      const userId = userOf(c);
      const workplaces = await workplacesOf(service, actor);
      // Whoever has just signed in lands where the work is, unless there is a choice or something to do first.
      const landing = c.get('flash') === 'angemeldet' && actor.withheld.length === 0 ? landingOf(workplaces) : undefined;
      if (landing) {
        leaveFlash(c, 'angemeldet');
        return c.redirect(landing, 303);
      }
      const requests = await joinRequestsOf(db, userId);
      const names = await namesOfPlaces(
        directory,
        requests.map(({ scope, scope_id: id }) => ({ scope, id })),
      );
      const news = await notificationsOf(db, userId, askedPage(c, NOTICES_ON_PAGE));
      await markSeen(db, userId, now());
      return accountPage(c, {
        name: actor.name,
        workplaces,
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

/** /konto and everything below it but the data (privacy) */
export const accountRoutes = (service: AccountsService) =>
  new Hono<Env>().route('/', overviewRoutes(service)).route('/', securityRoutes(service));
