-- How much somebody can take on; said at once, without review.
create table consultants.availability (
  consultant_id uuid primary key references consultants.consultant on delete cascade,
  -- Requests at the same time; null: not said.
  capacity integer check (capacity between 0 and 100),
  away_until date,
  changed_at timestamptz not null
);
