import type { Db } from '#platform/database/index.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';

/** The way to somebody's own accreditation, as it stands in a letter. */
export interface Door {
  url: string;
  /** The link is an invitation: whoever it goes to had no access yet. */
  isInvitation: boolean;
}

/**
 * Whoever is written to about their accreditation can get to it: by their profile where they have access, else by an
 * invitation to it. The letter goes to the address that the office has entered, and so does an invitation.
 */
export async function doorTo(trx: Db, accounts: AccountsService, person: { id: string; email: string }): Promise<Door> {
  const { config } = accounts.context;
  if ((await holdersOf(trx, ['consultant'], person.id)).length > 0)
    return { url: `${config.publicUrl}/beratungsprofil/${person.id}/akkreditierung`, isInvitation: false };
  const to = { email: person.email, role: 'consultant' as const, scope: 'consultant' as const, id: person.id };
  return { url: await accounts.membership.invitationUrl(trx, to), isInvitation: true };
}
