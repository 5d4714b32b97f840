create schema editorial;

-- What somebody works on beside what is published; gone once it is published or thrown away.
create table editorial.draft (
  id uuid primary key,
  kind text not null,
  -- The record that it will become or replace.
  subject uuid not null,
  -- The organisation, consultant … that answers for it.
  owner_scope text not null,
  owner uuid not null,
  title text not null,
  content jsonb not null,
  state text not null check (state in ('draft', 'submitted', 'returned')),
  version integer not null default 0,
  author uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  unique (kind, subject)
);
create index draft_owner on editorial.draft (owner_scope, owner);
create index draft_waiting on editorial.draft (submitted_at) where state = 'submitted';

-- What was said and done on the way.
create table editorial.note (
  id uuid primary key,
  kind text not null,
  subject uuid not null,
  at timestamptz not null,
  author uuid,
  what text not null check (what in ('submitted', 'returned', 'published', 'confirmed', 'marked', 'hidden', 'archived', 'restored', 'discarded')),
  word text not null default ''
);
create index note_subject on editorial.note (kind, subject, id);

-- Every published version, so that one can look back and go back.
create table editorial.version (
  kind text not null,
  subject uuid not null,
  number integer not null,
  content jsonb not null,
  published_at timestamptz not null,
  published_by uuid,
  primary key (kind, subject, number)
);

-- Whether what is published still holds: confirmed once a year, else marked, then hidden.
create table editorial.standing (
  kind text not null,
  subject uuid not null,
  owner_scope text not null,
  owner uuid not null,
  title text not null,
  state text not null check (state in ('published', 'marked', 'hidden', 'archived')),
  confirmed_at timestamptz not null,
  reminded_at timestamptz,
  primary key (kind, subject)
);
create index standing_due on editorial.standing (confirmed_at) where state in ('published', 'marked');
create index standing_owner on editorial.standing (owner_scope, owner);
