create schema declarations;

-- Keys that declarations are signed with. One is in use; those retired stay, so that what they signed can be verified.
create table declarations.signing_key (
  id text primary key,
  public_key jsonb not null,
  private_key bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index signing_key_in_use on declarations.signing_key ((true)) where retired_at is null;

-- What a company has declared: frozen with the version of the check it was made on.
create table declarations.declaration (
  id uuid primary key,
  number text not null unique,
  -- Where it came from, as long as that is still there; no foreign key, because the declaration outlives it.
  assessment_id uuid not null,
  check_id text not null,
  version integer not null,
  company text not null,
  place text not null,
  -- Whether the public page shows who it is.
  named boolean not null,
  issued_on date not null,
  valid_until date not null,
  withdrawn_at timestamptz,
  token text not null,
  file bytea not null,
  email text,
  locale text not null,
  reminded_at timestamptz,
  link_id uuid not null,
  created_at timestamptz not null
);
create unique index declaration_of_assessment on declarations.declaration (assessment_id) where withdrawn_at is null;
create index declaration_ends on declarations.declaration (valid_until) where withdrawn_at is null and reminded_at is null and email is not null;
