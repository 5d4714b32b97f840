-- What a body agreed to bring further becomes a paper; both know of each other.
alter table governance.paper add column agreement_id uuid references governance.agreement on delete set null;
create unique index paper_of_agreement on governance.paper (agreement_id) where agreement_id is not null;
