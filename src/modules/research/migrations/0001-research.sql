create schema research;

create table research.project (
  id uuid primary key,
  -- The partner that hands in its results.
  organisation_id uuid not null,
  title text not null,
  summary text not null,
  funder text not null,
  partners text not null,
  contact text not null,
  email text not null,
  begins_on date not null,
  ends_on date not null,
  created_at timestamptz not null
);
create index project_organisation on research.project (organisation_id);

create table research.result (
  id uuid primary key,
  project_id uuid not null references research.project on delete cascade,
  kind text not null check (kind in ('text', 'tool', 'survey', 'brochure')),
  title text not null,
  summary text not null,
  -- What it says, in everyday language: this is what is measured and, once it is an aid, shown.
  body text not null,
  -- Where the original is.
  link text not null,
  topics text[] not null,
  -- What a person has checked of the translation.
  checked text[] not null default '{}',
  handed_at timestamptz not null,
  updated_at timestamptz not null
);
create index result_project on research.result (project_id);

-- The path that is agreed for a result: each step with who and until when.
create table research.step (
  id uuid primary key,
  result_id uuid not null references research.result on delete cascade,
  path text not null check (path in ('aid', 'check', 'offer', 'story', 'trend')),
  -- A check point (check/point), a check, a partner, a trend; empty for a story.
  target text not null,
  responsible text not null,
  due date not null,
  state text not null check (state in ('open', 'done', 'dropped')),
  note text not null default '',
  -- What came of it: a paper, an observation.
  outcome uuid,
  agreed_at timestamptz not null,
  closed_at timestamptz
);
create index step_result on research.step (result_id);

-- A result that helps with a check point, shown there.
create table research.aid (
  id uuid primary key,
  result_id uuid not null references research.result on delete cascade,
  point text not null,
  slug text not null unique,
  published_at timestamptz not null,
  unique (result_id, point)
);
create index aid_point on research.aid (point);
