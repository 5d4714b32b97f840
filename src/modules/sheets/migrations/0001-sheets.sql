create schema sheets;

-- A file that was read: what it would do, whether it was done, and what is needed to undo it.
create table sheets.import (
  id uuid primary key,
  kind text not null,
  name text not null,
  state text not null check (state in ('preview', 'applied', 'undone', 'discarded')),
  created_at timestamptz not null,
  created_by uuid,
  applied_at timestamptz,
  -- Row by row: what would be added, changed, skipped, what is wrong.
  plan jsonb not null,
  -- What was there before, by record.
  before jsonb
);
create index import_created on sheets.import (created_at desc);
