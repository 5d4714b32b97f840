-- Everybody who gets a draft of minutes has a link of their own: an objection is signed by whoever got the letter.
create table governance.minutes_reader (
  id uuid primary key,
  meeting_id uuid not null references governance.meeting (id) on delete cascade,
  -- Null: the one link for all of a circulation of before; whoever uses it says who they are.
  person_id uuid references governance.person (id) on delete cascade,
  unique nulls not distinct (meeting_id, person_id)
);
insert into governance.minutes_reader (id, meeting_id, person_id)
select id, id, null from governance.meeting where minutes_state = 'circulated';

alter table governance.objection
  add column person_id uuid references governance.person (id) on delete set null,
  -- What it is about: an item or an agreement, in words; empty: the draft as a whole.
  add column about text not null default '';

-- Why minutes were approved before the time for objections was over.
alter table governance.meeting add column early_why text not null default '';
