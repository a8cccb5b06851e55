-- Platforms ask for the few that are paused whenever a server or line comes up.
CREATE INDEX channels_paused ON channels (platform, address) WHERE paused <> '';
-- Of a million deliveries few are not sent; those are counted by their indexes.
CREATE INDEX deliveries_dropped ON deliveries (id) WHERE state = 'dropped';
