create schema mentor;

-- What the guide could not answer: counted by month and by the answers that were given, without anything that a company wrote.
create table mentor.unanswered (
  month date not null,
  kind text not null check (kind in ('notUnderstood', 'notHelped')),
  -- `question.answer` in the order given, the topics that were understood, and where it led.
  said text[] not null,
  topics text[] not null,
  need text not null,
  times integer not null,
  primary key (month, kind, said, topics, need)
);
