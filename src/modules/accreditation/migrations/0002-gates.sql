-- Who wrote the finding: what is granted although something is missing is granted by somebody else. And why each was.
alter table accreditation.application
  add column finding_by uuid,
  add column overridden jsonb not null default '{}';
