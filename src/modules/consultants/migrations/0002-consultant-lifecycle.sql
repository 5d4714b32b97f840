alter table consultants.consultant
  add column state text not null default 'published' check (state in ('published', 'hidden')),
  add column marked boolean not null default false;
