-- Letters that were sent keep no private link: what is needed to read them again is in their receivers' mailboxes.
update platform.mail set
  body = regexp_replace(
    regexp_replace(body, '(^|[^A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])', '\1…', 'g'),
    '(anmelden/link/)[^[:space:]?&#]+', '\1…', 'g'),
  calendar = null,
  unsubscribe = null
where sent_at is not null;

-- Addresses of the outbox that were printed at a start were good for thirty days; now they are for fifteen minutes.
update platform.link set expires_at = least(expires_at, created_at + interval '15 minutes') where purpose = 'office-outbox';
