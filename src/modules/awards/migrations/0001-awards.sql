create schema awards;

-- A company's way to an award.
create table awards.path (
  id uuid primary key,
  company_id uuid not null references companies.company on delete cascade,
  award_id text not null,
  -- Who accompanies and reviews it from outside.
  reviewer uuid,
  reviewer_name text not null default '',
  started_at timestamptz not null,
  unique (company_id, award_id)
);

-- What was done for a task: which sheet, who is in the group, which talks there were.
create table awards.entry (
  path_id uuid not null references awards.path on delete cascade,
  step text not null,
  task text not null,
  data jsonb not null,
  updated_at timestamptz not null,
  primary key (path_id, step, task)
);

-- A step that was handed in: reviewed from outside, then decided.
create table awards.decision (
  id uuid primary key,
  path_id uuid not null references awards.path on delete cascade,
  step text not null,
  state text not null check (state in ('submitted', 'reviewed', 'granted', 'returned', 'withdrawn')),
  submitted_at timestamptz not null,
  finding text not null default '',
  recommends boolean,
  reviewed_at timestamptz,
  note text not null default '',
  decided_at timestamptz,
  number text unique,
  valid_until date,
  -- Whether the public register may name the company.
  named boolean not null default false,
  reminded_at timestamptz
);
create index decision_path on awards.decision (path_id, submitted_at desc);
create unique index decision_open on awards.decision (path_id, step) where state in ('submitted', 'reviewed');
create index decision_register on awards.decision (valid_until) where state = 'granted' and named;
