-- A form that was sent: the same form with the same content is worked on once. What stands here names nobody: the key
-- is a hash, and where its answer led is sealed with what only the sender has.
create table platform.posted (
  key bytea primary key,
  content bytea not null,
  claimed_at timestamptz not null,
  answered_at timestamptz,
  answer bytea
);
create index posted_claimed_at on platform.posted (claimed_at);

-- Who saves a record at the moment: two who save at once come one after the other.
create table platform.saving (
  key bytea primary key,
  holder bytea not null,
  claimed_at timestamptz not null
);
