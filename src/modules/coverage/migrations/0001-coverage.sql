create schema coverage;

-- Who can help with a topic in a district. Made from the directory; only cells with somebody.
create table coverage.cell (
  topic text not null,
  district text not null,
  -- Offers and people who come to the district's middle.
  near integer not null,
  nearest_km real not null,
  primary key (topic, district)
);
-- What can be used from anywhere: online, or in the whole country.
create table coverage.anywhere (topic text primary key, offers integer not null);
create table coverage.run (id boolean primary key default true check (id), at timestamptz not null);

-- Official boundaries of districts, as they were imported: rings of [lon, lat].
create table coverage.boundary (district text primary key, rings jsonb not null);
create table coverage.boundary_source (id boolean primary key default true check (id), note text not null, at timestamptz not null);
