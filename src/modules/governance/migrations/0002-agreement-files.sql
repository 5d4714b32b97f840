-- Files that hang on an agreement: a draft, an offer, a proof.
alter table governance.document drop constraint document_state_check;
alter table governance.document add constraint document_state_check check (state in ('noText', 'reviewing', 'taken', 'discarded', 'attached'));

create table governance.agreement_file (
  agreement_id uuid not null references governance.agreement (id) on delete cascade,
  document_id uuid not null references governance.document (id) on delete cascade,
  primary key (agreement_id, document_id)
);
