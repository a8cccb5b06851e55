package store

import (
	"context"
	"time"

	"herald/articles/desk"
)

// maxVersions is how many earlier versions of one article are kept: the first,
// and the latest.
const maxVersions = 20

// Version is what an article said before it was changed.
type Version struct {
	Title, URL, Summary, Text string
	// Updated is the publisher's own time of that version, Replaced when it was
	// replaced by the next one.
	Updated, Replaced time.Time
}

// keepVersion keeps what stands in articles as seq, if f says something else to
// its readers. Text where there was none is no other version.
func keepVersion(ctx context.Context, tx change, seq int64, f desk.Filing) error {
	a := f.Article
	done, err := tx.ExecContext(ctx, `INSERT INTO article_versions (article, version, replaced, title, url, updated, summary, text)
		SELECT seq, 1 + COALESCE((SELECT MAX(version) FROM article_versions WHERE article = seq), 0), ?,
			title, url, updated, summary, text
		FROM (SELECT seq, title, url, updated, summary, `+string(allText)+` AS text FROM articles WHERE seq = ?)
		WHERE title <> ? OR summary <> ? OR text <> ? AND text <> ''`,
		micros(f.At), seq, a.Title, a.Summary, a.Text)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM article_versions WHERE article = ? AND version > 1
		AND version <= (SELECT MAX(version) FROM article_versions WHERE article = ?) - ?`, seq, seq, maxVersions-1)
	return err
}

// Versions are what an article said before it was changed, oldest first; none for
// one that was not, or is not there.
func (s *Store) Versions(ctx context.Context, source, id string) (all []Version, err error) {
	err = s.read(ctx, "read versions", func(q query) error {
		all, err = collect(ctx, q, func(r row) (v Version, err error) {
			var updated, replaced int64
			err = r.Scan(&v.Title, &v.URL, &v.Summary, &v.Text, &updated, &replaced)
			v.Updated, v.Replaced = moment(updated), moment(replaced)
			return v, err
		}, `SELECT v.title, v.url, v.summary, v.text, v.updated, v.replaced FROM article_versions v
			JOIN articles a ON a.seq = v.article WHERE a.source = ? AND a.id = ? ORDER BY v.version`, source, id)
		return err
	})
	return all, err
}
