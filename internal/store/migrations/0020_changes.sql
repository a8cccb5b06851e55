-- What happened to a story after it was opened; see articles.Change. number counts
-- from 1 in each story.
CREATE TABLE story_changes (
    story    BIGINT  NOT NULL REFERENCES stories (id),
    number   INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    at       BIGINT  NOT NULL,
    publisher TEXT   NOT NULL,
    was      TEXT    NOT NULL,
    becomes  TEXT    NOT NULL,
    note     TEXT    NOT NULL,
    material INTEGER NOT NULL,
    reason   TEXT    NOT NULL,
    PRIMARY KEY (story, number)
);
CREATE INDEX story_changes_material ON story_changes (at, story) WHERE material = 1;

-- shown is when what the posts of a story say has last changed, 0 for never.
ALTER TABLE stories ADD COLUMN shown BIGINT NOT NULL DEFAULT 0;
