alter table organisations.organisation
  add column state text not null default 'published' check (state in ('published', 'hidden')),
  add column marked boolean not null default false,
  -- Whom to turn to: name, role, email, phone.
  add column contacts jsonb not null default '[]';
