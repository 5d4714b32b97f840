-- Who looks at an assessment together with the company: by a personal link, limited in scope and time.
create table checks.companion (
  id uuid primary key,
  assessment_id uuid not null references checks.assessment on delete cascade,
  name text not null,
  -- What the company allowed: to see, or to see and rate as well.
  scope text not null check (scope in ('read', 'rate')),
  link_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  seen_at timestamptz
);
create index companion_assessment on checks.companion (assessment_id);
