-- An update with data is kept and not handled yet; one without was handled.
ALTER TABLE updates ADD COLUMN data BLOB;
CREATE INDEX updates_open ON updates (platform, seq) WHERE data IS NOT NULL;
