create schema if not exists governance;

create table governance.body (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  kind text not null check (kind in ('workingGroup', 'coordination', 'strategy', 'plenum', 'other')),
  mandate text not null,
  parent_id uuid references governance.body (id) on delete set null,
  -- How it decides: what a body requires is its own configuration.
  rule text not null check (rule in ('consensus', 'unanimous', 'majority', 'silence')),
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- People and organisations that take part or are responsible. An account comes to them, not before them.
create table governance.person (
  id uuid primary key,
  kind text not null default 'person' check (kind in ('person', 'organisation')),
  name text not null,
  organisation text,
  email text,
  -- When the person agreed to be named in public, null: never.
  public_since timestamptz,
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index person_name on governance.person (lower(name));

create table governance.membership (
  id uuid primary key,
  body_id uuid not null references governance.body (id) on delete cascade,
  person_id uuid references governance.person (id) on delete cascade,
  organisation text,
  role text not null,
  from_day date not null,
  to_day date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (person_id is not null or organisation is not null)
);
create index membership_body on governance.membership (body_id);

create table governance.meeting (
  id uuid primary key,
  body_id uuid not null references governance.body (id) on delete cascade,
  -- Meetings that were planned as a series share this.
  series_id uuid,
  title text not null,
  day date not null,
  start_time time,
  end_time time,
  mode text not null check (mode in ('online', 'onsite', 'hybrid', 'unknown')),
  length text check (length in ('short', 'long')),
  place text not null,
  link text not null,
  condition text not null,
  state text not null check (state in ('planned', 'held', 'cancelled')),
  -- Counts the invitations sent (RFC 5545 SEQUENCE); null: none was.
  invited_sequence integer,
  minutes_state text not null check (minutes_state in ('none', 'draft', 'circulated', 'approved', 'published')),
  objections_until date,
  minute_taker text not null,
  unnamed_participants integer not null default 0,
  public_text jsonb,
  version integer not null default 1,
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index meeting_body on governance.meeting (body_id, day desc);

create table governance.agenda_item (
  id uuid primary key,
  meeting_id uuid not null references governance.meeting (id) on delete cascade,
  position integer not null,
  number text not null,
  title text not null,
  duration integer,
  text text not null,
  paper_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index agenda_item_meeting on governance.agenda_item (meeting_id, position);

create table governance.attendance (
  id uuid primary key,
  meeting_id uuid not null references governance.meeting (id) on delete cascade,
  person_id uuid references governance.person (id) on delete set null,
  name text not null,
  organisation text,
  role text,
  status text not null check (status in ('invited', 'present', 'excused', 'guest'))
);
create index attendance_meeting on governance.attendance (meeting_id);

create table governance.vote (
  id uuid primary key,
  meeting_id uuid not null references governance.meeting (id) on delete cascade,
  item_number text,
  yes integer,
  no integer,
  abstain integer,
  result text
);

create table governance.document (
  id uuid primary key,
  name text not null,
  kind text not null,
  size integer not null,
  bytes bytea not null,
  text text not null,
  parsed jsonb,
  -- What the reviewer decided so far: kept while the review goes on.
  review jsonb,
  state text not null check (state in ('noText', 'reviewing', 'taken', 'discarded')),
  meeting_id uuid references governance.meeting (id) on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table governance.attachment (
  id uuid primary key,
  meeting_id uuid not null references governance.meeting (id) on delete cascade,
  item_number text,
  label text not null,
  status text not null check (status in ('present', 'pending')),
  document_id uuid references governance.document (id) on delete set null
);

create table governance.agreement (
  id uuid primary key,
  meeting_id uuid references governance.meeting (id) on delete cascade,
  body_id uuid not null references governance.body (id) on delete cascade,
  item_number text,
  kind text not null check (kind in ('agreement', 'decision', 'task', 'recommendation')),
  text text not null,
  topic text,
  due date,
  due_text text,
  condition text,
  referred_to text[] not null default '{}',
  state text not null check (state in ('open', 'progress', 'done', 'dropped')),
  dropped_why text,
  replaced_by uuid references governance.agreement (id) on delete set null,
  agreed_on date not null,
  reminded_at timestamptz,
  version integer not null default 1,
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index agreement_open on governance.agreement (due) where state in ('open', 'progress');
create index agreement_body on governance.agreement (body_id, agreed_on desc);

create table governance.responsible (
  agreement_id uuid not null references governance.agreement (id) on delete cascade,
  position integer not null,
  person_id uuid references governance.person (id) on delete set null,
  name text not null,
  primary key (agreement_id, position)
);
create index responsible_person on governance.responsible (person_id);

create table governance.agreement_event (
  id uuid primary key,
  agreement_id uuid not null references governance.agreement (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  who text not null,
  word text not null
);
create index agreement_event_agreement on governance.agreement_event (agreement_id, id);

create table governance.objection (
  id uuid primary key,
  meeting_id uuid not null references governance.meeting (id) on delete cascade,
  at timestamptz not null,
  who text not null,
  text text not null,
  answer text
);

create table governance.paper (
  id uuid primary key,
  title text not null,
  body_id uuid not null references governance.body (id) on delete cascade,
  topic text,
  state text not null check (state in ('travelling', 'decided', 'rejected', 'withdrawn')),
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table governance.paper_version (
  paper_id uuid not null references governance.paper (id) on delete cascade,
  number integer not null,
  text text not null,
  who text not null,
  at timestamptz not null,
  primary key (paper_id, number)
);

create table governance.consultation (
  id uuid primary key,
  paper_id uuid not null references governance.paper (id) on delete cascade,
  position integer not null,
  body_id uuid not null references governance.body (id) on delete cascade,
  question text not null,
  due date,
  condition text not null,
  result text check (result in ('supported', 'returned', 'decided', 'rejected')),
  rule text check (rule in ('consensus', 'unanimous', 'majority', 'silence')),
  yes integer,
  no integer,
  abstain integer,
  note text not null,
  objected boolean not null default false,
  decided_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (paper_id, position)
);
