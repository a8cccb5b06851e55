-- The address that an article's page names as its own, in canonical form, where
-- that is another one than its link: the article is known by it, too.
ALTER TABLE articles ADD COLUMN canonical TEXT NOT NULL DEFAULT '';
CREATE INDEX articles_canonical ON articles (publisher, canonical) WHERE canonical <> '';
