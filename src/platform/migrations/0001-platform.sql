create schema if not exists platform;

-- Secrets that all instances share, made at the first start (signing of links).
create table platform.secret (
  name text primary key,
  value bytea not null,
  created_at timestamptz not null default now()
);

-- A private link: whoever holds its signed token may do what its purpose says with its subject.
create table platform.link (
  id uuid primary key,
  purpose text not null,
  subject uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index link_subject on platform.link (subject);

-- What happened, without personal data: payloads hold ids and kinds only.
create table platform.event (
  id uuid primary key,
  type text not null,
  subject uuid,
  payload jsonb not null,
  occurred_at timestamptz not null
);
create index event_subject on platform.event (subject);

-- Mails as they were handed over; without SMTP_URL this is where they stay.
create table platform.mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  error text
);
create index mail_created on platform.mail (created_at desc);

create table platform.rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

create table platform.setting (
  name text primary key,
  value jsonb not null
);
