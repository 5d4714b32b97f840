-- What a paper was made for, and so what a decision on it decides: nothing else may rest on it.
alter table governance.paper add column purpose text;
alter table governance.agreement
  add column purpose text,
  add column paper_id uuid references governance.paper (id) on delete set null;
create index agreement_purpose on governance.agreement (purpose) where purpose is not null;
