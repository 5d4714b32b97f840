create schema checks;

-- A check being filled in. Whoever holds its private link may see and change it; nobody's name is in it.
create table checks.assessment (
  id uuid primary key,
  check_id text not null,
  version integer not null,
  created_at timestamptz not null,
  visited_at timestamptz not null,
  postal_code text,
  size text,
  industry text
);
create index assessment_visited on checks.assessment (visited_at);

create table checks.answer (
  assessment_id uuid not null references checks.assessment on delete cascade,
  checkpoint text not null,
  rating text check (rating in ('none', 'some', 'urgent', 'notApplicable')),
  note text not null default '',
  primary key (assessment_id, checkpoint)
);

create table checks.measure (
  id uuid primary key,
  assessment_id uuid not null references checks.assessment on delete cascade,
  checkpoint text,
  text text not null,
  urgency text check (urgency in ('now', 'soon', 'later')),
  responsible text not null default '',
  due date,
  control text not null default '',
  done boolean not null default false
);
create index measure_assessment on checks.measure (assessment_id);

-- Which stage an assessment has reached, so that each is counted once.
create table checks.milestone (
  assessment_id uuid not null references checks.assessment on delete cascade,
  stage text not null,
  primary key (assessment_id, stage)
);

-- How many got how far, by check and month. Nothing here points to an assessment.
create table checks.funnel (
  check_id text not null,
  month date not null,
  stage text not null,
  reached integer not null default 0,
  primary key (check_id, month, stage)
);
