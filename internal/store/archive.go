package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"herald/articles"
	"herald/bot"
)

// maxArchive bounds what Archive reads: with full texts, about a gigabyte.
const maxArchive = 200_000

// Archive are the articles that appeared from a time on and before another, in
// the order filed, with text; zero times bound nothing.
func (s *Store) Archive(ctx context.Context, from, to time.Time) (list []articles.Article, err error) {
	end := int64(math.MaxInt64)
	if !to.IsZero() {
		end = micros(to)
	}
	err = s.read(ctx, "read archive", func(q query) error {
		var n int
		err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM articles WHERE appeared >= ? AND appeared < ?`, micros(from), end).Scan(&n)
		if err != nil {
			return err
		}
		if n > maxArchive {
			return fmt.Errorf("%d articles are more than the %d that fit in memory: choose a shorter time", n, maxArchive)
		}
		found, err := collect(ctx, q, scanArticle, `SELECT `+articleColumns+`, `+string(allText)+` FROM `+articleTable+`
			WHERE appeared >= ? AND appeared < ? ORDER BY seq`, micros(from), end)
		list = make([]articles.Article, len(found))
		for i, a := range found {
			list[i] = a.Article
		}
		return err
	})
	return list, err
}

// Subscribers are the channels that subscribe to anything and are not paused.
func (s *Store) Subscribers(ctx context.Context) (list []bot.Channel, err error) {
	err = s.read(ctx, "read subscribers", func(q query) error {
		list, err = collect(ctx, q, func(r row) (c bot.Channel, err error) {
			return c, r.Scan(channelFields(&c)...)
		}, `SELECT `+channelColumns+` FROM channels c
			WHERE c.paused = '' AND EXISTS (SELECT 1 FROM subscriptions WHERE channel = c.id) ORDER BY c.id`)
		return err
	})
	return list, err
}
