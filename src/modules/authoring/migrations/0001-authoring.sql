create schema authoring;

-- A check being written. What is in it may be unfinished; what is published from it is checked as a whole.
create table authoring.draft (
  id uuid primary key,
  check_id text not null,
  version integer not null,
  file jsonb not null,
  translations jsonb not null,
  -- draft → consultation among the partners → submitted to a body → published (on trial or in force) or dropped
  state text not null check (state in ('draft', 'consultation', 'submitted', 'trial', 'inForce', 'dropped')),
  consultation_until date,
  -- The paper that travels through the bodies (governance); no foreign key across that wall.
  paper_id uuid,
  revision integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index draft_open on authoring.draft (check_id, version);

-- What the partners say during the consultation, at each check point.
create table authoring.comment (
  id uuid primary key,
  draft_id uuid not null references authoring.draft on delete cascade,
  -- Empty: about the check as a whole.
  checkpoint text not null,
  author uuid,
  author_name text not null,
  text text not null,
  created_at timestamptz not null,
  answer text not null default '',
  answered_at timestamptz,
  resolved boolean not null default false
);
create index comment_draft on authoring.comment (draft_id, checkpoint);
