-- Where a story is told that turned out to be another one, 0 for all others. Such
-- a story has no articles, and counts as withdrawn, so that no list has it.
ALTER TABLE stories ADD COLUMN told_in BIGINT NOT NULL DEFAULT 0;
CREATE INDEX stories_told_in ON stories (told_in) WHERE told_in <> 0;
