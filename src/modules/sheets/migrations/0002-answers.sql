-- The cells of a file and what was answered about its rows, until it is read in: so it can be looked at anew.
alter table sheets.import add column "table" jsonb, add column answers jsonb not null default '{}';

-- Imports of before kept whole records; what could be undone by them would bring back what somebody has changed since.
update sheets.import set before = null where before is not null;
