-- What wires say of an article, by its seq; no row for one of which nothing of it
-- is said.
CREATE TABLE article_wires (
    article    BIGINT  PRIMARY KEY REFERENCES articles (seq),
    urgency    INTEGER NOT NULL,
    embargo    BIGINT  NOT NULL,
    version    TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    correction TEXT    NOT NULL
);
