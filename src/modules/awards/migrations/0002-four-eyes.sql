-- Who wrote the finding: somebody else grants.
alter table awards.decision add column finding_by uuid;
