create schema regions;

-- What only looking after a network needs: when it was asked, since when its state counts.
create table regions.standing (
  network_id uuid primary key references networks.network on delete cascade,
  asked_on date,
  state_since date
);

create table regions.event (
  id uuid primary key,
  network_id uuid not null references networks.network on delete cascade,
  title text not null,
  day date not null,
  hours text not null,
  place text not null,
  description text not null,
  link text not null,
  cancelled boolean not null default false,
  changed_at timestamptz not null
);
create index event_network on regions.event (network_id, day);

create table regions.recognition (
  id uuid primary key,
  network_id uuid not null references networks.network on delete cascade,
  state text not null check (state in ('draft', 'submitted', 'recognised', 'returned', 'ended')),
  -- What the network says for each criterion: criterion → text.
  evidence jsonb not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  -- What the decision says: a reason, and conditions under which it counts.
  note text not null default '',
  conditions text not null default '',
  valid_until date,
  reminded_at timestamptz,
  changed_at timestamptz not null
);
-- One under way at a time, one that counts at a time.
create unique index recognition_open on regions.recognition (network_id) where state in ('draft', 'submitted', 'returned');
create unique index recognition_counts on regions.recognition (network_id) where state = 'recognised';

create table regions.report (
  network_id uuid not null references networks.network on delete cascade,
  year integer not null,
  -- question → text
  answers jsonb not null,
  -- Kept when it is published: a report does not change afterwards with the stock.
  figures jsonb,
  published_at timestamptz,
  changed_at timestamptz not null,
  primary key (network_id, year)
);
