create schema trends;

create table trends.trend (
  id uuid primary key,
  title text not null,
  description text not null,
  topics text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  -- A year after: what became of it.
  review_on date not null,
  outcome text not null default '',
  outcome_at timestamptz,
  -- What was proposed to a body.
  paper_id uuid,
  body_id uuid,
  proposed_at timestamptz
);

-- What somebody has seen, where, when. It may belong to a trend later.
create table trends.observation (
  id uuid primary key,
  trend_id uuid references trends.trend on delete set null,
  text text not null,
  source text not null,
  seen_on date not null,
  who text not null,
  added_by uuid,
  added_at timestamptz not null
);
create index observation_trend on trends.observation (trend_id, seen_on);

-- How strong and how near members think a trend is, each once, the newest word counts.
create table trends.judgement (
  trend_id uuid not null references trends.trend on delete cascade,
  user_id uuid not null,
  name text not null,
  strength integer not null check (strength between 1 and 5),
  nearness integer not null check (nearness between 1 and 5),
  at timestamptz not null,
  primary key (trend_id, user_id)
);
