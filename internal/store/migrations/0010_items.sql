-- What a poller knows of the items of a source that were filed, so that it takes
-- the trouble only with the others. It is opaque here.
CREATE TABLE source_items (
    source TEXT PRIMARY KEY,
    items  BLOB NOT NULL
);
