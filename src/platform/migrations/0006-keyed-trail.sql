-- Which key chains an entry (its short id); null: SHA-256 without a key, as all entries before this one.
alter table platform.audit add column key text;

-- Waits for its turn at the end of the trail and gives the last hash, in one round trip. Not to be inlined into a query:
-- the end has to be looked up after the lock is there, in a snapshot of its own.
create function platform.audit_end() returns text language plpgsql volatile as $$
declare
  last text;
begin
  perform pg_advisory_xact_lock(4227012);
  select hash into last from platform.audit order by position desc limit 1;
  return last;
end $$;
