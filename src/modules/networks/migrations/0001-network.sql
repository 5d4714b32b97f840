create schema networks;

create table networks.network (
  id uuid primary key,
  slug text not null unique,
  kind text not null check (kind in ('regional', 'centre')),
  name text not null,
  description text not null,
  email text not null,
  -- Networks fall asleep and wake again.
  state text not null check (state in ('active', 'dormant', 'reactivated')),
  last_activity date not null,
  postal_code text,
  town text not null,
  district text not null,
  lat double precision not null,
  lon double precision not null,
  demo boolean not null default false,
  updated_at timestamptz not null
);

create table networks.member (
  network_id uuid not null references networks.network on delete cascade,
  organisation_id uuid not null,
  primary key (network_id, organisation_id)
);
create index member_organisation on networks.member (organisation_id);
