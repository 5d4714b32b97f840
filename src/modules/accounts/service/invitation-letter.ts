/** The letter that invites somebody into a role: as it goes out, and as it is looked at before. */
import { currentActor, type ScopeKind } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { BLANK, type Mail, mailKey } from '#platform/mail/index.ts';
import { INVITATION_DAYS } from '../auth.ts';
import { needsSecondFactor, type Role } from '../model.ts';
import type { InvitationRow } from '../tables.ts';
import { accountsTexts } from '../texts.ts';
import type { Context } from './context.ts';

export const INVITATION = 'invitation';

/** Where the people of a place stand. */
export const membersPath = (scope: ScopeKind, id: string | null): string =>
  id === null ? '/geschaeftsstelle/mitarbeit' : `/mitarbeit/${scope}/${id}`;

/** Days for which an invitation into a role can be taken. */
export const lifeOf = (role: Role): number => (needsSecondFactor(role) ? INVITATION_DAYS.strong : INVITATION_DAYS.ordinary);

interface Into {
  role: Role;
  scope: ScopeKind;
  id: string | null;
}

export interface InvitationLetter {
  /** The way in of one invitation. */
  linkOf(trx: Db, row: InvitationRow): Promise<string>;
  queue(raw: Trx, row: InvitationRow): Promise<void>;
  /** The letter to somebody who is invited to a place, to be looked at: its link is theirs alone. */
  sample(to: Into): Promise<Pick<Mail, 'subject' | 'text'>>;
  /** Sends that letter to whoever asks for it, to nobody else. */
  sendSample(to: Into): Promise<void>;
}

export function createInvitationLetter({ config, directory, id, links, mailer, within }: Context): InvitationLetter {
  const urlOf = (token: string) => `${config.publicUrl}/einladung/${token}`;

  async function wordsFor({ role, scope, id: scopeId }: Into, token: string, trx?: Db): Promise<Pick<Mail, 'subject' | 'text'>> {
    const t = accountsTexts('de');
    const name = scopeId === null ? undefined : (await directory.names(scope, [scopeId], trx)).get(scopeId);
    const where = name || t.platform;
    const [by, url, days] = [currentActor().name || t.office, urlOf(token), lifeOf(role)];
    // A consultant's profile is the consultant: nobody works "at" themselves.
    if (scope === 'consultant') return { subject: t.mail.profileSubject, text: t.mail.profile(by, where, url, days) };
    return { subject: t.mail.invitationSubject(where), text: t.mail.invitation(by, where, t.roles[role], url, days) };
  }
  const tokenOf = async (trx: Db, row: InvitationRow) =>
    links.token(INVITATION, await links.create(trx, INVITATION, row.id, row.expires_at));
  const sample = (to: Into, trx?: Db) => wordsFor(to, BLANK, trx);

  return {
    sample: (to) => sample(to),
    linkOf: async (trx, row) => urlOf(await tokenOf(trx, row)),

    async queue(raw, row) {
      const words = await wordsFor({ role: row.role, scope: row.scope, id: row.scope_id }, await tokenOf(raw as Db, row), raw as Db);
      await mailer.queue(raw, mailKey(row.id, 'invitation'), { to: row.email, about: membersPath(row.scope, row.scope_id), ...words });
    },

    sendSample: (to) =>
      within(async (trx, raw) => {
        const { subject, text } = await sample(to, trx);
        const mail = { to: currentActor().email, subject: accountsTexts('de').mail.sampleSubject(subject), text };
        await mailer.queue(raw, mailKey(id(), 'invitation-sample'), mail);
      }),
  };
}
