-- Platforms ask for the few that are paused whenever a server or line comes up.
CREATE INDEX channels_paused ON channels (platform, address) WHERE paused <> '';
