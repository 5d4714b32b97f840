create schema credentials;

-- Keys that credentials are signed with. One is in use; those retired stay, so that what they signed can be verified.
create table credentials.signing_key (
  id text primary key,
  public_key text not null,
  secret_key text not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index signing_key_in_use on credentials.signing_key ((true)) where retired_at is null;

-- What was issued, with its proof, as its holder has it.
create table credentials.credential (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('certificate', 'seal', 'accreditation')),
  -- Whose it is, where that is somebody with an account.
  user_id text,
  holder text not null,
  title text not null,
  issued_at timestamptz not null,
  valid_until date,
  -- Position in the status list; drawn by lot, so that it tells nothing about the others.
  status_index integer not null unique check (status_index between 0 and 131071),
  revoked_at timestamptz,
  revoked_why text not null default '',
  document jsonb not null
);
create index credential_user on credentials.credential (user_id);
create index credential_revoked on credentials.credential (status_index) where revoked_at is not null;

-- Issuers elsewhere whose word the office trusts, with their keys: nothing is fetched when something is verified.
create table credentials.trusted_issuer (
  did text primary key,
  name text not null,
  document jsonb not null,
  added_at timestamptz not null
);
