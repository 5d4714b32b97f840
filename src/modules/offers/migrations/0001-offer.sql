create schema offers;

-- What a partner brings in.
create table offers.offer (
  id uuid primary key,
  slug text not null unique,
  organisation_id uuid not null,
  kind text not null check (kind in ('advice', 'training', 'tool', 'aid', 'event', 'funding')),
  title text not null,
  summary text not null,
  description text not null,
  topics text[] not null,
  industries text[] not null default '{}',
  languages text[] not null default '{de}',
  online boolean not null,
  on_site boolean not null,
  free boolean not null,
  price text not null default '',
  reach_km integer,
  postal_code text,
  town text not null,
  district text not null,
  lat double precision not null,
  lon double precision not null,
  demo boolean not null default false,
  updated_at timestamptz not null
);
create index offer_organisation on offers.offer (organisation_id, title);
