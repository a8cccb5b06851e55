-- other is the other story of a merge or a split, 0 for none; see articles.Change.
ALTER TABLE story_changes ADD COLUMN other BIGINT NOT NULL DEFAULT 0;
