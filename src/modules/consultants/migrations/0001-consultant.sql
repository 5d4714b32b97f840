create schema consultants;

create table consultants.consultant (
  id uuid primary key,
  slug text not null unique,
  kind text not null check (kind in ('consultant', 'pilot')),
  name text not null,
  email text not null,
  organisation_id uuid,
  summary text not null,
  about text not null,
  topics text[] not null,
  industries text[] not null default '{}',
  languages text[] not null default '{de}',
  online boolean not null,
  free boolean not null,
  reach_km integer not null,
  accredited_until date,
  postal_code text,
  town text not null,
  district text not null,
  lat double precision not null,
  lon double precision not null,
  demo boolean not null default false,
  updated_at timestamptz not null
);
