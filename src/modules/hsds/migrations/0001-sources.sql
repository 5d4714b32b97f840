create schema hsds;

-- Another directory from which offers are taken over.
create table hsds.source (
  id uuid primary key,
  name text not null,
  -- Null for a file.
  url text,
  licence text not null default '',
  created_at timestamptz not null,
  run_at timestamptz,
  -- What the last run said: counts, or why it was refused.
  outcome jsonb
);

-- Where something came from: which id it has there, and as what it was last seen.
create table hsds.record (
  source_id uuid not null references hsds.source on delete cascade,
  kind text not null check (kind in ('service', 'organization')),
  external_id uuid not null,
  hash text not null,
  seen_at timestamptz not null,
  gone_at timestamptz,
  primary key (source_id, kind, external_id)
);
create index record_external on hsds.record (external_id);
