import type { ScopeKind } from '#platform/actor.ts';
import type { Db } from '#platform/database/index.ts';
import { permit } from '../permit.ts';
import type { Role } from '../roles.ts';
import type { AccountsTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccountsTables>();

export interface Access {
  people: { name: string; email: string; role: Role }[];
  /** Addresses with an open invitation. */
  invited: string[];
}

/** Whether somebody works there or was asked to: a place that is not taken away without a word. */
export const hasAccess = (access: Access | undefined): boolean => access !== undefined && access.people.length + access.invited.length > 0;

/** Who has access to each place of a kind, and who is invited: for the office's list. Places without either are missing. */
export async function accessBy(db: Db, scope: ScopeKind, now: Date): Promise<Map<string, Access>> {
  permit('roles.grant');
  const [grants, invitations] = await Promise.all([
    tables(db)
      .selectFrom('accounts.grant')
      .innerJoin('accounts.user', 'accounts.user.id', 'accounts.grant.user_id')
      .select(['accounts.grant.scope_id', 'accounts.grant.role', 'accounts.user.name', 'accounts.user.email'])
      .where('accounts.grant.scope', '=', scope)
      .orderBy('accounts.user.name')
      .execute(),
    tables(db)
      .selectFrom('accounts.invitation')
      .select(['scope_id', 'email'])
      .where('scope', '=', scope)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .execute(),
  ]);
  const found = new Map<string, Access>();
  const at = (id: string) => {
    const known = found.get(id) ?? { people: [], invited: [] };
    found.set(id, known);
    return known;
  };
  for (const { scope_id, name, email, role } of grants) if (scope_id) at(scope_id).people.push({ name, email, role });
  for (const { scope_id, email } of invitations) if (scope_id) at(scope_id).invited.push(email);
  return found;
}
