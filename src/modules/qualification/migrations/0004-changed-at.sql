-- When a course or one of its days was last changed: calendars say it (RFC 5545 §3.8.7.3). Null: not since it was made.
alter table qualification.course add column changed_at timestamptz;
alter table qualification.session add column changed_at timestamptz;
