create schema companies;

-- A company with an account; whoever needs none has none.
create table companies.company (
  id uuid primary key,
  name text not null,
  place text not null,
  created_at timestamptz not null
);

-- What a company has pulled into its account: a check or a request that began with a private link.
create table companies.claim (
  id uuid primary key,
  company_id uuid not null references companies.company on delete cascade,
  kind text not null check (kind in ('assessment', 'request')),
  subject uuid not null,
  -- The link under which it opens.
  link uuid not null,
  claimed_at timestamptz not null,
  unique (company_id, kind, subject)
);
