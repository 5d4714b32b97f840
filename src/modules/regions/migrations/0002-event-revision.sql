-- A calendar takes a change of an event only with a higher number (RFC 5545 §3.8.7.4).
alter table regions.event add column revision integer not null default 0;
