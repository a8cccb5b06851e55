-- The rest of a verdict: facts is a JSON array of what each rule found; waiting is
-- what the story waits for, empty for nothing. headline_by is the admin who wrote
-- the headline, empty where it is the lead's.
ALTER TABLE stories ADD COLUMN facts TEXT NOT NULL DEFAULT '';
ALTER TABLE stories ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE stories ADD COLUMN waiting TEXT NOT NULL DEFAULT '';
ALTER TABLE stories ADD COLUMN judged_by TEXT NOT NULL DEFAULT '';
ALTER TABLE stories ADD COLUMN headline_by TEXT NOT NULL DEFAULT '';
CREATE INDEX stories_waiting ON stories (judged, id) WHERE waiting <> '';
