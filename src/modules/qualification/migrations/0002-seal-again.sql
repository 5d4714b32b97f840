-- A certificate is issued once for a course; a seal may be awarded anew after it was revoked or has expired.
drop index qualification.title_of_enrolment;
create unique index title_certificate on qualification.title (enrolment_id) where kind = 'certificate';
