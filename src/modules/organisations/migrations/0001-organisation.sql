create schema organisations;

-- A partner of the network.
create table organisations.organisation (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  kind text not null,
  description text not null,
  email text not null,
  website text,
  postal_code text,
  town text not null,
  district text not null,
  lat double precision not null,
  lon double precision not null,
  since date,
  demo boolean not null default false,
  updated_at timestamptz not null
);
create index organisation_name on organisations.organisation (name);
