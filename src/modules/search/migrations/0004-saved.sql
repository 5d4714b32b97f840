-- A search that somebody wants to be told of. The address is forgotten with the search.
create table search.saved (
  id uuid primary key,
  email text not null,
  locale text not null,
  -- What was searched for: text, place and what it was narrowed by.
  query jsonb not null,
  link_id uuid not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  -- Documents that were there, or that a mail has told of.
  known uuid[] not null,
  looked_at timestamptz not null
);
create index saved_confirmed on search.saved (id) where confirmed_at is not null;
