-- What approved minutes say of an agreement. The agreement goes on: its day moves, somebody else takes it over; what was
-- approved stays as it was.
alter table governance.agreement add column minuted jsonb;
update governance.agreement agreement set minuted = jsonb_build_object(
  'kind', agreement.kind, 'text', agreement.text, 'due', agreement.due, 'due_text', agreement.due_text,
  'responsible', coalesce(
    (select jsonb_agg(jsonb_build_object('agreement_id', r.agreement_id, 'position', r.position, 'person_id', r.person_id, 'name', r.name)
       order by r.position) from governance.responsible r where r.agreement_id = agreement.id), '[]'))
from governance.meeting meeting
where meeting.id = agreement.meeting_id and meeting.minutes_state in ('approved', 'published');
