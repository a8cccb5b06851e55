-- Articles that must not be told yet, as JSON. due is when the embargo ends, 0 for
-- those that were withheld or killed.
CREATE TABLE shelf (
    source   TEXT   NOT NULL,
    id       TEXT   NOT NULL,
    due      BIGINT NOT NULL,
    kept     BIGINT NOT NULL,
    article  TEXT   NOT NULL,
    PRIMARY KEY (source, id)
);
CREATE INDEX shelf_due ON shelf (due) WHERE due <> 0;
