-- A calendar takes a change of an event only with a higher number: each change of a course or of one of its days counts.
alter table qualification.course add column revision integer not null default 0;
alter table qualification.session add column revision integer not null default 0;
