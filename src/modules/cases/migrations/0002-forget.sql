-- When what a company said in a case is forgotten, and when it was.
alter table cases.case_file add column forget_on date, add column anonymised_at timestamptz;
