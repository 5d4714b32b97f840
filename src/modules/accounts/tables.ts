import type { ScopeKind } from '#platform/actor.ts';
import type { Role, Rhythm } from './model.ts';

/** Tables of the schema `accounts` that are ours or that we read; the others belong to better-auth. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type AccountsTables = {
  'accounts.user': {
    id: string;
    name: string;
    email: string;
    emailVerified: boolean;
    twoFactorEnabled: boolean | null;
    createdAt: Date;
    updatedAt: Date;
    locale: 'de' | 'en';
    blocked_at: Date | null;
  };
  'accounts.session': {
    id: string;
    userId: string;
    token: string;
    createdAt: Date;
    updatedAt: Date;
    expiresAt: Date;
    userAgent: string | null;
    method: string;
    strong_at: Date | null;
  };
  'accounts.account': { id: string; userId: string; providerId: string; accountId: string; password: string | null; createdAt: Date };
  'accounts.verification': { id: string; expiresAt: Date };
  'accounts.twoFactor': { id: string; userId: string; verified: boolean | null };
  'accounts.passkey': { id: string; userId: string; name: string | null; createdAt: Date | null; backedUp: boolean };
  'accounts.first_factor': FirstFactorRow;
  'accounts.grant': GrantRow;
  'accounts.invitation': InvitationRow;
  'accounts.join_request': JoinRequestRow;
  'accounts.preference': { user_id: string; kind: string; rhythm: Rhythm };
  'accounts.notification': NotificationRow;
  'accounts.consent': ConsentRow;
};

export interface FirstFactorRow {
  id: string;
  user_id: string;
  link_hash: string | null;
  session_id: string | null;
  granted_by: string | null;
  expires_at: Date;
}

export interface GrantRow {
  id: string;
  user_id: string;
  role: Role;
  scope: ScopeKind;
  scope_id: string | null;
  granted_by: string | null;
  granted_at: Date;
}

export interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  scope: ScopeKind;
  scope_id: string | null;
  invited_by: string | null;
  created_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
}

export interface JoinRequestRow {
  id: string;
  user_id: string;
  role: Role;
  scope: ScopeKind;
  scope_id: string;
  word: string;
  state: 'open' | 'approved' | 'declined' | 'withdrawn';
  created_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
}

export interface NotificationRow {
  id: string;
  user_id: string;
  kind: string;
  title: string;
  path: string;
  created_at: Date;
  sent_at: Date | null;
  seen_at: Date | null;
}

export interface ConsentRow {
  id: string;
  user_id: string | null;
  subject: string;
  version: string;
  given: boolean;
  at: Date;
}
