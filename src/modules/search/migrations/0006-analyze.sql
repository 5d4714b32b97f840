-- Statistics of the lists after they were written anew. Before PostgreSQL 17 the right to do that cannot be granted, so
-- the application asks this function of the owner's; VACUUM cannot run in one and is left to autovacuum there.
create function search.analyze_lists() returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  analyze search.document, search.entry, search.posting, search.lexeme, search.word, search.corpus;
end $$;
revoke execute on function search.analyze_lists() from public;
