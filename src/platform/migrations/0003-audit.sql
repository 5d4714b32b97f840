-- Who did what to which record when. Append-only, each entry holds the hash of the one before.
create table platform.audit (
  position bigint generated always as identity primary key,
  id uuid not null unique,
  at timestamptz not null,
  actor uuid,
  actor_kind text not null,
  action text not null,
  kind text not null,
  record uuid not null,
  details jsonb not null,
  previous text not null,
  hash text not null unique
);
create index audit_record on platform.audit (record, position desc);
create index audit_actor on platform.audit (actor, position desc);

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'platform.audit is append-only';
end $$;
create trigger audit_append_only before update or delete on platform.audit
  for each row execute function platform.refuse_change();
create trigger audit_no_truncate before truncate on platform.audit
  for each statement execute function platform.refuse_change();

-- Mails may wait for a job, may be left from a list with one click (RFC 8058), and know when they may go.
alter table platform.mail add column unsubscribe text;
create index mail_sent on platform.mail (sent_at);
