-- Answers become a history of changes that merges (changes/model.ts); checks.answer keeps what stands now.
alter table checks.assessment add column seq integer not null default 0;
alter table checks.assessment add column focus text[] not null default '{}';

alter table checks.answer add column side text not null default 'company' check (side in ('company', 'consultant'));
-- Other values where two devices of one side disagree.
alter table checks.answer add column rating_rivals text[] not null default '{}';
alter table checks.answer add column note_rivals text[] not null default '{}';
alter table checks.answer drop constraint answer_pkey;
alter table checks.answer add primary key (assessment_id, checkpoint, side);

create table checks.change (
  assessment_id uuid not null references checks.assessment on delete cascade,
  seq integer not null,
  id uuid not null,
  checkpoint text not null,
  side text not null check (side in ('company', 'consultant')),
  field text not null check (field in ('rating', 'note')),
  -- The text of a note is emptied once it is replaced: a history of ratings is wanted, one of notes is not.
  value text not null,
  seen uuid[] not null,
  clock bigint not null,
  at timestamptz not null,
  replaced boolean not null default false,
  primary key (assessment_id, seq),
  unique (assessment_id, id)
);
create index change_register on checks.change (assessment_id, checkpoint, side, field) where not replaced;

insert into checks.change (assessment_id, seq, id, checkpoint, side, field, value, seen, clock, at)
select a.assessment_id, row_number() over (partition by a.assessment_id order by a.checkpoint, f.field), gen_random_uuid(),
       a.checkpoint, 'company', f.field, f.value, '{}', 1, s.visited_at
from checks.answer a
join checks.assessment s on s.id = a.assessment_id
cross join lateral (values ('rating', a.rating), ('note', nullif(a.note, ''))) as f (field, value)
where f.value is not null;

update checks.assessment s set seq = coalesce((select max(seq) from checks.change c where c.assessment_id = s.id), 0);
