-- Size classes of companies that an offer is made for; empty: for every size.
alter table offers.offer add column sizes text[] not null default '{}';
create index offer_aids on offers.offer using gin (topics) where state = 'published' and kind in ('aid', 'tool', 'funding');
