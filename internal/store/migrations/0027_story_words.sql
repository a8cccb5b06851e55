-- Under which words a story is looked for when another one asks what is related to
-- it: see words.go. word is the hash of a stem, so that an entry has few bytes.
CREATE TABLE story_words (
    word  INTEGER NOT NULL,
    story BIGINT  NOT NULL,
    PRIMARY KEY (word, story)
) WITHOUT ROWID;
