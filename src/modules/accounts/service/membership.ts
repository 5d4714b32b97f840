import { currentActor, type ScopeKind } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { mayWriteUnasked } from '#platform/mail/strangers.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { inPortions } from '#platform/rows.ts';
import { DAY } from '#platform/clock.ts';
import { COORDINATORS, mayGrant, needsSecondFactor, type Role, SCOPE_OF } from '../model.ts';
import { change, permit } from '../permit.ts';
import * as invitations from '../store/invitations.ts';
import * as people from '../store/people.ts';
import { endSessions } from '../store/sessions.ts';
import type { InvitationRow, JoinRequestRow } from '../tables.ts';
import { accountsTexts } from '../texts.ts';
import type { Context } from './context.ts';
import type { Factors } from './factors.ts';
import { createInvitationLetter, INVITATION, type InvitationLetter, lifeOf, membersPath } from './invitation-letter.ts';
import type { Notify } from './notify.ts';

const MOST_OPEN = 200;
const INVITATIONS_AT_ONCE = 100;

export interface Membership extends Pick<InvitationLetter, 'sample' | 'sendSample'> {
  /** Asks somebody to take a role. The roles that may be handed out depend on who asks. @throws HttpError 403 */
  invite(to: {
    email: string;
    role: Role;
    scope: ScopeKind;
    id: string | null;
  }): Promise<Result<undefined, 'tooMany' | 'already' | 'tooManyLetters'>>;
  /** The same for many places at once: each once, whoever is invited there already is left out. Returns how many letters go out. */
  inviteMany(to: readonly { email: string; role: Role; scope: ScopeKind; id: string }[]): Promise<number>;
  /** One invitation within the caller's transaction. */
  inviteIn(trx: Db, to: { email: string; role: Role; scope: ScopeKind; id: string }): Promise<void>;
  /** An invitation whose link stands in a letter that goes out anyway. */
  invitationUrl(trx: Db, to: { email: string; role: Role; scope: ScopeKind; id: string }): Promise<string>;
  revoke(invitationId: string): Promise<void>;
  /** The invitation behind a link; a fault where it is over. */
  opened(invitationId: string): Promise<Result<InvitationRow, 'over'>>;
  /**
   * The signed-in person takes the role: the invited address has just been proven. Opens the first set-up of a second
   * factor where the role needs one and none is there that counts. @throws HttpError 403 for anybody else
   */
  accept(invitationId: string, name: string): Promise<Result<InvitationRow, 'over'>>;
  /** Invites somebody anew to every role that counts only after a second factor: after a reset. */
  inviteAnew(trx: Db, raw: Trx, userId: string): Promise<void>;
  ask(request: { role: Role; scope: ScopeKind; id: string; word: string }): Promise<Result<undefined, 'already'>>;
  decide(requestId: string, isApproved: boolean): Promise<Result<undefined, 'decided'>>;
  /** Gives a role at once: the office, the command line, an admitted organisation. */
  grant(trx: Db, userId: string, role: Role, id: string | null): Promise<void>;
  take(grantId: string): Promise<Result<undefined, 'last'>>;
}

