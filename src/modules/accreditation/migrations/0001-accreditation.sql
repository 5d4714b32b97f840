create schema accreditation;

-- An application with what it rests on, and what became of it.
create table accreditation.application (
  id uuid primary key,
  consultant_id uuid not null,
  user_id text not null,
  scheme text not null,
  state text not null check (state in ('submitted', 'checked', 'granted', 'refused', 'withdrawn')),
  note text not null default '',
  -- The charter that the person agreed to, with its version.
  charter text,
  charter_version text,
  submitted_at timestamptz not null,
  finding text not null default '',
  recommends boolean,
  checked_at timestamptz,
  decision_note text not null default '',
  decided_at timestamptz,
  -- The decision of a body, where a scheme wants one.
  agreement_id uuid
);
create index application_consultant on accreditation.application (consultant_id, submitted_at desc);
create unique index application_open on accreditation.application (consultant_id) where state in ('submitted', 'checked');
create index application_waiting on accreditation.application (submitted_at) where state in ('submitted', 'checked');

create table accreditation.evidence (
  id uuid primary key,
  application_id uuid not null references accreditation.application on delete cascade,
  kind text not null check (kind in ('text', 'credential')),
  title text not null,
  content text not null,
  -- What verifying said: `valid`, or what was wrong.
  verdict text not null default '',
  at timestamptz not null
);

create table accreditation.accreditation (
  id uuid primary key,
  consultant_id uuid not null,
  scheme text not null,
  application_id uuid not null references accreditation.application,
  credential_id uuid not null references credentials.credential,
  granted_on date not null,
  valid_until date not null,
  withdrawn_on date,
  withdrawn_why text not null default ''
);
create index accreditation_consultant on accreditation.accreditation (consultant_id, granted_on desc);

-- Objection against a refusal or withdrawal, and the appeal after it.
create table accreditation.objection (
  id uuid primary key,
  application_id uuid not null references accreditation.application on delete cascade,
  level integer not null check (level in (1, 2)),
  text text not null,
  lodged_at timestamptz not null,
  answer text not null default '',
  upheld boolean,
  agreement_id uuid,
  answered_at timestamptz,
  unique (application_id, level)
);

-- Who was told, for which last day, how many months ahead: once each.
create table accreditation.reminder (
  consultant_id uuid not null,
  valid_until date not null,
  months integer not null,
  sent_at timestamptz not null,
  primary key (consultant_id, valid_until, months)
);

-- Exchange of experience: attendance counts for renewal.
create table accreditation.exchange (
  id uuid primary key,
  title text not null,
  topics text[] not null,
  day date not null,
  hours text not null default '',
  place text not null,
  district text not null default '',
  online boolean not null,
  link text not null default '',
  notes text not null default '',
  cancelled boolean not null default false,
  created_by text not null,
  created_at timestamptz not null
);
create index exchange_day on accreditation.exchange (day);
create table accreditation.participation (
  exchange_id uuid not null references accreditation.exchange on delete cascade,
  consultant_id uuid not null,
  name text not null,
  registered_at timestamptz not null,
  attended boolean,
  primary key (exchange_id, consultant_id)
);
create index participation_consultant on accreditation.participation (consultant_id) where attended;
create table accreditation.question (
  id uuid primary key,
  exchange_id uuid not null references accreditation.exchange on delete cascade,
  who text not null,
  text text not null,
  answer text not null default '',
  at timestamptz not null
);

-- Accredited anew: everybody under one scheme is asked to meet another, by a day.
create table accreditation.campaign (
  id uuid primary key,
  scheme text not null,
  deadline date not null,
  state text not null check (state in ('writing', 'running', 'ended')),
  started_at timestamptz not null,
  ended_at timestamptz
);
create unique index campaign_one on accreditation.campaign (scheme) where state <> 'ended';
create table accreditation.campaign_member (
  campaign_id uuid not null references accreditation.campaign on delete cascade,
  consultant_id uuid not null,
  -- One letter for everybody who is reached at the same address.
  email text not null,
  name text not null,
  valid_until date not null,
  missing text[],
  told_at timestamptz,
  primary key (campaign_id, consultant_id)
);
create index campaign_member_open on accreditation.campaign_member (campaign_id, email) where told_at is null;
