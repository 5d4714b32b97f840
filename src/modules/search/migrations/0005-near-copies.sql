-- Bands of MinHash over a document's sequences of words: two that share one are probably near copies. The index is built
-- anew at the next start.
alter table search.document add column bands integer[] not null default '{}';
create index document_bands on search.document using gin (bands);
