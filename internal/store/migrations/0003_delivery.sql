-- begun is when an attempt began, 0 when its end was written down: one that is
-- not 0 after a crash may have been sent. redo says that what an edit says has
-- changed while it was being sent. rank is the class, 0 the first to go out; see
-- bot.Class.
ALTER TABLE deliveries ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN redo INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN rank INTEGER GENERATED ALWAYS AS (
    CASE WHEN edits <> '' THEN 2 WHEN kind IN ('breaking', 'notice') THEN 0 ELSE 1 END
) VIRTUAL;
CREATE INDEX deliveries_rank ON deliveries (channel, rank, owed) WHERE state IN ('owed', 'claimed');
CREATE INDEX deliveries_uncertain ON deliveries (id) WHERE state = 'uncertain';

-- rank of a channel is the least of what it is owed, served is when it was last
-- served: see due.go.
ALTER TABLE channels ADD COLUMN rank INTEGER NOT NULL DEFAULT 1;
ALTER TABLE channels ADD COLUMN served BIGINT NOT NULL DEFAULT 0;
DROP INDEX channels_due;
CREATE INDEX channels_due ON channels (platform, rank, due) WHERE paused = '';
UPDATE channels SET rank = COALESCE(
    (SELECT MIN(d.rank) FROM deliveries d WHERE d.channel = channels.id AND d.state IN ('owed', 'claimed')), 1);
