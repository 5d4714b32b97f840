create schema news;

-- News, calls, events and campaigns. Public, or for some, from `publish_at` on; nothing has to run for that.
create table news.item (
  id uuid primary key,
  kind text not null check (kind in ('news', 'call', 'event', 'campaign')),
  slug text not null unique,
  title text not null,
  summary text not null,
  body text not null,
  topics text[] not null,
  audience text not null check (audience in ('public', 'partners', 'consultants', 'body')),
  body_id uuid,
  -- Who wrote it; none: the office.
  owner_scope text,
  owner uuid,
  owner_name text not null,
  state text not null check (state in ('draft', 'submitted', 'planned', 'withdrawn')),
  publish_at timestamptz,
  -- Last day on which it is shown.
  shown_until date,
  -- Calls: until when, and how to take part.
  deadline date,
  how text not null,
  -- Events.
  starts_at timestamptz,
  ends_at timestamptz,
  place text not null,
  -- Where one registers: a course or an exchange of ours, or another address.
  register text not null,
  -- Campaigns: what one needs to take part.
  material jsonb not null,
  word text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 0
);
create index item_shown on news.item (publish_at) where state = 'planned';

-- Organisations that take part in a campaign.
create table news.partner (
  item_id uuid not null references news.item on delete cascade,
  organisation_id uuid not null,
  joined_at timestamptz not null,
  primary key (item_id, organisation_id)
);

create table news.subscriber (
  id uuid primary key,
  email text not null unique,
  locale text not null,
  link_id uuid not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz
);
create index subscriber_unconfirmed on news.subscriber (asked_at) where confirmed_at is null;

-- One newsletter: what stands in it, and how far it has come. Its letters lie in platform.mail, without their words.
create table news.issue (
  id uuid primary key,
  title text not null,
  intro text not null,
  items uuid[] not null,
  stories uuid[] not null,
  state text not null check (state in ('draft', 'sending', 'sent')),
  -- Up to which subscriber letters are prepared.
  prepared uuid,
  created_at timestamptz not null,
  begun_at timestamptz,
  done_at timestamptz
);
