package store

import (
	"context"

	"herald/articles"
	"herald/bot"
	"herald/bot/delivery"
)

// Backlog is what waits to be sent now, by platform and class; a class with
// nothing waiting is left out. It reads every delivery that is owed, so it is for
// once every few seconds.
func (s *Store) Backlog(ctx context.Context) (all []delivery.Backlog, err error) {
	err = s.read(ctx, "read what is owed", func(q query) (err error) {
		now := micros(s.now())
		all, err = collect(ctx, q, scanBacklog, `SELECT c.platform, d.rank,
			SUM(d.state = 'claimed' OR d.ready <= ?), SUM(d.state = 'owed' AND d.ready > ?),
			COALESCE(MIN(CASE WHEN d.state = 'claimed' OR d.ready <= ? THEN d.owed END), 0)
			FROM deliveries d JOIN channels c ON c.id = d.channel
			WHERE d.state IN ('owed', 'claimed') AND c.paused = ''
			GROUP BY c.platform, d.rank ORDER BY c.platform, d.rank`, now, now, now)
		return err
	})
	return all, err
}

func scanBacklog(r row) (b delivery.Backlog, err error) {
	var rank, oldest int64
	err = r.Scan(&b.Platform, &rank, &b.Owed, &b.Later, &oldest)
	b.Class, b.Oldest = bot.Class(rank), moment(oldest)
	return b, err
}

// NewestStory is the highest number that a story has; zero for none.
func (s *Store) NewestStory(ctx context.Context) (id articles.StoryID, err error) {
	err = s.read(ctx, "find the newest story", func(q query) error {
		return q.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) FROM stories`).Scan(&id)
	})
	return id, err
}
