package store

import (
	"context"

	"herald/articles"
)

// What wires say of an article beyond what every publisher does stands in a table
// of its own: most articles have none of it, and lists read it without passing
// over their texts.

// wireColumns are read through articleTable.
const wireColumns = `COALESCE(urgency, 0), COALESCE(embargo, 0), COALESCE(article_wires.version, ''),
	COALESCE(status, ''), COALESCE(correction, '')`

// hasWire reports whether anything of it is said of an article.
func hasWire(a articles.Article) bool {
	return a.Urgency != 0 || !a.Embargo.IsZero() || a.Version != "" || a.Status != articles.Usable || a.Correction != ""
}

// setWire writes what a wire says of the article filed as seq.
func setWire(ctx context.Context, tx change, seq int64, a articles.Article) error {
	if !hasWire(a) {
		_, err := tx.ExecContext(ctx, `DELETE FROM article_wires WHERE article = ?`, seq)
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO article_wires (article, urgency, embargo, version, status, correction)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (article) DO UPDATE SET urgency = excluded.urgency,
		embargo = excluded.embargo, version = excluded.version, status = excluded.status, correction = excluded.correction`,
		seq, a.Urgency, micros(a.Embargo), a.Version, string(a.Status), a.Correction)
	return err
}
