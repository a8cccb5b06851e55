package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"herald/articles"
)

// parcel is an article as it is kept on the shelf: with what its own JSON leaves
// out for others' eyes, except what is found out when it is filed.
type parcel struct {
	articles.Article
	Appeared  time.Time `json:"appeared"`
	Origin    string    `json:"origin"`
	Canonical string    `json:"canonical,omitempty"`
}

// Shelve keeps an article that must not be told yet, as desk.Shelf says.
func (s *Store) Shelve(ctx context.Context, a articles.Article, at time.Time) error {
	a = cleaned(a)
	text, err := json.Marshal(parcel{a, a.Appeared, a.Origin, a.Canonical})
	if err != nil {
		return fmt.Errorf("shelve article: %w", err)
	}
	due := a.Embargo
	if !a.Standing() {
		due = time.Time{}
	}
	return s.write(ctx, "shelve article", func(tx change) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO shelf (source, id, due, kept, article) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (source, id) DO UPDATE SET due = excluded.due, kept = excluded.kept, article = excluded.article`,
			a.Source, a.ID, micros(due), micros(at), string(text))
		return err
	})
}

// Unshelve forgets an article that was kept, if it was.
func (s *Store) Unshelve(ctx context.Context, source, id string) error {
	return s.write(ctx, "take article from the shelf", func(tx change) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM shelf WHERE source = ? AND id = ?`, clean(source), clean(id))
		return err
	})
}

// Shelved are the articles kept, without text, at most limit.
func (s *Store) Shelved(ctx context.Context, limit int) ([]articles.Article, error) {
	list, err := s.shelved(ctx, `SELECT article FROM shelf ORDER BY kept, source, id LIMIT ?`, limit)
	for i := range list {
		list[i].Text = ""
	}
	return list, err
}

// releasedQuery finds by index what is due.
const releasedQuery = `SELECT article FROM shelf WHERE due <> 0 AND due <= ? ORDER BY due LIMIT ?`

// Released are the articles whose embargo is over, the longest over first.
func (s *Store) Released(ctx context.Context, now time.Time, limit int) ([]articles.Article, error) {
	return s.shelved(ctx, releasedQuery, micros(now), limit)
}

// Embargoed is how many articles of a source wait under an embargo, and when the first
// of these ends.
type Embargoed struct {
	Source   string
	Articles int
	Next     time.Time
}

// Embargoes count what waits under an embargo, by source.
func (s *Store) Embargoes(ctx context.Context) (all []Embargoed, err error) {
	err = s.read(ctx, "count embargoes", func(q query) error {
		all, err = collect(ctx, q, func(r row) (e Embargoed, err error) {
			var next int64
			err = r.Scan(&e.Source, &e.Articles, &next)
			e.Next = moment(next)
			return e, err
		}, `SELECT source, COUNT(*), MIN(due) FROM shelf WHERE due <> 0 GROUP BY source ORDER BY source`)
		return err
	})
	return all, err
}

// EmbargoOf is when the embargo of the article with an address ends that waits under
// one; zero where none does.
func (s *Store) EmbargoOf(ctx context.Context, address string) (until time.Time, err error) {
	wanted := articles.CanonicalURL(address)
	err = s.read(ctx, "find embargo", func(q query) error {
		_, err := collect(ctx, q, func(r row) (none struct{}, err error) {
			var due int64
			var at string
			err = r.Scan(&due, &at)
			if at != "" && articles.CanonicalURL(at) == wanted {
				until = moment(due)
			}
			return none, err
		}, `SELECT due, COALESCE(article ->> '$.url', '') FROM shelf WHERE due <> 0`)
		return err
	})
	return until, err
}

func (s *Store) shelved(ctx context.Context, text string, args ...any) (list []articles.Article, err error) {
	err = s.read(ctx, "read the shelf", func(q query) error {
		list, err = collect(ctx, q, scanShelved, text, args...)
		return err
	})
	return list, err
}

func scanShelved(r row) (articles.Article, error) {
	var p parcel
	text, err := scanOne[string](r)
	if err != nil {
		return p.Article, err
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return p.Article, fmt.Errorf("read article: %w", err)
	}
	p.Article.Appeared, p.Article.Origin, p.Article.Canonical = p.Appeared, p.Origin, p.Canonical
	return p.Article, nil
}

// pruneShelf forgets what waits for nothing any more: what was withheld or killed
// before a time and of which nobody has heard since.
func pruneShelf(ctx context.Context, tx change, before int64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM shelf WHERE due = 0 AND kept < ?`, before)
	return err
}
