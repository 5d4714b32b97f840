create schema requests;

-- A company's need, handed over once.
create table requests.request (
  id uuid primary key,
  created_at timestamptz not null,
  locale text not null,
  state text not null check (state in ('open', 'accepted', 'declined', 'closed', 'withdrawn')),
  -- Where it is now.
  target_kind text not null check (target_kind in ('offer', 'consultant', 'network', 'organisation', 'office')),
  target_id uuid,
  target_title text not null,
  receiver_name text not null,
  receiver_email text not null,
  -- Since when it waits for the present receiver.
  waiting_since timestamptz not null,
  reminded_at timestamptz,
  company text not null,
  contact text not null,
  email text not null,
  phone text not null,
  place text not null,
  message text not null,
  share text not null check (share in ('nothing', 'profile', 'plan')),
  shared jsonb,
  consent_at timestamptz not null,
  -- The link under which the company sees the state, for every later mail.
  company_link uuid not null
);
create index request_waiting on requests.request (waiting_since) where state = 'open';

create table requests.step (
  id uuid primary key,
  -- Several steps may happen within one millisecond; this is their order.
  position bigint generated always as identity,
  request_id uuid not null references requests.request on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('sent', 'accepted', 'declined', 'passedOn', 'reminded', 'escalated', 'closed', 'withdrawn')),
  -- Who did it or has it now, as the company may read it.
  who text not null,
  word text not null default ''
);
create index step_request on requests.step (request_id, position);
