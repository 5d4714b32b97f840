alter table governance.document add column uploaded_by uuid;
