create schema privacy;

-- What the nightly job did.
create table privacy.report (
  id uuid primary key,
  at timestamptz not null,
  results jsonb not null
);
create index report_at on privacy.report (at desc);

-- What became of a wish to be forgotten: reasons and dates, without the person.
create table privacy.deletion (
  id uuid primary key,
  at timestamptz not null,
  outcome jsonb not null
);
create index deletion_at on privacy.deletion (at desc);
