-- What is no longer shown stays where it was; what was not confirmed for a year says so.
alter table offers.offer
  add column state text not null default 'published' check (state in ('published', 'hidden')),
  add column marked boolean not null default false,
  add column document_id uuid;

-- A file that belongs to an offer: a practice aid, a leaflet.
create table offers.document (
  id uuid primary key,
  organisation_id uuid not null,
  name text not null,
  size integer not null,
  bytes bytea not null,
  -- Whether it has structure, title and language (PDF/UA's first conditions).
  accessible boolean not null,
  created_at timestamptz not null
);
