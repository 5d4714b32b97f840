create schema anchoring;

-- How the network becomes known and used in an organisation, level by level.
create table anchoring.concept (
  organisation_id uuid primary key,
  -- Check point → rating, as in every check.
  ratings jsonb not null,
  -- Level → who is to be asked: name and address.
  contacts jsonb not null,
  goals text not null,
  -- What works well, in their own words, and whether others may read it with the organisation's name.
  example text not null,
  example_shared boolean not null default false,
  -- The office thinks that others should see it.
  shines_since timestamptz,
  begun_at timestamptz not null,
  updated_at timestamptz not null
);

create table anchoring.measure (
  id uuid primary key,
  organisation_id uuid not null references anchoring.concept on delete cascade,
  level text not null check (level in ('management', 'middle', 'advisers')),
  title text not null,
  responsible text not null,
  due date not null,
  done_on date,
  created_at timestamptz not null
);
create index measure_organisation on anchoring.measure (organisation_id, due);

-- What a partner needs from the network, answered like a request.
create table anchoring.support (
  id uuid primary key,
  organisation_id uuid not null,
  kind text not null check (kind in ('material', 'training', 'talk', 'technique', 'other')),
  text text not null,
  asked_by text not null,
  asked_by_id uuid,
  asked_at timestamptz not null,
  answer text not null default '',
  answered_by text not null default '',
  answered_at timestamptz,
  closed_at timestamptz
);
create index support_organisation on anchoring.support (organisation_id, asked_at);
