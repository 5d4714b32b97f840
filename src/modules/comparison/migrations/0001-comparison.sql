create schema comparison;

-- What a company has agreed to put into the comparison. Once used, only that it was used remains.
create table comparison.contribution (
  id uuid primary key,
  company_id uuid not null references companies.company on delete cascade,
  assessment_id uuid not null unique,
  check_id text not null,
  size text,
  industry text,
  state text,
  consultant text,
  ratings jsonb not null,
  -- The secret lot has decided: into which figure it goes.
  family text not null check (family in ('all', 'size', 'industry', 'state')),
  waited integer not null default 0,
  joined_at timestamptz not null,
  used_in uuid
);
-- One assessment per company, check and release.
create unique index contribution_once on comparison.contribution (company_id, check_id) where used_in is null;

-- Figures of one check in one quarter. Never changed, never taken back.
create table comparison.release (
  id uuid primary key,
  check_id text not null,
  quarter text not null,
  released_at timestamptz not null,
  figures jsonb not null,
  unique (check_id, quarter)
);
create function comparison.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'comparison.release never changes';
end $$;
create trigger release_never_changes before update or delete on comparison.release
  for each row execute function comparison.refuse_change();
