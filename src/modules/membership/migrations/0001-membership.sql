create schema membership;

-- An organisation asks to be admitted.
create table membership.application (
  id uuid primary key,
  name text not null,
  content jsonb not null,
  -- Charters with the versions that were accepted when applying.
  accepted jsonb not null,
  applicant uuid,
  state text not null check (state in ('open', 'admitted', 'declined', 'withdrawn')),
  -- The body that decides; null: the office.
  body_id uuid,
  word text not null default '',
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  organisation_id uuid
);
create index application_open on membership.application (created_at) where state = 'open';

-- Who has accepted which version of which charter.
create table membership.acceptance (
  organisation_id uuid not null,
  charter text not null,
  version text not null,
  accepted_by uuid,
  accepted_at timestamptz not null,
  primary key (organisation_id, charter, version)
);

-- Whom we have asked for which version: once is enough.
create table membership.asked (
  organisation_id uuid not null,
  charter text not null,
  version text not null,
  asked_at timestamptz not null,
  primary key (organisation_id, charter, version)
);

create table membership.departure (
  organisation_id uuid primary key,
  declared_at timestamptz not null,
  declared_by uuid,
  leaves_on date not null,
  reason text not null,
  done_at timestamptz
);
