package store

import (
	"context"

	"herald/bot"
)

const pausedQuery = `SELECT address FROM channels WHERE platform = ? AND paused <> ''`

// Paused are the channels of a platform to which nothing is sent, because the bot
// could not write there.
func (s *Store) Paused(ctx context.Context, platform bot.PlatformName) (list []bot.Address, err error) {
	err = s.read(ctx, "read paused channels", func(q query) error {
		list, err = collect(ctx, q, func(r row) (bot.Address, error) {
			at := bot.Address{Platform: platform}
			return at, r.Scan(&at.ID)
		}, pausedQuery, platform)
		return err
	})
	return list, err
}
