-- The districts a network works in.
create table networks.area (
  network_id uuid not null references networks.network on delete cascade,
  district text not null,
  primary key (network_id, district)
);
