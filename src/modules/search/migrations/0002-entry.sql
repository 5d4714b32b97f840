-- Which documents a topic leads to: narrow rows, lying together by topic, so that a search reads few pages however
-- large the directory is. Made from search.document in one statement (rebuildIndex).
create table search.entry (
  topic text not null,
  document_id uuid not null references search.document on delete cascade,
  -- 1 for the main topic of a document.
  rank smallint not null,
  kind text not null,
  offer_kind text,
  languages text[] not null,
  online boolean not null,
  on_site boolean not null,
  free boolean not null,
  lat real not null,
  lon real not null,
  accredited_until date,
  primary key (topic, document_id)
);
