package store

import (
	"context"
	"fmt"
	"time"

	"herald/articles"
	"herald/bot"
)

// maxDecisions bounds the decisions of a story that are told: the newest.
const maxDecisions = 200

// Trace is everything that was decided about a story, with its newest deliveries,
// at most limit; or articles.ErrNoStory.
func (s *Store) Trace(ctx context.Context, id articles.StoryID, limit int) (t bot.Trace, err error) {
	err = s.read(ctx, "trace story", func(q query) error {
		if id, err = trail(ctx, q, id); err != nil {
			return err
		}
		stories, err := loadStories(ctx, q, []articles.StoryID{id}, noText)
		if err != nil {
			return err
		}
		if len(stories) == 0 {
			return articles.ErrNoStory
		}
		t = bot.Trace{Story: stories[0]}
		if t.Filings, err = filings(ctx, q, id); err != nil {
			return err
		}
		if t.Decisions, err = decisions(ctx, q, id); err != nil {
			return err
		}
		t.Tallies, err = tallies(ctx, q, id)
		return err
	})
	if err != nil {
		return bot.Trace{}, err
	}
	t.Deliveries, err = s.Deliveries(ctx, DeliveryFilter{Story: id}, limit)
	return t, err
}

// filings are how the articles of a story came in, in the order of loadStories.
func filings(ctx context.Context, q query, id articles.StoryID) ([]bot.FilingTrace, error) {
	return collect(ctx, q, func(r row) (f bot.FilingTrace, err error) {
		var filed int64
		var matched, text string
		err = r.Scan(&filed, &f.Origin, &f.Joined, &matched, &f.Versions, &text)
		f.At, f.Topics, f.Words = moment(filed), unlist[string](matched), len(articles.Words(text))
		return f, err
	}, `SELECT filed, origin, joined, matched,
		(SELECT COUNT(*) FROM article_versions WHERE article = articles.seq), `+string(allText)+`
		FROM `+articleTable+` WHERE story = ? AND (`+standing+` OR (SELECT withdrawn FROM stories WHERE id = story) <> '') ORDER BY seq`, id)
}

// decisions are those about a story, and those about the stories that turned out to
// be the same.
func decisions(ctx context.Context, q query, id articles.StoryID) ([]bot.Decision, error) {
	ids, err := numbers(ctx, q, id)
	if err != nil {
		return nil, err
	}
	marks, args := in(ids)
	return collect(ctx, q, func(r row) (d bot.Decision, err error) {
		var story articles.StoryID
		var at int64
		err = r.Scan(&story, &at, &d.Text)
		d.At = moment(at)
		if story != id {
			d.Text = fmt.Sprintf("as story %s, %s", story, d.Text)
		}
		return d, err
	}, `SELECT story, at, said FROM (SELECT id, story, at, said FROM decisions WHERE story IN (`+marks+`) ORDER BY id DESC LIMIT ?) newest
		ORDER BY id`, append(args, maxDecisions)...)
}

// tallies count the deliveries of a story, those that went out first.
func tallies(ctx context.Context, q query, id articles.StoryID) ([]bot.Tally, error) {
	where, args, err := DeliveryFilter{Story: id}.conditions(ctx, q)
	if err != nil {
		return nil, err
	}
	return collect(ctx, q, func(r row) (t bot.Tally, err error) {
		return t, r.Scan(&t.Platform, &t.Kind, &t.State, &t.Reason, &t.Count)
	}, `SELECT c.platform, d.kind, d.state, d.reason, COUNT(*) FROM deliveries d JOIN channels c ON c.id = d.channel
		WHERE `+where+` GROUP BY c.platform, d.kind, d.state, d.reason
		ORDER BY d.kind <> 'breaking', d.kind, c.platform, COUNT(*) DESC, d.state, d.reason LIMIT 100`, args...)
}

// decided writes down what was decided about a story.
func decided(ctx context.Context, tx change, id articles.StoryID, at time.Time, said string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO decisions (story, at, said) VALUES (?, ?, ?)`, id, micros(at), clean(said))
	return err
}

// StoryAt is the story that an article at an address tells: the newest, where
// several do. It is articles.ErrNoStory where no article is there. It looks at
// every article, so it is for people who can wait a second.
func (s *Store) StoryAt(ctx context.Context, url string) (id articles.StoryID, err error) {
	err = s.read(ctx, "find story by address", func(q query) error {
		ids, err := collect(ctx, q, scanOne[articles.StoryID], `SELECT story FROM articles
			WHERE link = ? OR url = ? ORDER BY seq DESC LIMIT 1`, clean(articles.CanonicalURL(url)), clean(url))
		if err == nil && len(ids) == 0 {
			return articles.ErrNoStory
		}
		if err == nil {
			id = ids[0]
		}
		return err
	})
	return id, err
}
