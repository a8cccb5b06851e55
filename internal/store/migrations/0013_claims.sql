-- attempts counts how often the platform was asked and did not take it. claims
-- counts how often it was claimed, and tells whose claim it is. waits says that it
-- waits for another attempt, and holds back what was owed to its channel later.
ALTER TABLE deliveries ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
UPDATE deliveries SET waits = 1 WHERE state = 'owed' AND attempts > 0 AND held = 0;
DROP INDEX deliveries_again;
CREATE INDEX deliveries_again ON deliveries (channel, id) WHERE state = 'owed' AND waits = 1;
