package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"herald/articles"
	"herald/bot"
	"herald/bot/delivery"
)

// rankHere is deliveries.rank, written out: SQLite reads the rows for a generated
// column, even where an index has all that it is made of.
const rankHere = `CASE WHEN d.edits <> '' THEN 2 WHEN d.kind IN ('breaking', 'development', 'notice') THEN 0 ELSE 1 END`

// backlogQuery reads the index of what waits, channel by channel, and nothing else.
// Its argument is now. For each platform it gives, class by class, how many
// may go out, how many wait for a time, and since when the oldest of the former does.
var backlogQuery = func() string {
	var columns strings.Builder
	for _, class := range bot.Classes() {
		fmt.Fprintf(&columns, `, SUM(rank = %[1]d AND now), SUM(rank = %[1]d AND NOT now), COALESCE(MIN(CASE WHEN rank = %[1]d AND now THEN since END), 0)`, class)
	}
	return `SELECT platform` + columns.String() + ` FROM (
			SELECT c.platform, ` + rankHere + ` AS rank, d.state = 'claimed' OR d.ready <= ? AS now, MAX(d.owed, d.base, d.turn) AS since
			FROM channels c INDEXED BY channels_due CROSS JOIN deliveries d INDEXED BY deliveries_ready ON d.channel = c.id
			WHERE c.paused = '' AND c.due IS NOT NULL AND ` + pending + `
		) waiting GROUP BY platform ORDER BY platform`
}()

// Backlog is what waits to be sent now, by platform and class; a class with
// nothing waiting is left out. What waited for the end of quiet hours or for its
// turn waits since then. It reads an entry for every delivery that is owed, so it is
// for once every few seconds.
func (s *Store) Backlog(ctx context.Context) (all []delivery.Backlog, err error) {
	err = s.read(ctx, "read what is owed", func(q query) error {
		platforms, err := collect(ctx, q, scanBacklogs, backlogQuery, micros(s.now()))
		all = slices.Concat(platforms...)
		return err
	})
	return all, err
}

// scanBacklogs reads what waits for one platform.
func scanBacklogs(r row) (all []delivery.Backlog, err error) {
	classes := bot.Classes()
	list, oldest := make([]delivery.Backlog, len(classes)), make([]int64, len(classes))
	var platform bot.PlatformName
	fields := []any{&platform}
	for i := range classes {
		fields = append(fields, &list[i].Owed, &list[i].Later, &oldest[i])
	}
	err = r.Scan(fields...)
	for i, b := range list {
		b.Platform, b.Class, b.Oldest = platform, classes[i], moment(oldest[i])
		if b.Owed+b.Later > 0 {
			all = append(all, b)
		}
	}
	return all, err
}

// NewestStory is the highest number that a story has; zero for none.
func (s *Store) NewestStory(ctx context.Context) (id articles.StoryID, err error) {
	err = s.read(ctx, "find the newest story", func(q query) error {
		return q.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) FROM stories`).Scan(&id)
	})
	return id, err
}
