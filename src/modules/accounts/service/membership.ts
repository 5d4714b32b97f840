import { currentActor, type ScopeKind } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { mailKey } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { INVITATION_LIFE } from '../auth.ts';
import { mayGrant, type Role, SCOPE_OF } from '../model.ts';
import { change, permit } from '../permit.ts';
import * as invitations from '../store/invitations.ts';
import * as people from '../store/people.ts';
import { endSessions } from '../store/sessions.ts';
import type { InvitationRow, JoinRequestRow } from '../tables.ts';
import { accountsTexts } from '../texts.ts';
import type { Context } from './context.ts';
import type { Notify } from './notify.ts';

export const INVITATION = 'invitation';
const MOST_OPEN = 200;

export interface Membership {
  /** Asks somebody to take a role. The roles that may be handed out depend on who asks. @throws HttpError 403 */
  invite(to: { email: string; role: Role; scope: ScopeKind; id: string | null }): Promise<Result<undefined, 'tooMany'>>;
  revoke(invitationId: string): Promise<void>;
  /** The invitation behind a link; a fault where it is over. */
  opened(invitationId: string): Promise<Result<InvitationRow, 'over'>>;
  /** Takes the role for the invited address, with an account where there was none. */
  accept(invitationId: string, name: string): Promise<Result<string, 'over'>>;
  ask(request: { role: Role; scope: ScopeKind; id: string; word: string }): Promise<Result<undefined, 'already'>>;
  decide(requestId: string, isApproved: boolean): Promise<Result<undefined, 'decided'>>;
  /** Gives a role at once: the office, the command line, an admitted organisation. */
  grant(trx: Db, userId: string, role: Role, id: string | null): Promise<void>;
  take(grantId: string): Promise<Result<undefined, 'last'>>;
}

const COORDINATORS: Partial<Record<ScopeKind, Role>> = {
  organisation: 'organisationCoordinator',
  network: 'networkCoordinator',
  body: 'bodySecretary',
};

