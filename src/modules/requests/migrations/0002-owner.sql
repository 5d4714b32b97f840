-- Who answers for the request now, where it is somebody with an account: an organisation, a consultant, a network.
alter table requests.request add column owner_scope text, add column owner uuid;
create index request_owner on requests.request (owner, created_at desc);
