-- As before, with since when a delivery may go out that had to wait.
DROP INDEX deliveries_ready;
CREATE INDEX deliveries_ready ON deliveries (channel, ready, state, owed, kind, edits, base, turn) WHERE state IN ('owed', 'claimed');
