import { createHash } from 'node:crypto';
import { type Actor, currentActor, visitor } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import { HOUR } from '#platform/clock.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { isFresh } from '../auth.ts';
import { type FactorRefusal, factorRefusal, type FactorStanding, hasStrongFactor } from '../factors.ts';
import { mayGrant, needsSecondFactor, type Role } from '../model.ts';
import { bindFirstFactor, hasFirstFactor, insertFirstFactor, removeFirstFactors } from '../store/first-factor.ts';
import * as people from '../store/people.ts';
import { endSessions, sessionById, weakenSession } from '../store/sessions.ts';
import { accountsTexts } from '../texts.ts';
import type { Context } from './context.ts';

/** What can happen to what signs somebody in; each stands in the trail as `account.…` and in a mail to the owner. */
export type FactorChange =
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'secondFactorAdded'
  | 'secondFactorRemoved'
  | 'recoveryCodesRenewed'
  | 'recoveryCodeUsed'
  | 'password'
  | 'passwordRemoved'
  | 'factorsReset'
  | 'factorsCleared';

/** How long a link or an invitation opens the first set-up. */
const FIRST_FACTOR_HOURS = 1;

export interface Factors {
  /** Why the signed-in person may not change what signs in; undefined where they may. */
  refusal(): Promise<FactorRefusal | undefined>;
  /** Does the change, notes it in the trail and tells the owner by mail: all or nothing. */
  change(userId: string, what: FactorChange, work?: (trx: Db) => Promise<unknown>): Promise<void>;
  /** Takes every factor away and ends every session. */
  reset(trx: Db, raw: Trx, userId: string): Promise<void>;
  /**
   * An account is about to hold its first role that needs a second factor. What signs in to it so far was set up with the
   * mailbox alone, and whoever once read that may have left a key: it goes, with every other session. Only what the very
   * session that takes the role has shown stays.
   */
  clearUnproven(trx: Db, raw: Trx, userId: string): Promise<void>;
  /** Opens the first set-up to whoever uses this link, or to a session. */
  openFirst(db: Db, userId: string, to: { link: string } | { sessionId: string }): Promise<void>;
  /** Whether an invitation by somebody may open the first factor: the account has none, and its inviter may grant every strong role it holds. */
  mayOpenFirst(db: Db, userId: string, inviter: string | null): Promise<boolean>;
  /** A link was used: what it opens is the session's now. */
  linkUsed(link: string, sessionId: string): Promise<void>;
}

const hashOf = (link: string) => createHash('sha256').update(link).digest('hex');

export function createFactors({ db, within, id, now, mailer, config }: Context): Factors {
  async function standing(): Promise<FactorStanding> {
    const { userId, sessionId, grants, withheld } = currentActor();
    const [person, passkeys, session] = await Promise.all([
      people.personById(db, userId ?? ''),
      people.passkeysOf(db, userId ?? ''),
      sessionById(db, sessionId ?? ''),
    ]);
    return {
      hasTotp: person?.hasTotp ?? false,
      passkeys: passkeys.length,
      needsStrong: [...grants, ...withheld].some((grant) => needsSecondFactor(grant.role)),
      session: { isStrong: session?.isStrong ?? false, isFresh: session !== undefined && isFresh(session.began, now()) },
      maySetUpFirst: await hasFirstFactor(db, userId ?? '', sessionId ?? '', now()),
    };
  }

  async function note(trx: Db, raw: Trx, userId: string, what: FactorChange): Promise<void> {
    await audit(trx, { action: `account.${what}`, kind: 'account', record: userId });
    const person = await people.personById(trx, userId);
    if (!person) return;
    const t = accountsTexts(person.locale).mail;
    await mailer.queue(raw, mailKey(id(), 'factor'), {
      to: person.email,
      locale: person.locale,
      subject: t.factorSubject,
      text: t.factor(person.name, t.factorChanges[what], now(), `${config.publicUrl}/konto/sicherheit`, config.officeMail),
    });
  }

  return {
    refusal: async () => {
      const { userId } = currentActor();
      return userId === null ? 'signInAnew' : factorRefusal(await standing());
    },

    change: (userId, what, work) =>
      within(async (trx, raw) => {
        await work?.(trx);
        if (what === 'passkeyAdded') await people.removeUnconfirmedTotp(trx, userId);
        if (what === 'passkeyAdded' || what === 'secondFactorAdded') await removeFirstFactors(trx, userId);
        await note(trx, raw, userId, what);
      }),

    async reset(trx, raw, userId) {
      await people.removeFactors(trx, userId);
      await removeFirstFactors(trx, userId);
      await endSessions(trx, userId, 'all');
      await note(trx, raw, userId, 'factorsReset');
    },

    async clearUnproven(trx, raw, userId) {
      const { userId: taker, sessionId } = currentActor();
      const own = taker === userId && sessionId ? await sessionById(trx, sessionId) : undefined;
      const hasShownApp = own?.isStrong === true && own.method === 'totp';
      const { hasTotp, hasPassword, passkeys } = await people.factorsOf(trx, userId);
      const goes = passkeys > 0 || hasPassword || (hasTotp && !hasShownApp);
      if (hasShownApp) await people.removeAllButTotp(trx, userId);
      else {
        await people.removeFactors(trx, userId);
        // It may have shown a passkey that is gone now: without a new factor it would end with the session, and nobody could come back.
        if (own) await weakenSession(trx, own.id);
      }
      await removeFirstFactors(trx, userId);
      await endSessions(trx, userId, own ? { except: own.id } : 'all');
      if (goes) await note(trx, raw, userId, 'factorsCleared');
    },

    openFirst: (into, userId, to) =>
      insertFirstFactor(into, {
        id: id(),
        user_id: userId,
        link_hash: 'link' in to ? hashOf(to.link) : null,
        session_id: 'sessionId' in to ? to.sessionId : null,
        granted_by: currentActor().userId,
        expires_at: new Date(now().getTime() + FIRST_FACTOR_HOURS * HOUR),
      }),

    async mayOpenFirst(from, userId, inviter) {
      const { hasTotp, passkeys } = await people.factorsOf(from, userId);
      if (hasStrongFactor({ hasTotp, passkeys })) return false;
      if (inviter === null) return true; // by the command line
      const actor: Actor = { ...visitor(), kind: 'person', userId: inviter, grants: await people.grantsOf(from, inviter) };
      const strong = (await people.grantsOf(from, userId)).filter(({ role }) => needsSecondFactor(role));
      return strong.every(({ role, scope, id: at }) => mayGrant(actor, role as Role, { [scope]: at }));
    },

    linkUsed: (link, sessionId) => bindFirstFactor(db, hashOf(link), sessionId),
  };
}
