-- reply_to is the message that a new one answers, empty text for none. What became
-- of a story goes out with breaking stories; see bot.Class.
ALTER TABLE deliveries ADD COLUMN reply_to TEXT NOT NULL DEFAULT '';
DROP INDEX deliveries_rank;
ALTER TABLE deliveries DROP COLUMN rank;
ALTER TABLE deliveries ADD COLUMN rank INTEGER GENERATED ALWAYS AS (
    CASE WHEN edits <> '' THEN 2 WHEN kind IN ('breaking', 'development', 'notice') THEN 0 ELSE 1 END
) VIRTUAL;
CREATE INDEX deliveries_rank ON deliveries (channel, rank, owed) WHERE state IN ('owed', 'claimed');
-- For finding what was told of a story beyond its first post.
CREATE INDEX deliveries_developments ON deliveries (stories, channel) WHERE kind = 'development';
-- Stories whose posts were deleted; one that was on its way then is deleted too.
ALTER TABLE stories ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