export function createMembership(context: Context, notify: Notify): Membership {
  const { db, links, mailer, config, within, id, now, directory } = context;

  const place = (scope: ScopeKind, scopeId: string | null) => ({ [scope]: scopeId });
  const nameOf = async (scope: ScopeKind, scopeId: string | null) =>
    scopeId === null ? '' : ((await directory.names(scope, [scopeId])).get(scopeId) ?? '');

  async function grant(trx: Db, userId: string, role: Role, scopeId: string | null): Promise<void> {
    const scope = SCOPE_OF[role];
    const row = { id: id(), user_id: userId, role, scope, scope_id: scopeId, granted_by: currentActor().userId, granted_at: now() };
    if (!(await people.insertGrant(trx, row))) return;
    await audit(trx, { action: 'role.given', kind: 'account', record: userId, details: { role, scope, place: scopeId } });
  }

  /** Those who decide at a place; where nobody does, the office. */
  async function deciders(scope: ScopeKind, scopeId: string): Promise<string[]> {
    const role = COORDINATORS[scope];
    const own = role ? await people.holdersOf(db, [role], scopeId) : [];
    return own.length > 0 ? own : people.holdersOf(db, ['office'], null);
  }

  async function invite(trx: Trx, row: InvitationRow): Promise<void> {
    const t = accountsTexts('de');
    const link = await links.create(trx as Db, INVITATION, row.id, row.expires_at);
    const url = `${config.publicUrl}/einladung/${links.token(INVITATION, link)}`;
    const where = (await nameOf(row.scope, row.scope_id)) || t.platform;
    await mailer.queue(trx, mailKey(row.id, 'invitation'), {
      to: row.email,
      subject: t.mail.invitationSubject(where),
      text: t.mail.invitation(currentActor().name || t.office, where, t.roles[row.role], url),
    });
  }

  return {
    grant,

    async invite({ email, role, scope, id: scopeId }) {
      if (SCOPE_OF[role] !== scope || !mayGrant(currentActor(), role, place(scope, scopeId))) throw new HttpError(403);
      if ((await invitations.countOpen(db, scope, scopeId, now())) >= MOST_OPEN) return refused('tooMany');
      const row: InvitationRow = {
        id: id(),
        email: email.toLowerCase(),
        role,
        scope,
        scope_id: scopeId,
        invited_by: currentActor().userId,
        created_at: now(),
        expires_at: new Date(now().getTime() + INVITATION_LIFE),
        accepted_at: null,
        revoked_at: null,
      };
      await within(async (trx, raw) => {
        await invitations.insertInvitation(trx, row);
        await invite(raw, row);
        const action = scope === 'platform' ? 'roles.grant' : 'members.manage';
        await change(trx, action, place(scope, scopeId), {
          what: 'invitation.sent',
          kind: 'invitation',
          record: row.id,
          details: { role, scope, place: scopeId },
        });
      });
      return ok(undefined);
    },

    async revoke(invitationId) {
      const row = await invitations.invitationById(db, invitationId);
      if (!row) throw new HttpError(404);
      await within(async (trx) => {
        const action = row.scope === 'platform' ? 'roles.grant' : 'members.manage';
        await change(trx, action, place(row.scope, row.scope_id), { what: 'invitation.revoked', kind: 'invitation', record: row.id });
        await invitations.saveInvitation(trx, row.id, { revoked_at: now() });
        await links.revokeAll(trx, INVITATION, row.id);
      });
    },

    async opened(invitationId) {
      const row = await invitations.invitationById(db, invitationId);
      const isOver = !row || row.revoked_at !== null || row.accepted_at !== null || row.expires_at <= now();
      return isOver ? refused('over') : ok(row);
    },

    accept: (invitationId, name) =>
      within(async (trx) => {
        const row = await invitations.invitationById(trx, invitationId, true);
        if (!row || row.revoked_at || row.accepted_at || row.expires_at <= now()) return refused('over');
        const known = await people.personByEmail(trx, row.email);
        const userId = known?.id ?? id();
        if (!known) await people.insertPerson(trx, { id: userId, name, email: row.email, at: now() });
        else if (known.name === '') await people.savePerson(trx, userId, { name });
        await grant(trx, userId, row.role, row.scope_id);
        await invitations.saveInvitation(trx, row.id, { accepted_at: now() });
        await links.revokeAll(trx, INVITATION, row.id);
        return ok(row.email);
      }),

    async ask({ role, scope, id: scopeId, word }) {
      permit('members.ask');
      const { userId, name, email } = currentActor();
      if (!userId || !(await nameOf(scope, scopeId))) throw new HttpError(404);
      const row: JoinRequestRow = {
        id: id(),
        user_id: userId,
        role,
        scope,
        scope_id: scopeId,
        word,
        state: 'open',
        created_at: now(),
        decided_at: null,
        decided_by: null,
      };
      if (!(await invitations.insertJoinRequest(db, row))) return refused('already');
      const t = accountsTexts('de');
      const where = await nameOf(scope, scopeId);
      for (const each of await deciders(scope, scopeId)) {
        await notify.tell({
          userId: each,
          kind: 'membership',
          title: t.notices.joinAsked(name || email, where),
          path: `/mitarbeit/${scope}/${scopeId}`,
        });
      }
      return ok(undefined);
    },

    decide: (requestId, isApproved) =>
      within(async (trx) => {
        const row = await invitations.joinRequestById(trx, requestId, true);
        if (!row) throw new HttpError(404);
        await change(trx, 'members.manage', place(row.scope, row.scope_id), {
          what: isApproved ? 'join.approved' : 'join.declined',
          kind: 'account',
          record: row.user_id,
          details: { scope: row.scope, place: row.scope_id },
        });
        if (row.state !== 'open') return refused('decided');
        await invitations.saveJoinRequest(trx, row.id, {
          state: isApproved ? 'approved' : 'declined',
          decided_at: now(),
          decided_by: currentActor().userId,
        });
        if (isApproved) await grant(trx, row.user_id, row.role, row.scope_id);
        const t = accountsTexts('de').notices;
        const where = await nameOf(row.scope, row.scope_id);
        const title = isApproved ? t.joinApproved(where) : t.joinDeclined(where);
        await notify.tell({ userId: row.user_id, kind: 'membership', title, path: '/konto' }, trx);
        return ok(undefined);
      }),

    async take(grantId) {
      const row = await people.grantById(db, grantId);
      if (!row) throw new HttpError(404);
      const isOwn = row.user_id === currentActor().userId;
      if (!isOwn && !mayGrant(currentActor(), row.role, place(row.scope, row.scope_id))) throw new HttpError(403);
      const isLast = row.role === 'administrator' && (await people.countRole(db, 'administrator', null)) <= 1;
      if (isLast) return refused('last');
      await within(async (trx) => {
        await people.removeGrant(trx, grantId);
        // What somebody may no longer do ends at once, in every browser.
        if (!isOwn) await endSessions(trx, row.user_id, 'all');
        await audit(trx, {
          action: 'role.taken',
          kind: 'account',
          record: row.user_id,
          details: { role: row.role, scope: row.scope, place: row.scope_id },
        });
      });
      return ok(undefined);
    },
  };
}
