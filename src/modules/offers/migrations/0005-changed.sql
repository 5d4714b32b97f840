-- For what is new, and for what has changed since a moment.
create index offer_changed on offers.offer (updated_at desc, id) where state = 'published';
