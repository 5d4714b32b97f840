-- The index is made from the other modules' tables and is built anew at the next start (search.corpus is empty then).
create extension if not exists pg_trgm;
delete from search.document;
drop index search.document_stems;
alter table search.document drop column stems;
alter table search.document
  alter column lat drop not null,
  alter column lon drop not null,
  -- Lexeme → how telling it is for the document: BM25's term weight without the rarity. An object, because a key is
  -- found in it ten times as fast as in an array.
  add column lexemes jsonb not null,
  add column path text not null,
  -- Of the document as its source gave it: says whether anything has changed.
  add column stamp text not null,
  add column sizes text[] not null default '{}',
  add column marked boolean not null default false,
  add column changed_at timestamptz not null,
  -- Bodies whose members may see it; null: everybody.
  add column audience uuid[];
-- Kept in the row and uncompressed: it is read for every candidate.
alter table search.document alter column lexemes set storage external;
alter table search.document set (toast_tuple_target = 8160);
create index document_changed on search.document (changed_at);
create index document_title on search.document using gin (title gin_trgm_ops) where kind <> 'offer';

-- For each lexeme and kind the documents for which it is most telling, in that order: a search reads the first few of
-- each list, however large the directory is. Lists end where nobody reads on.
create table search.posting (
  lexeme text collate "C" not null,
  kind text collate "C" not null,
  impact real not null,
  -- No foreign key: the lists are written by the million, together with their documents.
  document_id uuid not null,
  primary key (lexeme, kind, impact, document_id)
);
create index entry_document on search.entry (document_id);
alter table search.entry drop constraint entry_document_id_fkey;

-- In how many documents a lexeme stands: its rarity.
create table search.lexeme (lexeme text collate "C" primary key, documents integer not null);

-- The words of the corpus as they are written: for spelling, for typing ahead, for splitting compounds.
create table search.word (word text primary key, documents integer not null);
create index word_similar on search.word using gin (word gin_trgm_ops);
create index word_prefix on search.word (word text_pattern_ops);

-- One row: what the index was built with and from.
create table search.corpus (
  id boolean primary key default true check (id),
  analysis text not null,
  documents integer not null,
  built_at timestamptz not null
);

alter table search.entry alter column lat drop not null, alter column lon drop not null;
