-- Several people of a company rate on their own, anonymous towards each other.
create table checks.team_round (
  id uuid primary key,
  assessment_id uuid not null references checks.assessment on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  -- Made once when the round is closed; the single answers are deleted in the same moment.
  result jsonb
);
create index team_round_assessment on checks.team_round (assessment_id);
create unique index team_round_open on checks.team_round (assessment_id) where closed_at is null;

-- One link a person. Nobody's name is on it; what is being filled in lies here until it is handed in.
create table checks.team_ticket (
  id uuid primary key,
  round_id uuid not null references checks.team_round on delete cascade,
  grp text not null check (grp in ('management', 'staff')),
  link_id uuid not null,
  used boolean not null default false,
  draft jsonb not null default '{}'
);
create index team_ticket_round on checks.team_ticket (round_id);

-- What was handed in: no link to a ticket, no time, ids by chance.
create table checks.team_answer (
  id uuid primary key,
  round_id uuid not null references checks.team_round on delete cascade,
  grp text not null check (grp in ('management', 'staff')),
  ratings jsonb not null
);
create index team_answer_round on checks.team_answer (round_id);
