-- Who wants no letters about what they took on: they see it by their link, and the office sees that nobody reminds them.
create table governance.no_reminders (
  person_id uuid primary key references governance.person (id) on delete cascade,
  since timestamptz not null
);
