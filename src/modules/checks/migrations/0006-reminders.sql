-- A company asked to be reminded by mail; counts once it was confirmed by a link in a mail.
create table checks.reminder (
  id uuid primary key,
  assessment_id uuid not null unique references checks.assessment on delete cascade,
  email text not null,
  locale text not null,
  link_id uuid not null,
  -- The private link of the assessment that mails lead to.
  assessment_link uuid not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  sent_at timestamptz,
  -- Friendly mails after a pause that were sent since the last visit.
  pauses integer not null default 0
);
create index reminder_confirmed on checks.reminder (id) where confirmed_at is not null;

-- Use figures, without anybody in them: stages with and without the company of a consultant, where people stop, how long it takes.
alter table checks.funnel add column accompanied boolean not null default false;
alter table checks.funnel drop constraint funnel_pkey;
alter table checks.funnel add primary key (check_id, month, stage, accompanied);
create table checks.theme_use (
  check_id text not null,
  month date not null,
  theme text not null,
  kind text not null check (kind in ('finished', 'stopped')),
  number integer not null default 0,
  primary key (check_id, month, theme, kind)
);
create table checks.duration (
  check_id text not null,
  month date not null,
  -- Up to so many minutes of work.
  minutes integer not null,
  number integer not null default 0,
  primary key (check_id, month, minutes)
);
