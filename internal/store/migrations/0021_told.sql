-- For finding what a channel was told lately.
CREATE INDEX deliveries_told ON deliveries (channel, owed) WHERE kind IN ('breaking', 'development', 'digest', 'latest');
