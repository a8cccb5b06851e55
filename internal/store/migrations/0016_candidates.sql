-- For finding what the admins were asked about a story.
CREATE INDEX deliveries_candidates ON deliveries (stories) WHERE kind = 'notice' AND stories <> '';
