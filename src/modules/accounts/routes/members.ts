import { troubledAbout } from '#platform/mail/index.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import type { ScopeKind } from '#platform/actor.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { addressOf } from '#platform/http/limits.ts';
import { isId } from '#platform/ids.ts';
import { askedPage, firstOf, pageOfAll } from '#platform/lists.ts';
import { mayGrant, NOTIFICATION_KINDS, type NotificationKind, type Role, ROLES, SCOPE_OF } from '../model.ts';
import { invitationOverPage, invitationPage, proveMailboxPage } from '../pages/invitation.tsx';
import { joinPage, LISTS, membersPage } from '../pages/members.tsx';
import { unsubscribePage } from '../pages/notices.tsx';
import { linkSentPage } from '../pages/sign-in.tsx';
import { permit } from '../permit.ts';
import type { AccountsService } from '../service/index.ts';
import { INVITATION } from '../service/invitation-letter.ts';
import { UNSUBSCRIBE } from '../service/notify.ts';
import { openInvitations, openJoinRequests } from '../store/invitations.ts';
import { savePreference } from '../store/notifications.ts';
import * as people from '../store/people.ts';
import type { InvitationRow } from '../tables.ts';
import { accountsTexts } from '../texts.ts';
import { pathOf } from './account.ts';

const SCOPES = ['organisation', 'network', 'body', 'company', 'consultant'] as const;
const inviteForm = z.object({ email: field.accountEmail(), role: field.choice(ROLES) });
const joinForm = z.object({ word: field.required(500) });
const nameForm = z.object({ name: field.name(120) });

interface Where {
  scope: ScopeKind;
  id: string | null;
  name: string;
  base: string;
}

