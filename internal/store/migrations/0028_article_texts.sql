-- The texts stand apart from their articles. Lists do not read them; but every column that was added after text stood
-- behind it, and to read one meant to read through all pages of the text. The column stays, and is empty: to drop it
-- would rewrite all articles in one statement, which SQLite keeps in memory to undo it. See fillTexts in texts.go.
CREATE TABLE article_texts (
    article INTEGER PRIMARY KEY REFERENCES articles (seq),
    text    TEXT    NOT NULL
);

-- As before, in one tree instead of a table and its index: to read one of them is half the pages.
CREATE TABLE topics_by_story (
    story    BIGINT  NOT NULL REFERENCES stories (id),
    topic    TEXT    NOT NULL,
    position INTEGER NOT NULL,
    appeared BIGINT  NOT NULL,
    PRIMARY KEY (story, topic)
) WITHOUT ROWID;
DROP INDEX story_topics_newest;
CREATE INDEX story_topics_newest ON topics_by_story (topic, appeared, story); -- first: to sort all at once takes memory
INSERT INTO topics_by_story SELECT story, topic, position, appeared FROM story_topics ORDER BY story, topic;
DROP TABLE story_topics;
ALTER TABLE topics_by_story RENAME TO story_topics;

CREATE TABLE wires_by_article (
    article    INTEGER PRIMARY KEY REFERENCES articles (seq),
    urgency    INTEGER NOT NULL,
    embargo    BIGINT  NOT NULL,
    version    TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    correction TEXT    NOT NULL
);
INSERT INTO wires_by_article SELECT article, urgency, embargo, version, status, correction FROM article_wires ORDER BY article;
DROP TABLE article_wires;
ALTER TABLE wires_by_article RENAME TO article_wires;
