package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"herald/articles"
	"herald/internal/config"
)

// Archive are the articles of the database of c that appeared from a time on and
// before another, in the order filed, and its channels with what they subscribed
// to themselves; zero times bound nothing. A running Herald may use the database
// meanwhile.
func Archive(ctx context.Context, c *config.Config, from, to time.Time) (list []articles.Article, subscribers []Subscriber, err error) {
	db, err := openToLook(ctx, c.Store)
	if err != nil {
		return nil, nil, err
	}
	if db == nil {
		return nil, nil, fmt.Errorf("there is no database at %s to replay: name a file of articles with --articles, or run Herald first", c.Store)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if list, err = db.Archive(ctx, from, to); err != nil {
		return nil, nil, err
	}
	if len(list) == 0 {
		return nil, nil, fmt.Errorf("%s holds no articles of that time", c.Store)
	}
	channels, err := db.Subscribers(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, ch := range channels {
		subs, err := db.Subscriptions(ctx, ch.ID)
		if err != nil {
			return nil, nil, err
		}
		s := Subscriber{Channel: ch}
		for _, sub := range subs {
			if !sub.Fixed {
				s.Subscriptions = append(s.Subscriptions, sub)
			}
		}
		if len(s.Subscriptions) > 0 {
			subscribers = append(subscribers, s)
		}
	}
	return list, subscribers, nil
}
