create schema search;

-- One row for everything that can be found. Made from the other modules' tables; may be thrown away and built anew.
create table search.document (
  id uuid primary key,
  kind text not null,
  offer_kind text,
  slug text not null,
  title text not null,
  summary text not null,
  organisation text not null,
  topics text[] not null,
  industries text[] not null,
  languages text[] not null,
  online boolean not null,
  on_site boolean not null,
  free boolean not null,
  reach_km integer,
  town text not null,
  lat double precision not null,
  lon double precision not null,
  accredited_until date,
  -- Stems of our own analysis, not of a server's dictionary.
  stems text[] not null,
  demo boolean not null
);
create index document_topics on search.document using gin (topics);
create index document_stems on search.document using gin (stems);
