-- What waits is counted every few seconds: from the index alone, without the rows.
DROP INDEX deliveries_ready;
CREATE INDEX deliveries_ready ON deliveries (channel, ready, state, owed, kind, edits) WHERE state IN ('owed', 'claimed');
