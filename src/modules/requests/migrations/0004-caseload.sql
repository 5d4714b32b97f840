-- How much somebody has on their hands.
create index request_consultant on requests.request (target_id) where target_kind = 'consultant';
