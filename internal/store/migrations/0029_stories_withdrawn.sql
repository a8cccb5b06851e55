-- Which stories were withdrawn, to leave them out without reading those that were not: see alike.go.
CREATE INDEX stories_withdrawn ON stories (id) WHERE withdrawn <> '';
