package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/config"
)

// Replay is what Herald would have done with articles under a configuration: which
// stories they make, what is judged, and what is posted when and where.
type Replay struct {
	// Steps are the articles, in the order filed.
	Steps []ReplayedArticle
	// Stories are what they make in the end.
	Stories []articles.Story
	// Verdicts are those that say that a story is breaking, or no longer what
	// they said before, oldest first.
	Verdicts []ReplayedVerdict
	// Posts are what would have been sent, edited and held, oldest first.
	Posts []delivery.Rehearsed
}

// ReplayedArticle is how an article came to its story, and which story it tells
// in the end.
type ReplayedArticle struct {
	desk.Step
	// At is when it came in.
	At time.Time
	// Again says that it is another version of an article that came before.
	Again bool
	Final articles.StoryID
}

// ReplayedVerdict is the verdict of a story at some time.
type ReplayedVerdict struct {
	Story    articles.StoryID
	Headline string
	articles.Verdict
}

// Subscriber is a channel of a replay with what it gets.
type Subscriber struct {
	Channel       bot.Channel
	Subscriptions []bot.Subscription
}

// afterwards is for how long after its last article a replay goes on, so that the
// round-ups are seen in which it comes.
const afterwards = 24 * time.Hour

// whenTold puts articles that are under an embargo where it ends, and leaves the
// others in their order.
func whenTold(list []articles.Article) []articles.Article {
	var told, waiting []articles.Article
	for _, a := range list {
		if a.Embargo.After(a.Appeared) {
			a.Appeared = a.Embargo
			waiting = append(waiting, a)
			continue
		}
		told = append(told, a)
	}
	slices.SortStableFunc(waiting, func(a, b articles.Article) int { return a.Appeared.Compare(b.Appeared) })
	for _, w := range waiting {
		i := slices.IndexFunc(told, func(a articles.Article) bool { return a.Appeared.After(w.Appeared) })
		if i < 0 {
			i = len(told)
		}
		told = slices.Insert(told, i, w)
	}
	return told
}

// RunReplay runs articles through a configuration with the clock of the articles,
// in a database in memory, for the channels of the configuration and further
// subscribers; where there are none, for one who subscribes to every schedule. Nothing
// is fetched or sent. It is the Herald that runs for real, with another clock and
// without platforms.
func RunReplay(ctx context.Context, c *config.Config, list []articles.Article, subscribers []Subscriber) (r Replay, err error) {
	s, err := newStage(ctx, c, subscribers)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, s.app.Close()) }()
	for _, a := range whenTold(desk.Dated(list)) {
		if err := s.file(ctx, a); err != nil {
			return r, err
		}
	}
	if err := s.advance(ctx, s.now.Add(afterwards)); err != nil {
		return r, err
	}
	return s.result(ctx)
}
