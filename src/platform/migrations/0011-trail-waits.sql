-- Whoever changes something takes its turn at the end of the trail: that is business as usual, not a locked table, and may
-- take longer than a page waits for a lock (docs/decisions/0042).
alter function platform.audit_end() set lock_timeout = '15s';
