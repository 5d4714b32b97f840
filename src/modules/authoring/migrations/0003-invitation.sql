-- An invitation to a consultation: a mailing of its own, so that nobody writes to hundreds of people by one click.
create table authoring.invitation (
  id uuid primary key,
  draft_id uuid not null references authoring.draft on delete cascade,
  -- Groups of people (AUDIENCES).
  audience text[] not null,
  state text not null default 'draft' check (state in ('draft', 'running', 'stopped', 'finished', 'ended')),
  -- What was said to those who were looked at.
  looked text[] not null default '{}',
  created_at timestamptz not null,
  begun_at timestamptz,
  done_at timestamptz,
  unsent integer not null default 0
);
-- One at a time.
create unique index invitation_one on authoring.invitation (draft_id) where state in ('draft', 'running', 'stopped');
create index invitation_running on authoring.invitation (state) where state = 'running';

create table authoring.invitation_receiver (
  invitation_id uuid not null references authoring.invitation on delete cascade,
  user_id uuid not null,
  -- Where the letter went, or will go.
  email text not null,
  told boolean not null default false,
  -- It stands on their own page already.
  noticed boolean not null default false,
  primary key (invitation_id, user_id)
);
create index invitation_receiver_open on authoring.invitation_receiver (invitation_id) where not told;
create index invitation_receiver_user on authoring.invitation_receiver (user_id);
