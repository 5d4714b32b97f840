-- Whose working day a session was part of: the consultant who looked after the case then. Null: no single consultant did,
-- but an organisation, a network or the office. What was entered before counts for whoever looks after the case now.
alter table cases.session
  add column held_by uuid,
  -- When the work phase began that the session closed, and why it was closed before two weeks were over.
  add column sprint_since date,
  add column sprint_reason text not null default '';
update cases.session set held_by = f.owner from cases.case_file f where f.id = case_id and f.owner_scope = 'consultant';
create index session_day on cases.session (held_by, day);
