create schema overlap;

-- How an author says that something new stands to something that is there.
create table overlap.stance (
  kind text not null,
  subject uuid not null,
  other uuid not null,
  other_title text not null,
  stance text not null check (stance in ('joins', 'complements', 'replaces', 'standsAlone')),
  word text not null,
  verdict text not null,
  score real not null,
  author uuid,
  at timestamptz not null,
  primary key (kind, subject, other)
);
create index stance_other on overlap.stance (other);

-- How a review ended, and under which conditions it may be used where.
create table overlap.finding (
  kind text not null,
  subject uuid not null,
  finding text not null check (finding in ('complements', 'overlaps', 'parallel')),
  word text not null,
  conditions jsonb not null,
  author uuid,
  at timestamptz not null,
  primary key (kind, subject)
);

-- An organisation that takes part in another one's offer instead of building its own.
create table overlap.partner (
  offer_id uuid not null,
  organisation_id uuid not null,
  -- The draft from which it came.
  draft uuid,
  state text not null check (state in ('asked', 'accepted', 'declined')),
  word text not null,
  asked_at timestamptz not null,
  decided_at timestamptz,
  primary key (offer_id, organisation_id)
);
create index partner_organisation on overlap.partner (organisation_id);

-- Groups of things that say nearly the same, over the whole stock; made anew by a job.
create table overlap.cluster (
  id uuid primary key,
  score real not null,
  verdict text not null,
  members uuid[] not null,
  found_at timestamptz not null
);
