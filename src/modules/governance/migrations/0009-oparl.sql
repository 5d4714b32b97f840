-- What OParl has shown, and since when it is changed or gone (OParl 1.1, 2.8 "Gelöschte Objekte" and 2.5 "modified_since"):
-- whoever has fetched an object must hear that it is no longer public. Kept by triggers, so that no way of changing a
-- row, a cascade included, passes it by. Of what is gone nothing is kept but its id.
create table governance.oparl_object (
  kind text not null,
  id uuid not null,
  -- The body that a list is narrowed by.
  organization_id uuid,
  created timestamptz not null,
  modified timestamptz not null,
  deleted boolean not null default false,
  primary key (kind, id)
);
create index oparl_object_order on governance.oparl_object (kind, created, id) where not deleted;
create index oparl_object_modified on governance.oparl_object (kind, modified);

create index agenda_item_paper on governance.agenda_item (paper_id) where paper_id is not null;
create index membership_person on governance.membership (person_id) where person_id is not null;
create index attendance_person on governance.attendance (person_id) where person_id is not null;

-- The one place that says what of the bodies' work is public for programs.
create view governance.oparl_public as
  select 'organization'::text as kind, id, id as organization_id, created_at as created from governance.body
  union all
  select 'person', id, null, created_at from governance.person where kind = 'person' and public_since is not null
  union all
  select 'membership', m.id, m.body_id, m.created_at from governance.membership m
    left join governance.person p on p.id = m.person_id
    where m.person_id is null or (p.kind = 'person' and p.public_since is not null)
  union all
  select 'meeting', id, body_id, created_at from governance.meeting
  union all
  select 'location', id, body_id, created_at from governance.meeting where place <> ''
  union all
  -- Of a coming meeting the whole agenda, of a past one once its minutes are published.
  select 'agendaitem', i.id, m.body_id, i.created_at from governance.agenda_item i
    join governance.meeting m on m.id = i.meeting_id
    where m.state = 'planned' or m.minutes_state = 'published'
  union all
  select 'file', id, body_id, created_at from governance.meeting where minutes_state = 'published'
  union all
  select 'file', p.id, p.body_id, p.created_at from governance.paper p
    where p.state <> 'withdrawn' and exists (select from governance.paper_version v where v.paper_id = p.id)
  union all
  select 'paper', id, body_id, created_at from governance.paper where state <> 'withdrawn'
  union all
  select 'consultation', c.id, c.body_id, c.created_at from governance.consultation c
    join governance.paper p on p.id = c.paper_id
    where p.state <> 'withdrawn';

-- Which item of which meeting treated which consultation: the body's, of the same paper, that was decided on that day,
-- else the one that is still open.
create view governance.oparl_treated as
  select i.id as item_id, i.meeting_id, m.day, i.position, link.id as consultation_id
  from governance.agenda_item i
  join governance.meeting m on m.id = i.meeting_id and (m.state = 'planned' or m.minutes_state = 'published')
  join lateral (
    select c.id from governance.consultation c
    join governance.paper p on p.id = c.paper_id and p.state <> 'withdrawn'
    where c.paper_id = i.paper_id and c.body_id = m.body_id
    order by case when c.decided_on = m.day then 0 when c.decided_on is null then 1 else 2 end, c.position desc
    limit 1
  ) link on true
  where i.paper_id is not null;

-- Writes down that objects were changed, each at its time: those that are public now, and those that were.
create function governance.oparl_note(about text, those uuid[], times timestamptz[]) returns void language plpgsql as $$
begin
  those := coalesce(those, '{}');
  insert into governance.oparl_object as o (kind, id, organization_id, created, modified)
    select p.kind, p.id, p.organization_id, p.created, greatest(p.created, said.at)
    from (select u.id, max(u.at) as at from unnest(those, times) as u (id, at) group by u.id) said
    join governance.oparl_public p on p.id = said.id
    where p.kind = about and p.id = any (those)
    order by p.id
  on conflict (kind, id) do update
    set deleted = false, organization_id = excluded.organization_id, modified = greatest(o.modified, excluded.modified);
  update governance.oparl_object o set deleted = true, modified = greatest(o.modified, said.at)
    from (select u.id, max(u.at) as at from unnest(those, times) as u (id, at) group by u.id) said
    where o.kind = about and o.id = said.id and not o.deleted
      and not exists (select from governance.oparl_public p where p.kind = about and p.id = o.id);
end $$;

-- When a row was changed: as it says itself; where it says nothing new (it was changed by hand), now.
create function governance.oparl_time(before timestamptz, after timestamptz) returns timestamptz language sql as $$
  select case when after is not distinct from before then date_trunc('milliseconds', clock_timestamp()) else after end;
$$;

