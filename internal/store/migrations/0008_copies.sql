-- Whose words an article repeats, empty where they are its own.
ALTER TABLE articles ADD COLUMN copy_of TEXT NOT NULL DEFAULT '';
