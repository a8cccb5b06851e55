package store

import "context"

// The texts of articles stand in a table of their own, with no row for an article that
// has none: lists do not read them, and pass over them only so.

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