/** /mitarbeit/:scope/:id, /geschaeftsstelle/mitarbeit, /beitreten/:scope/:id, /einladung/:token, /abbestellen/:token */
export function memberRoutes({ context, membership, signIn }: AccountsService) {
  const { db, links, now, limits, directory, config } = context;

  /** The place that a page is about. @throws HttpError 404 where there is none, 403 where it is none of theirs */
  async function whereOf(c: Ctx): Promise<Where> {
    const scope = SCOPES.find((each) => each === c.req.param('scope'));
    const id = c.req.param('id') ?? '';
    const name = scope && isId(id) ? (await directory.names(scope, [id])).get(id) : undefined;
    if (!scope || name === undefined) throw new HttpError(404);
    return { scope, id, name, base: `/mitarbeit/${scope}/${id}` };
  }
  const managed = async (c: Ctx): Promise<Where> => {
    const where = await whereOf(c);
    permit('members.manage', { [where.scope]: where.id });
    return where;
  };
  const office = (): Where => ({ scope: 'platform', id: null, name: '', base: '/geschaeftsstelle/mitarbeit' });

  async function show(c: Ctx, where: Where, form: FormState, fault?: string): Promise<Response> {
    const grants = await people.grantsAt(db, where.scope, where.id, askedPage(c));
    const requests =
      where.id === null
        ? pageOfAll([], firstOf(1))
        : await openJoinRequests(db, where.scope, where.id, askedPage(c, undefined, LISTS.requests));
    const roles = ROLES.filter((role) => SCOPE_OF[role] === where.scope && mayGrant(c.get('actor'), role, { [where.scope]: where.id }));
    return membersPage(c, {
      ...where,
      roles,
      grants,
      requests,
      form,
      fault,
      undelivered: await troubledAbout(db, where.base),
      invitations: await openInvitations(db, where.scope, where.id, now(), askedPage(c, undefined, LISTS.invitations)),
      people: await people.peopleByIds(
        db,
        [...grants.rows, ...requests.rows].map((row) => row.user_id),
      ),
    });
  }

  async function invite(c: Ctx, where: Where): Promise<Response> {
    const locale = c.get('locale');
    const input = await readForm(c);
    const form = parseForm(inviteForm, input, locale);
    if (!form.ok) return show(c, where, { locale, input, errors: form.errors });
    const sent = await membership.invite({ ...form.value, scope: where.scope, id: where.id });
    if (!sent.ok) return show(c, where, { locale, input, errors: {} }, accountsTexts(locale).members[sent.fault]);
    return back(c, where, 'eingeladen');
  }

  const back = (c: Ctx, where: Pick<Where, 'base'>, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(where.base, 303);
  };
  const record = (c: Ctx, name: string) => {
    const id = c.req.param(name) ?? '';
    if (!isId(id)) throw new HttpError(404);
    return id;
  };
  async function take(c: Ctx, where: Where): Promise<Response> {
    const grant = await people.grantById(db, record(c, 'grant'));
    if (!grant || grant.scope !== where.scope || grant.scope_id !== where.id) throw new HttpError(404);
    const taken = await membership.take(grant.id);
    if (!taken.ok) return show(c, where, emptyForm(c.get('locale')), accountsTexts(c.get('locale')).members.last);
    // Whoever gave up an own role need not be let onto this page any more.
    return grant.user_id === c.get('actor').userId ? back(c, { base: '/konto' }, 'aufgegeben') : back(c, where, 'genommen');
  }

  const places = new Hono<Env>()
    .get('/mitarbeit/:scope/:id', async (c) => show(c, await managed(c), emptyForm(c.get('locale'))))
    .post('/mitarbeit/:scope/:id/einladen', limits('invite', 60, 3600), async (c) => invite(c, await managed(c)))
    .post('/mitarbeit/:scope/:id/einladungen/:invitation/zuruecknehmen', async (c) => {
      const where = await managed(c);
      await membership.revoke(record(c, 'invitation'));
      return back(c, where, 'zurueckgenommen');
    })
    .post('/mitarbeit/:scope/:id/beitritt/:request', async (c) => {
      const where = await managed(c);
      const input = await readForm(c);
      await membership.decide(record(c, 'request'), typed(input, 'entscheidung') === 'ja');
      return back(c, where, 'entschieden');
    })
    .post('/mitarbeit/:scope/:id/rollen/:grant/nehmen', async (c) => take(c, await managed(c)))
    .get('/geschaeftsstelle/mitarbeit', (c) => show(c, office(), emptyForm(c.get('locale'))))
    .post('/geschaeftsstelle/mitarbeit/einladen', limits('invite', 60, 3600), (c) => invite(c, office()))
    .post('/geschaeftsstelle/mitarbeit/einladungen/:invitation/zuruecknehmen', async (c) => {
      await membership.revoke(record(c, 'invitation'));
      return back(c, office(), 'zurueckgenommen');
    })
    .post('/geschaeftsstelle/mitarbeit/rollen/:grant/nehmen', (c) => take(c, office()));

  const joining = new Hono<Env>()
    .get('/beitreten/:scope/:id', async (c) => joinPage(c, await whereOf(c), emptyForm(c.get('locale'))))
    .post('/beitreten/:scope/:id', limits('join', 20, 3600), async (c) => {
      const where = await whereOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(joinForm, input, locale);
      if (!form.ok || where.id === null) return joinPage(c, where, { locale, input, errors: form.ok ? {} : form.errors });
      const roles: Partial<Record<ScopeKind, Role>> = {
        organisation: 'organisationEditor',
        network: 'networkCoordinator',
        body: 'bodyMember',
        consultant: 'consultant',
      };
      const role = roles[where.scope];
      if (!role) throw new HttpError(404);
      const asked = await membership.ask({ role, scope: where.scope, id: where.id, word: form.value.word });
      if (!asked.ok) return joinPage(c, where, { locale, input, errors: { word: accountsTexts(locale).join.already } });
      leaveFlash(c, 'gefragt');
      return c.redirect('/konto', 303);
    });

  /** The invitation behind a link, or the page that says it is over. */
  async function invitationOf(c: Ctx) {
    const link = await links.open(db, INVITATION, c.req.param('token') ?? '');
    if (link === 'unknown') throw new HttpError(404);
    const opened = typeof link === 'string' ? undefined : await membership.opened(link.subject);
    if (!opened?.ok) return undefined;
    const names = opened.value.scope_id ? await directory.names(opened.value.scope, [opened.value.scope_id]) : new Map<string, string>();
    return { row: opened.value, where: names.get(opened.value.scope_id ?? '') ?? '' };
  }

  /** Whether whoever looks at an invitation has proven the invited address. */
  const isInvited = (c: Ctx, row: InvitationRow) => c.get('actor').kind === 'person' && c.get('actor').email === row.email;

  const invitations = new Hono<Env>()
    .get('/einladung/:token', async (c) => {
      const found = await invitationOf(c);
      if (!found) return invitationOverPage(c);
      const { row, where } = found;
      return isInvited(c, row)
        ? invitationPage(c, { row, where, form: emptyForm(c.get('locale')), needsName: c.get('actor').name === '' })
        : proveMailboxPage(c, row, where);
    })
    .post('/einladung/:token', limits('invitation', 30, 3600), async (c) => {
      const found = await invitationOf(c);
      if (!found) return invitationOverPage(c);
      const { row, where } = found;
      const locale = c.get('locale');
      const input = await readForm(c);
      const here = `/einladung/${c.req.param('token')}`;
      if (!isInvited(c, row)) {
        // An invitation lives for weeks and signs nobody in: the mailbox is asked once more, by a link of ten minutes.
        const sent = await signIn.sendLink(row.email, here, locale, addressOf(c, config.trustProxy));
        return sent.ok ? linkSentPage(c, row.email) : proveMailboxPage(c, row, where, accountsTexts(locale).entry.tooManyLinks);
      }
      const needsName = c.get('actor').name === '';
      const form = needsName ? parseForm(nameForm, input, locale) : ({ ok: true, value: { name: '' } } as const);
      if (!form.ok) return invitationPage(c, { row, where, form: { locale, input, errors: form.errors }, needsName });
      const accepted = await membership.accept(row.id, form.value.name);
      if (!accepted.ok) return invitationOverPage(c);
      leaveFlash(c, 'angenommen');
      return c.redirect(pathOf(row.role, row.scope_id) ?? '/konto', 303);
    });

  const kindsOf = (c: Ctx): NotificationKind[] => {
    const known = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];
    const named = (c.req.query('art') ?? '').split('.');
    const chosen = known.filter((kind) => named.includes(kind));
    return chosen.length > 0 ? chosen : known;
  };
  async function unsubscriber(c: Ctx): Promise<string> {
    const link = await links.open(db, UNSUBSCRIBE, c.req.param('token') ?? '');
    if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
    return link.subject;
  }
  const unsubscribing = new Hono<Env>()
    .get('/abbestellen/:token', async (c) => {
      await unsubscriber(c);
      return unsubscribePage(c, kindsOf(c), false);
    })
    .post('/abbestellen/:token', async (c) => {
      const userId = await unsubscriber(c);
      for (const kind of kindsOf(c)) await savePreference(db, userId, kind, 'never');
      c.set('isDone', true);
      return unsubscribePage(c, kindsOf(c), true);
    });

  return new Hono<Env>().route('/', places).route('/', joining).route('/', invitations).route('/', unsubscribing);
}