-- Always in one order (seats, bodies, meetings, files, papers, their way, items, people), so that no two transactions wait for
-- each other.
-- What else is changed by a change of some rows, by what they are: of papers their way (`way`), the meetings that treat them
-- (`treatedby`) and the items (`treating`), of meetings their agenda and the papers on it (`agenda`).
create function governance.oparl_note_all(about text, those uuid[], times timestamptz[]) returns void language plpgsql as $$
begin
  if coalesce(cardinality(array_remove(those, null)), 0) = 0 then return; end if;
  if about = 'way' then
    perform governance.oparl_note('consultation', array_agg(c.id), array_agg(u.at))
      from unnest(those, times) as u (id, at) join governance.consultation c on c.paper_id = u.id;
  elsif about = 'treating' then
    perform governance.oparl_note('agendaitem', array_agg(i.id), array_agg(u.at))
      from unnest(those, times) as u (id, at) join governance.agenda_item i on i.paper_id = u.id;
  elsif about = 'treatedby' then
    perform governance.oparl_note('meeting', array_agg(i.meeting_id), array_agg(u.at))
      from unnest(those, times) as u (id, at) join governance.agenda_item i on i.paper_id = u.id;
  elsif about = 'agenda' then
    perform governance.oparl_note_all('paper', array_agg(i.paper_id), array_agg(u.at)),
      governance.oparl_note_all('way', array_agg(i.paper_id), array_agg(u.at)),
      governance.oparl_note('agendaitem', array_agg(i.id), array_agg(u.at))
      from unnest(those, times) as u (id, at) join governance.agenda_item i on i.meeting_id = u.id;
  else
    perform governance.oparl_note(about, those, times);
  end if;
end $$;

-- After a statement: each argument is what to write down and the column that says of which. The first is when a row was changed.
create function governance.oparl_changed() returns trigger language plpgsql as $$
declare
  stamp text := tg_argv[0];
  rows text := case tg_op
    when 'INSERT' then format('select a.%%1$I as id, a.%I as at from after a', stamp)
    when 'DELETE' then 'select b.%1$I as id, date_trunc(''milliseconds'', clock_timestamp()) as at from before b'
    else format('select unnest(array[a.%%1$I, b.%%1$I]) as id, governance.oparl_time(b.%1$I, a.%1$I) as at
      from after a join before b on b.id = a.id where a is distinct from b', stamp) end;
  those uuid[];
  times timestamptz[];
  about text;
begin
  for n in 1 .. tg_nargs - 1 loop
    about := split_part(tg_argv[n], '=', 1);
    execute 'select array_agg(r.id), array_agg(r.at) from (' || format(rows, split_part(tg_argv[n], '=', 2)) || ') r' into those, times;
    perform governance.oparl_note_all(about, those, times);
  end loop;
  return null;
end $$;

-- Meetings are called as their body is.
create function governance.oparl_renamed() returns trigger language plpgsql as $$
begin
  perform governance.oparl_note('meeting', array_agg(m.id), array_agg(governance.oparl_time(old.updated_at, new.updated_at)))
    from governance.meeting m where m.body_id = new.id;
  return null;
end $$;

-- Where somebody is named who agrees to it, or does so no longer: seats, bodies, meetings, and texts with the name.
create function governance.oparl_named() returns trigger language plpgsql as $$
declare
  changed timestamptz := governance.oparl_time(old.updated_at, new.updated_at);
  words text[] := array(
    select word from regexp_split_to_table(lower(old.name || ' ' || new.name), '[^[:alnum:]]+') word where length(word) > 2);
begin
  perform governance.oparl_note('membership', array_agg(m.id), array_agg(changed)),
    governance.oparl_note('organization', array_agg(m.body_id), array_agg(changed))
    from governance.membership m where m.person_id = new.id;
  perform governance.oparl_note('meeting', array_agg(a.meeting_id), array_agg(changed))
    from governance.attendance a where a.person_id = new.id;
  perform governance.oparl_note_all(about, named.papers, array_fill(changed, array[cardinality(named.papers)]))
    from unnest(array['file', 'paper', 'way']) about, (
      select array(
        select p.id from governance.paper p
        where exists (select from unnest(words) word where position(word in lower(p.title)) > 0
          or exists (select from governance.paper_version v where v.paper_id = p.id and position(word in lower(v.text)) > 0)
          or exists (select from governance.consultation c where c.paper_id = p.id and position(word in lower(c.question)) > 0))
      ) as papers
    ) named;
  return null;
end $$;

create trigger oparl_renamed after update on governance.body
  for each row when (old.name <> new.name) execute function governance.oparl_renamed();
create trigger oparl_named after update on governance.person
  for each row when (old.name <> new.name or (old.public_since is null) <> (new.public_since is null))
  execute function governance.oparl_named();

create trigger oparl_insert after insert on governance.body referencing new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'organization=id');
create trigger oparl_update after update on governance.body referencing old table as before new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'organization=id');
create trigger oparl_delete after delete on governance.body referencing old table as before
  for each statement execute function governance.oparl_changed('updated_at', 'organization=id');
