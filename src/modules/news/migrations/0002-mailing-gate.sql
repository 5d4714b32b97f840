-- Whom an issue goes to is fixed when somebody sends it after a look, and so are its words (`looked`: a print of each part).
create table news.issue_receiver (
  issue_id uuid not null references news.issue on delete cascade,
  subscriber_id uuid not null references news.subscriber on delete cascade,
  -- Whether their letter was put among those that go out.
  lettered boolean not null default false,
  primary key (issue_id, subscriber_id)
);
create index issue_receiver_open on news.issue_receiver (issue_id, subscriber_id) where not lettered;
create index issue_receiver_subscriber on news.issue_receiver (subscriber_id);

alter table news.issue add column looked text[] not null default '{}', add column unsent integer not null default 0;
alter table news.issue drop constraint issue_state_check;
alter table news.issue add constraint issue_state_check check (state in ('draft', 'sending', 'stopped', 'ended', 'sent'));
-- What was under way goes on after a look.
insert into news.issue_receiver (issue_id, subscriber_id, lettered)
  select i.id, s.id, i.prepared is not null and s.id <= i.prepared
  from news.issue i join news.subscriber s on s.confirmed_at <= i.begun_at where i.state = 'sending';
update news.issue set state = 'stopped' where state = 'sending';
alter table news.issue drop column prepared;
