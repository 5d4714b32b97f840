create schema matching;

-- What was looked for and not found, as counts by month, topic and district. No text, no place, nobody: it cannot be told
-- who looked.
create table matching.unmet (
  month date not null,
  -- '' where no topic was understood.
  topic text not null,
  -- '' where no place was given.
  district text not null,
  kind text not null check (kind in ('nothing', 'onlyFar', 'notUnderstood')),
  searches integer not null,
  primary key (month, topic, district, kind)
);
