-- Where an article was read, and the topics that it matched with what it matched
-- on, as a list.
ALTER TABLE articles ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN matched TEXT NOT NULL DEFAULT '';

-- What was decided about a story since it was opened, in words.
CREATE TABLE decisions (
    id    INTEGER PRIMARY KEY,
    story BIGINT NOT NULL REFERENCES stories (id),
    at    BIGINT NOT NULL,
    said  TEXT   NOT NULL
);
CREATE INDEX decisions_story ON decisions (story, id);
