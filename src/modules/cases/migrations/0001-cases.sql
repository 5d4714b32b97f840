create schema cases;

-- A request that was taken up.
create table cases.case_file (
  id uuid primary key,
  request_id uuid not null unique,
  opened_at timestamptz not null,
  locale text not null,
  company text not null,
  contact text not null,
  email text not null,
  place text not null,
  district text,
  topics text[] not null default '{}',
  -- Who looks after it now.
  owner_scope text check (owner_scope in ('organisation', 'consultant', 'network')),
  owner uuid,
  owner_name text not null,
  -- The rules it was begun under, frozen: a changed rule never rewrites an old case.
  programme text,
  programme_version text,
  rules jsonb,
  process jsonb not null,
  phase text not null,
  phase_since date not null,
  phase_due date,
  budget_days numeric(6, 2),
  day_rate numeric(8, 2),
  voucher_number text,
  voucher_issued date,
  voucher_until date,
  settled_on date,
  state text not null default 'open' check (state in ('open', 'closed', 'ended')),
  closed_on date,
  result text check (result in ('yes', 'partly', 'no')),
  result_note text not null default '',
  -- Whether the company agrees that its story is told.
  story_consent timestamptz,
  link_id uuid not null,
  -- Two people working on the same case notice each other.
  version integer not null default 1
);
create index case_owner on cases.case_file (owner, state);
create index case_open on cases.case_file (phase_due) where state = 'open';

create table cases.person (
  id uuid primary key,
  case_id uuid not null references cases.case_file on delete cascade,
  name text not null,
  side text not null check (side in ('management', 'staff', 'adviser', 'other'))
);
create index person_case on cases.person (case_id);

create table cases.goal (
  id uuid primary key,
  case_id uuid not null references cases.case_file on delete cascade,
  text text not null,
  company_agreed_at timestamptz,
  reached text check (reached in ('yes', 'partly', 'no'))
);
create index goal_case on cases.goal (case_id);

create table cases.session (
  id uuid primary key,
  case_id uuid not null references cases.case_file on delete cascade,
  phase text not null,
  day date not null,
  minutes integer not null check (minutes between 5 and 960),
  kind text not null check (kind in ('talk', 'workshop', 'review', 'other')),
  took_part text[] not null,
  notes text not null,
  -- Whether its time counts against the budget, and whether it ends a sprint.
  funded boolean not null,
  ends_sprint boolean not null,
  reason text not null default '',
  entered_by text not null,
  entered_at timestamptz not null
);
create index session_case on cases.session (case_id, day);

create table cases.document (
  id uuid primary key,
  case_id uuid not null references cases.case_file on delete cascade,
  phase text not null,
  kind text not null check (kind in ('documentation', 'report', 'other')),
  name text not null,
  text text not null default '',
  type text not null default '',
  bytes bytea,
  added_by text not null,
  added_at timestamptz not null
);
create index document_case on cases.document (case_id);

-- What happened, as everybody in the case may read it.
create table cases.event (
  id uuid primary key,
  position bigint generated always as identity,
  case_id uuid not null references cases.case_file on delete cascade,
  at timestamptz not null,
  kind text not null,
  who text not null,
  detail text not null default ''
);
create index event_case on cases.event (case_id, position);

create table cases.rating (
  case_id uuid primary key references cases.case_file on delete cascade,
  stars integer not null check (stars between 1 and 5),
  words text not null,
  at timestamptz not null
);

-- What was asked of the company when: once each.
create table cases.asked (
  case_id uuid not null references cases.case_file on delete cascade,
  what text not null,
  at timestamptz not null,
  primary key (case_id, what)
);

create table cases.effect (
  case_id uuid not null references cases.case_file on delete cascade,
  months integer not null,
  answers jsonb not null,
  -- Points by need in a check done at that time, where the company showed one.
  second_check jsonb,
  answered_at timestamptz not null,
  primary key (case_id, months)
);
