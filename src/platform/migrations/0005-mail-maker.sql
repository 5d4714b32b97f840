-- Letters whose words are only made when they go out: what was taken back in the meantime is in none of them.
alter table platform.mail add column made_by text;
