-- Invitations carry a calendar file.
alter table platform.mail add column calendar jsonb;
