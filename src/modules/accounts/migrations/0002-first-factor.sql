-- Somebody strong (an invitation, the command line) opens the first set-up of a second factor for one account: for the
-- session that used this very link, or took this very invitation. The mailbox alone opens nothing.
create table accounts.first_factor (
  id uuid primary key,
  user_id uuid not null references accounts."user" on delete cascade,
  -- SHA-256 of the sign-in link that opens it, until that link is used.
  link_hash text,
  session_id uuid,
  granted_by uuid,
  expires_at timestamptz not null
);
create index first_factor_user on accounts.first_factor (user_id);
