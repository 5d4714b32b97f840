-- What the draft said that was sent round: whoever reads it later is told what has changed since.
alter table governance.meeting add column circulated jsonb;
