create schema accounts;

-- Tables of better-auth; its column names stay as they are.
create table accounts."user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "twoFactorEnabled" boolean default false,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  -- Ours: the language of mails, and whether the account may sign in.
  locale text not null default 'de' check (locale in ('de', 'en')),
  blocked_at timestamptz
);

create table accounts.session (
  id uuid primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references accounts."user" on delete cascade,
  -- Ours: how it was begun, and when a second factor was shown.
  method text not null default '',
  strong_at timestamptz
);
create index session_of_user on accounts.session ("userId");

create table accounts.account (
  id uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references accounts."user" on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index account_of_user on accounts.account ("userId");

create table accounts.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index verification_identifier on accounts.verification (identifier);

create table accounts."twoFactor" (
  id uuid primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null references accounts."user" on delete cascade,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);
create index two_factor_user on accounts."twoFactor" ("userId");

create table accounts.passkey (
  id uuid primary key,
  name text,
  "publicKey" text not null,
  "userId" uuid not null references accounts."user" on delete cascade,
  "credentialID" text not null unique,
  counter bigint not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamptz,
  aaguid text
);
create index passkey_user on accounts.passkey ("userId");

-- A role in a scope.
create table accounts."grant" (
  id uuid primary key,
  user_id uuid not null references accounts."user" on delete cascade,
  role text not null,
  scope text not null,
  scope_id uuid,
  granted_by uuid,
  granted_at timestamptz not null,
  unique nulls not distinct (user_id, role, scope, scope_id)
);
create index grant_scope on accounts."grant" (scope, scope_id);

-- Somebody is asked to take a role; the address is what counts, not who opens the link.
create table accounts.invitation (
  id uuid primary key,
  email text not null,
  role text not null,
  scope text not null,
  scope_id uuid,
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create index invitation_scope on accounts.invitation (scope, scope_id);

-- Somebody asks for a role.
create table accounts.join_request (
  id uuid primary key,
  user_id uuid not null references accounts."user" on delete cascade,
  role text not null,
  scope text not null,
  scope_id uuid not null,
  word text not null,
  state text not null check (state in ('open', 'approved', 'declined', 'withdrawn')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid
);
create index join_request_scope on accounts.join_request (scope, scope_id);
create unique index join_request_once on accounts.join_request (user_id, scope, scope_id) where state = 'open';

-- How somebody wants to hear of something; a missing row is the kind's default.
create table accounts.preference (
  user_id uuid not null references accounts."user" on delete cascade,
  kind text not null,
  rhythm text not null check (rhythm in ('now', 'daily', 'weekly', 'never')),
  primary key (user_id, kind)
);

create table accounts.notification (
  id uuid primary key,
  user_id uuid not null references accounts."user" on delete cascade,
  kind text not null,
  title text not null,
  path text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  seen_at timestamptz
);
create index notification_user on accounts.notification (user_id, created_at desc);
create index notification_waiting on accounts.notification (user_id) where sent_at is null;

-- What somebody agreed to: what, when, which version of the text. Never changed; a withdrawal is a line of its own.
create table accounts.consent (
  id uuid primary key,
  user_id uuid references accounts."user" on delete set null,
  subject text not null,
  version text not null,
  given boolean not null,
  at timestamptz not null
);
create index consent_user on accounts.consent (user_id);
