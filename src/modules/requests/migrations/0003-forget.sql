-- Which text the company agreed to, and when what it sent is forgotten.
alter table requests.request
  add column consent_version text not null default '1',
  add column forget_on date,
  add column anonymised_at timestamptz;
