-- Letters to very many: never a second time. A claim before sending says that somebody was about to; a process that dies
-- between claim and answer leaves the letter unsure, for a person to decide.
alter table platform.mail add column claimed_at timestamptz, add column campaign uuid;
create index mail_campaign on platform.mail (campaign) where campaign is not null;