export function createMembership(context: Context, notify: Notify, factors: Factors): Membership {
  const { db, links, within, id, now, directory } = context;

  const letters = createInvitationLetter(context);

  const place = (scope: ScopeKind, scopeId: string | null) => ({ [scope]: scopeId });
  const nameOf = async (scope: ScopeKind, scopeId: string | null, trx?: Db) =>
    scopeId === null ? '' : ((await directory.names(scope, [scopeId], trx)).get(scopeId) ?? '');

  async function grant(trx: Db, userId: string, role: Role, scopeId: string | null): Promise<void> {
    const scope = SCOPE_OF[role];
    const row = { id: id(), user_id: userId, role, scope, scope_id: scopeId, granted_by: currentActor().userId, granted_at: now() };
    const isFirstStrong = needsSecondFactor(role) && !(await people.grantsOf(trx, userId)).some((each) => needsSecondFactor(each.role));
    if (!(await people.insertGrant(trx, row))) return;
    if (isFirstStrong) await factors.clearUnproven(trx, trx as unknown as Trx, userId);
    await audit(trx, { action: 'role.given', kind: 'account', record: userId, details: { role, scope, place: scopeId } });
  }

  /** Those who decide at a place; where nobody does, the office. */
  async function deciders(scope: ScopeKind, scopeId: string): Promise<string[]> {
    const role = COORDINATORS[scope];
    const own = role ? await people.holdersOf(db, [role], scopeId) : [];
    return own.length > 0 ? own : people.holdersOf(db, ['office'], null);
  }

  /** Whether an invitation can be taken: once, by one session. Who comes back later without a factor is invited anew. */
  const isOpen = (row: InvitationRow): boolean => row.revoked_at === null && row.expires_at > now() && row.accepted_at === null;

  interface To {
    email: string;
    role: Role;
    scope: ScopeKind;
    scopeId: string | null;
  }

  async function enter(trx: Db, { email, role, scope, scopeId }: To): Promise<InvitationRow> {
    const row: InvitationRow = {
      id: id(),
      email: email.toLowerCase(),
      role,
      scope,
      scope_id: scopeId,
      invited_by: currentActor().userId,
      created_at: now(),
      expires_at: new Date(now().getTime() + lifeOf(role) * DAY),
      accepted_at: null,
      revoked_at: null,
    };
    await invitations.insertInvitation(trx, row);
    const action = scope === 'platform' ? 'roles.grant' : 'members.manage';
    await change(trx, action, place(scope, scopeId), {
      what: 'invitation.sent',
      kind: 'invitation',
      record: row.id,
      details: { role, scope, place: scopeId },
    });
    return row;
  }

  const sendInvitation = async (trx: Db, raw: Trx, to: To): Promise<void> => letters.queue(raw, await enter(trx, to));

  return {
    grant,
    sample: letters.sample,
    sendSample: letters.sendSample,

    async invite({ email, role, scope, id: scopeId }) {
      if (SCOPE_OF[role] !== scope || !mayGrant(currentActor(), role, place(scope, scopeId))) throw new HttpError(403);
      if ((await invitations.countOpen(db, scope, scopeId, now())) >= MOST_OPEN) return refused('tooMany');
      return within(async (trx, raw) => {
        if (scopeId !== null) await invitations.lockPlace(raw, scope, scopeId);
        if (scopeId !== null && (await invitations.isInvited(trx, email.toLowerCase(), scope, scopeId, now()))) return refused('already');
        if (!(await mayWriteUnasked(context.attempts, email))) return refused('tooManyLetters');
        await sendInvitation(trx, raw, { email, role, scope, scopeId });
        return ok(undefined);
      });
    },

    async inviteMany(wishes) {
      let sent = 0;
      for (const portion of inPortions(wishes, INVITATIONS_AT_ONCE)) {
        await within(async (trx, raw) => {
          for (const { email, role, scope, id: scopeId } of portion) {
            if (SCOPE_OF[role] !== scope || !mayGrant(currentActor(), role, place(scope, scopeId))) throw new HttpError(403);
            // Two who press at once stand in line, and the second finds the letter of the first.
            await invitations.lockPlace(raw, scope, scopeId);
            if (await invitations.isInvited(trx, email.toLowerCase(), scope, scopeId, now())) continue;
            await sendInvitation(trx, raw, { email, role, scope, scopeId });
            sent++;
          }
        });
      }
      return sent;
    },

    async inviteIn(trx, { email, role, scope, id: scopeId }) {
      if (!mayGrant(currentActor(), role, place(scope, scopeId))) throw new HttpError(403);
      await sendInvitation(trx, trx as unknown as Trx, { email, role, scope, scopeId });
    },

    async invitationUrl(trx, { email, role, scope, id: scopeId }) {
      if (!mayGrant(currentActor(), role, place(scope, scopeId))) throw new HttpError(403);
      return letters.linkOf(trx, await enter(trx, { email, role, scope, scopeId }));
    },

    async inviteAnew(trx, raw, userId) {
      const person = await people.personById(trx, userId);
      if (!person) return;
      for (const grant of await people.grantsOf(trx, userId)) {
        if (!needsSecondFactor(grant.role)) continue;
        await sendInvitation(trx, raw, { email: person.email, role: grant.role as Role, scope: grant.scope, scopeId: grant.id });
        break; // one is enough: what it opens is the account's
      }
    },

    async revoke(invitationId) {
      const row = await invitations.invitationById(db, invitationId);
      if (!row) throw new HttpError(404);
      // Whoever may not invite into a role may not take such an invitation back either.
      if (!mayGrant(currentActor(), row.role, place(row.scope, row.scope_id))) throw new HttpError(403);
      await within(async (trx) => {
        const action = row.scope === 'platform' ? 'roles.grant' : 'members.manage';
        await change(trx, action, place(row.scope, row.scope_id), { what: 'invitation.revoked', kind: 'invitation', record: row.id });
        await invitations.saveInvitation(trx, row.id, { revoked_at: now() });
        await links.revokeAll(trx, INVITATION, row.id);
      });
    },

    async opened(invitationId) {
      const row = await invitations.invitationById(db, invitationId);
      return row && isOpen(row) ? ok(row) : refused('over');
    },

    accept: (invitationId, name) =>
      within(async (trx) => {
        const row = await invitations.invitationById(trx, invitationId, true);
        if (!row || !isOpen(row)) return refused('over');
        const { userId, sessionId, email } = currentActor();
        if (!userId || email !== row.email) throw new HttpError(403);
        if (name !== '') await people.savePerson(trx, userId, { name });
        await grant(trx, userId, row.role, row.scope_id);
        if (sessionId && needsSecondFactor(row.role) && (await factors.mayOpenFirst(trx, userId, row.invited_by)))
          await factors.openFirst(trx, userId, { sessionId });
        await links.revokeAll(trx, INVITATION, row.id);
        await invitations.saveInvitation(trx, row.id, { accepted_at: now() });
        const t = accountsTexts('de');
        const title = t.invitation.acceptedNotice(currentActor().name || name || email, t.roles[row.role]);
        if (row.invited_by)
          await notify.tell({ userId: row.invited_by, kind: 'membership', title, path: membersPath(row.scope, row.scope_id) }, trx);
        return ok(row);
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
        const where = await nameOf(row.scope, row.scope_id, trx);
        const title = isApproved ? t.joinApproved(where) : t.joinDeclined(where);
        await notify.tell({ userId: row.user_id, kind: 'membership', title, path: '/konto' }, trx);
        return ok(undefined);
      }),

    async take(grantId) {
      const row = await people.grantById(db, grantId);
      if (!row) throw new HttpError(404);
      const isOwn = row.user_id === currentActor().userId;
      if (!isOwn && !mayGrant(currentActor(), row.role, place(row.scope, row.scope_id))) throw new HttpError(403);
      return within(async (trx, raw) => {
        if (row.role === 'administrator' && !(await people.leavesAdministrator(raw, row.user_id))) return refused('last');
        await people.removeGrant(trx, grantId);
        // What somebody may no longer do ends at once, in every browser.
        if (!isOwn) await endSessions(trx, row.user_id, 'all');
        await audit(trx, {
          action: 'role.taken',
          kind: 'account',
          record: row.user_id,
          details: { role: row.role, scope: row.scope, place: row.scope_id },
        });
        return ok(undefined);
      });
    },
  };
}
