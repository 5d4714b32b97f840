-- A campaign is a draft until somebody has looked at whom it goes to and what it says; it can be stopped on its way.
alter table accreditation.campaign drop constraint campaign_state_check;
alter table accreditation.campaign add constraint campaign_state_check check (state in ('draft', 'writing', 'running', 'stopped', 'ended'));
-- A print of the words that were looked at; how many addresses were not written to when it was ended.
alter table accreditation.campaign add column looked text not null default '', add column unsent integer not null default 0;
drop index accreditation.campaign_one;
create unique index campaign_one on accreditation.campaign (scheme) where state in ('writing', 'running', 'stopped');
-- What was under way goes on after a look.
update accreditation.campaign set state = 'stopped' where state = 'writing';
