create schema means;

-- What an organisation has promised for a year: an amount, or something of another kind. No bookkeeping.
create table means.pledge (
  id uuid primary key,
  organisation_id uuid not null,
  year integer not null check (year between 2000 and 2100),
  kind text not null check (kind in ('money', 'other')),
  -- Euro cents; only for money.
  amount bigint check (amount > 0),
  -- What it is, where it is no money.
  what text not null,
  due_on date not null,
  note text not null,
  -- Something of another kind was given; for money the receipts say so.
  given_on date,
  withdrawn_on date,
  created_at timestamptz not null,
  check ((kind = 'money') = (amount is not null))
);
create index pledge_year on means.pledge (year, organisation_id);

create table means.receipt (
  id uuid primary key,
  pledge_id uuid not null references means.pledge on delete cascade,
  day date not null,
  amount bigint not null check (amount > 0),
  note text not null
);
create index receipt_pledge on means.receipt (pledge_id, day);

create table means.reminder (
  id uuid primary key,
  pledge_id uuid not null references means.pledge on delete cascade,
  at timestamptz not null,
  recipient text not null
);
create index reminder_pledge on means.reminder (pledge_id, at);

-- What the office means to spend in a year, and has spent.
create table means.line (
  id uuid primary key,
  year integer not null check (year between 2000 and 2100),
  title text not null,
  planned bigint not null check (planned >= 0),
  spent bigint not null check (spent >= 0),
  note text not null,
  unique (year, title)
);
