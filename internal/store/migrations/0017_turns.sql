-- weight says which of a channel's breaking posts goes out first where only so many
-- may in an hour. turn is when its turn comes, 0 for one that does not wait for it;
-- base is when it might have gone out else.
ALTER TABLE deliveries ADD COLUMN weight REAL NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN base BIGINT NOT NULL DEFAULT 0;
CREATE INDEX deliveries_posted ON deliveries (channel, settled) WHERE kind = 'breaking' AND state IN ('sent', 'uncertain');
