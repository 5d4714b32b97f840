create schema qualification;

-- Who carries a training: one or several organisations, recognised by a body's decision, for a time.
create table qualification.sponsorship (
  id uuid primary key,
  curriculum text not null,
  organisations uuid[] not null check (cardinality(organisations) > 0),
  -- The decision in the register of the bodies on which it rests.
  agreement_id uuid not null,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  ended_on date,
  ended_why text not null default '',
  created_at timestamptz not null
);
create index sponsorship_curriculum on qualification.sponsorship (curriculum);

-- A body's decision that a seal may be awarded.
create table qualification.seal_decision (
  id uuid primary key,
  curriculum text not null,
  body_kind text not null,
  agreement_id uuid not null,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  ended_on date,
  ended_why text not null default '',
  created_at timestamptz not null
);
create index seal_decision_curriculum on qualification.seal_decision (curriculum);

create table qualification.course (
  id uuid primary key,
  curriculum text not null,
  organisation_id uuid not null,
  title text not null,
  place text not null,
  link text not null default '',
  note text not null default '',
  seats integer not null check (seats between 1 and 1000),
  state text not null default 'open' check (state in ('open', 'cancelled', 'closed')),
  demo boolean not null default false,
  created_at timestamptz not null
);
create index course_organisation on qualification.course (organisation_id);

create table qualification.session (
  id uuid primary key,
  course_id uuid not null references qualification.course on delete cascade,
  module text not null,
  day date not null,
  starts time not null,
  ends time not null check (ends > starts)
);
create index session_course on qualification.session (course_id, day, starts);

create table qualification.enrolment (
  id uuid primary key,
  course_id uuid not null references qualification.course on delete cascade,
  user_id text not null,
  name text not null,
  state text not null check (state in ('registered', 'waiting', 'left', 'completed')),
  -- Who came first; a place that becomes free goes to the first in the line.
  position bigint generated always as identity,
  enrolled_at timestamptz not null,
  completed_at timestamptz,
  reminded_at timestamptz
);
create unique index enrolment_once on qualification.enrolment (course_id, user_id) where state <> 'left';
create index enrolment_user on qualification.enrolment (user_id);

create table qualification.attendance (
  session_id uuid not null references qualification.session on delete cascade,
  enrolment_id uuid not null references qualification.enrolment on delete cascade,
  primary key (session_id, enrolment_id)
);

create table qualification.task (
  enrolment_id uuid not null references qualification.enrolment on delete cascade,
  module text not null,
  answer text not null,
  handed_in_at timestamptz not null,
  accepted boolean,
  remark text not null default '',
  primary key (enrolment_id, module)
);

-- What was awarded, with what it proves and what it rests on.
create table qualification.title (
  id uuid primary key,
  credential_id uuid not null unique references credentials.credential,
  user_id text,
  consultant_id uuid,
  curriculum text not null,
  kind text not null check (kind in ('certificate', 'seal')),
  level text not null check (level in ('attended', 'learnt', 'applied')),
  enrolment_id uuid,
  sponsorship_id uuid references qualification.sponsorship,
  decisions uuid[] not null default '{}',
  -- Whether the public profile shows it; the person's own choice.
  shown boolean not null default false,
  issued_at timestamptz not null
);
create index title_user on qualification.title (user_id);
create index title_consultant on qualification.title (consultant_id) where shown;
create index title_curriculum on qualification.title (curriculum) where kind = 'seal';
create unique index title_of_enrolment on qualification.title (enrolment_id, kind);
