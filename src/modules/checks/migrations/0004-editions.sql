-- Versions of the checks that may be filled in: an assessment stays on the one it was begun with.
create table checks.edition (
  id uuid not null unique,
  check_id text not null,
  version integer not null,
  hash text not null,
  -- On trial: may be filled in, but nothing can be declared on it. In force: adopted by the competent body.
  state text not null check (state in ('trial', 'inForce', 'withdrawn')),
  source jsonb not null,
  origin text not null check (origin in ('content', 'editor')),
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (check_id, version)
);

alter table checks.assessment add column words text not null default 'normal' check (words in ('normal', 'plain'));
alter table checks.assessment add column previous uuid references checks.assessment on delete set null;
create index assessment_previous on checks.assessment (previous) where previous is not null;

alter table checks.measure add column state text not null default 'open' check (state in ('open', 'doing', 'done', 'dropped'));
update checks.measure set state = 'done' where done;
alter table checks.measure drop column done;
alter table checks.measure add column helper text not null default '';
alter table checks.measure add column is_first boolean not null default false;
alter table checks.measure add column added_on date;
alter table checks.measure add column done_on date;
