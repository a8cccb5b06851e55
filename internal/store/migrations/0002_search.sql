-- Full-text search over articles, by their seq. SQLite's own, and used in fts.go
-- alone. It keeps no copy of the texts, only their index.
CREATE VIRTUAL TABLE search USING fts5 (
    title, deck, summary, text, keywords,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
