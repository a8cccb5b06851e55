-- What is remembered of a source beyond what queries look for, as JSON; empty
-- text for nothing.
ALTER TABLE source_states ADD COLUMN memory TEXT NOT NULL DEFAULT '';

-- What an article said before its publisher changed it, by its seq; version 1 is
-- what was filed first.
CREATE TABLE article_versions (
    article  BIGINT  NOT NULL REFERENCES articles (seq),
    version  INTEGER NOT NULL,
    replaced BIGINT  NOT NULL,
    title    TEXT    NOT NULL,
    url      TEXT    NOT NULL,
    updated  BIGINT  NOT NULL,
    summary  TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (article, version)
);
