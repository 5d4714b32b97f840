-- What a draft said before its last change ({file, translations}), so that a removed theme is not lost with everything in it.
alter table authoring.draft add column previous jsonb;
