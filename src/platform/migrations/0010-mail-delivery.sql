-- What becomes of a mail: tried again later with growing pauses, or given up and said so. Nobody is tried every minute.
alter table platform.mail
  add column tries integer not null default 0,
  -- When it is tried next; null: at once.
  add column next_at timestamptz,
  -- Given up: the address was refused for good, or it was tried long enough.
  add column failed_at timestamptz,
  -- What the mail server answered (RFC 5321); null: it answered nothing.
  add column code integer,
  add column locale text not null default 'de',
  -- Where an answer goes; null: to the office.
  add column reply_to text,
  -- The matter it belongs to, as the path of its page: there stands what did not arrive.
  add column about text,
  -- Who had it sent: is told when it does not arrive.
  add column sender uuid,
  -- To somebody who is forgotten: nothing is kept once it has gone or failed.
  add column is_fleeting boolean not null default false;

-- Without a mail server a mail lies in the outbox for good; it is not sent when one is set up a year later.
update platform.mail set kept_at = created_at where sent_at is null and campaign is null and created_at < now() - interval '1 day';

create index mail_due on platform.mail (created_at) where sent_at is null and kept_at is null and failed_at is null;
create index mail_failed on platform.mail (failed_at) where failed_at is not null;
create index mail_about on platform.mail (about) where about is not null;
create index mail_recipient on platform.mail (lower(recipient));

-- Addresses that a mail server has refused for good: letters to many leave them out, and their records say so.
create table platform.refused_address (
  address text primary key,
  since timestamptz not null,
  code integer,
  words text not null
);
