-- Letters to many where no mail server is set up: written, kept in the outbox, and done with. None goes out later by itself.
alter table platform.mail add column kept_at timestamptz;
