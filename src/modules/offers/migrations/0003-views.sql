-- How often a public page was opened, by month. A count and nothing else: nobody is followed.
create table offers.view (
  organisation_id uuid not null,
  subject uuid not null,
  month date not null,
  views integer not null,
  primary key (subject, month)
);
create index view_organisation on offers.view (organisation_id, month);
