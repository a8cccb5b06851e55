package store

import "context"

// The texts of articles stand in a table of their own, with no row for an article that
// has none: lists do not read them, and pass over them only so.

// moveStep is how many articles one statement moves the texts of: SQLite keeps what it
// changes in memory, to be able to undo it.
const moveStep = 1000

// fillTexts moves the texts that stand with their articles.
func fillTexts(ctx context.Context, tx change) error {
	var last int64
	if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(seq), 0) FROM articles`).Scan(&last); err != nil {
		return err
	}
	for from := int64(1); from <= last; from += moveStep {
		for _, step := range []string{
			`INSERT INTO article_texts (article, text) SELECT seq, text FROM articles WHERE seq BETWEEN ? AND ? AND text <> ''`,
			`UPDATE articles SET text = '' WHERE seq BETWEEN ? AND ?`,
		} {
			if _, err := tx.ExecContext(ctx, step, from, from+moveStep-1); err != nil {
				return err
			}
		}
	}
	return nil
}

// textPart is an expression for how much of the text of an article is read.
type textPart string

// What is read of texts. The lead is what a desk compares, with room to spare.
const (
	noText   textPart = `''`
	leadText textPart = `COALESCE((SELECT substr(t.text, 1, 4000) FROM article_texts t WHERE t.article = seq), '')`
	allText  textPart = `COALESCE((SELECT t.text FROM article_texts t WHERE t.article = seq), '')`
)

// setText writes the text of the article filed as seq.
func setText(ctx context.Context, tx change, seq int64, text string) error {
	if text == "" {
		_, err := tx.ExecContext(ctx, `DELETE FROM article_texts WHERE article = ?`, seq)
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO article_texts (article, text) VALUES (?, ?)
		ON CONFLICT (article) DO UPDATE SET text = excluded.text`, seq, text)
	return err
}