create trigger oparl_insert after insert on governance.person referencing new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'person=id');
create trigger oparl_update after update on governance.person referencing old table as before new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'person=id');
create trigger oparl_delete after delete on governance.person referencing old table as before
  for each statement execute function governance.oparl_changed('updated_at', 'person=id');
create trigger oparl_insert after insert on governance.membership referencing new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'membership=id', 'organization=body_id', 'person=person_id');
create trigger oparl_update after update on governance.membership referencing old table as before new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'membership=id', 'organization=body_id', 'person=person_id');
create trigger oparl_delete after delete on governance.membership referencing old table as before
  for each statement execute function governance.oparl_changed('updated_at', 'membership=id', 'organization=body_id', 'person=person_id');
create trigger oparl_insert after insert on governance.meeting referencing new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'meeting=id', 'location=id', 'file=id', 'agenda=id');
create trigger oparl_update after update on governance.meeting referencing old table as before new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'meeting=id', 'location=id', 'file=id', 'agenda=id');
create trigger oparl_delete after delete on governance.meeting referencing old table as before
  for each statement execute function governance.oparl_changed('updated_at', 'meeting=id', 'location=id', 'file=id', 'agenda=id');
create trigger oparl_insert after insert on governance.agenda_item referencing new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'meeting=meeting_id', 'paper=paper_id', 'way=paper_id', 'agendaitem=id');
create trigger oparl_update after update on governance.agenda_item referencing old table as before new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'meeting=meeting_id', 'paper=paper_id', 'way=paper_id', 'agendaitem=id');
create trigger oparl_delete after delete on governance.agenda_item referencing old table as before
  for each statement execute function governance.oparl_changed('updated_at', 'meeting=meeting_id', 'paper=paper_id', 'way=paper_id', 'agendaitem=id');
create trigger oparl_insert after insert on governance.paper referencing new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'treatedby=id', 'file=id', 'paper=id', 'way=id', 'treating=id');
create trigger oparl_update after update on governance.paper referencing old table as before new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'treatedby=id', 'file=id', 'paper=id', 'way=id', 'treating=id');
create trigger oparl_delete after delete on governance.paper referencing old table as before
  for each statement execute function governance.oparl_changed('updated_at', 'treatedby=id', 'file=id', 'paper=id', 'way=id', 'treating=id');
create trigger oparl_insert after insert on governance.paper_version referencing new table as after
  for each statement execute function governance.oparl_changed('at', 'file=paper_id', 'paper=paper_id');
create trigger oparl_delete after delete on governance.paper_version referencing old table as before
  for each statement execute function governance.oparl_changed('at', 'file=paper_id', 'paper=paper_id');
create trigger oparl_insert after insert on governance.consultation referencing new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'treatedby=paper_id', 'paper=paper_id', 'consultation=id', 'treating=paper_id');
create trigger oparl_update after update on governance.consultation referencing old table as before new table as after
  for each statement execute function governance.oparl_changed('updated_at', 'treatedby=paper_id', 'paper=paper_id', 'consultation=id', 'treating=paper_id');
create trigger oparl_delete after delete on governance.consultation referencing old table as before
  for each statement execute function governance.oparl_changed('updated_at', 'treatedby=paper_id', 'paper=paper_id', 'consultation=id', 'treating=paper_id');

-- What is public already. What shapes an object counts as its change: of an item its meeting, too.
insert into governance.oparl_object (kind, id, organization_id, created, modified)
select p.kind, p.id, p.organization_id, p.created, greatest(p.created, b.updated_at, e.updated_at, s.updated_at, m.updated_at,
  i.updated_at, im.updated_at, v.updated_at, c.updated_at, (select max(at) from governance.paper_version each where each.paper_id = v.id))
from governance.oparl_public p
left join governance.body b on p.kind = 'organization' and b.id = p.id
left join governance.person e on p.kind = 'person' and e.id = p.id
left join governance.membership s on p.kind = 'membership' and s.id = p.id
left join governance.meeting m on p.kind in ('meeting', 'location', 'file') and m.id = p.id
left join governance.agenda_item i on p.kind = 'agendaitem' and i.id = p.id
left join governance.meeting im on im.id = i.meeting_id
left join governance.paper v on p.kind in ('paper', 'file') and v.id = p.id
left join governance.consultation c on p.kind = 'consultation' and c.id = p.id;

-- The system and the network as a whole: there since this address answers, and as they are since then.
insert into governance.oparl_object (kind, id, created, modified)
select kind, '00000000-0000-0000-0000-000000000000', at, at
from unnest(array['system', 'body']) kind, (select date_trunc('milliseconds', now()) as at) moment;
