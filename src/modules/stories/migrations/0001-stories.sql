create schema stories;

-- A story as it is being written. Nobody outside sees anything of it: what is public stands in stories.published.
create table stories.story (
  id uuid primary key,
  -- The case that it was begun from; one story per case.
  case_id uuid unique,
  -- Who writes it; none: the office.
  owner_scope text,
  owner uuid,
  owner_name text not null,
  locale text not null,
  -- The company, as only those who work on the story and the company itself see it.
  company text not null,
  contact text not null,
  email text not null,
  content jsonb not null,
  industry text,
  size text,
  region text not null,
  topics text[] not null,
  -- Check points, as check/point.
  points text[] not null,
  -- What and who helped: kind and id.
  refs jsonb not null,
  programme text,
  stage text not null check (stage in ('writing', 'editing', 'approval', 'approved', 'published', 'withdrawn')),
  -- What the office or the company last said about it.
  word text not null default '',
  link_id uuid not null,
  asked_at timestamptz,
  -- What the company agreed to: this version and no other, with its name or without.
  approved_hash text,
  approved_named boolean,
  approved_at timestamptz,
  -- A withdrawn story is erased on this day, until then the company may change its mind.
  erase_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  demo boolean not null default false
);
create index story_owner on stories.story (owner);

-- Words of somebody, who alone decides whether they appear.
create table stories.quote (
  id uuid primary key,
  story_id uuid not null references stories.story on delete cascade,
  text text not null,
  -- How the person is named, as "Meisterin, 34".
  person text not null,
  email text not null,
  consent text not null check (consent in ('open', 'given', 'refused')),
  -- Empty where the person agreed by the link; else where the paper is.
  paper text not null default '',
  consent_at timestamptz,
  link_id uuid
);
create index quote_story on stories.quote (story_id);

create table stories.picture (
  story_id uuid primary key references stories.story on delete cascade,
  id uuid not null,
  bytes bytea not null,
  small bytea not null,
  width integer not null,
  height integer not null,
  alt text not null,
  added_at timestamptz not null
);

-- What everybody reads: the very version that was approved. Gone with the consent, in the same moment.
create table stories.published (
  story_id uuid primary key references stories.story on delete cascade,
  slug text not null unique,
  version jsonb not null,
  published_at timestamptz not null
);

-- What happened, as the company and those who write may read it.
create table stories.event (
  id uuid primary key,
  position bigint generated always as identity,
  story_id uuid not null references stories.story on delete cascade,
  at timestamptz not null,
  kind text not null,
  who text not null,
  detail text not null default ''
);
create index event_story on stories.event (story_id, position);
