package app

import (
	"context"
	"sync"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/bot"
	"herald/bot/commands"
	"herald/bot/delivery"
	"herald/internal/metrics"
	"herald/scheduler"
)

// onEnding counts an attempt at a delivery.
func (a *App) onEnding(e delivery.Ending) {
	d := e.Delivery
	platform := string(d.Channel.Address.Platform)
	took := time.Duration(0)
	if e.Asked {
		took = max(e.Took, time.Microsecond)
	}
	a.metrics.Delivered(platform, d.Class().String(), string(e.Settlement.State), string(e.Fate), took)
	if d.Kind == bot.KindBreaking && e.Settlement.State == bot.Sent && len(d.Stories) > 0 {
		from := d.Owed
		if at := a.judged.at(d.Stories[0]); !at.IsZero() {
			from = at
		}
		a.metrics.Posted(platform, e.Settlement.At.Sub(from))
	}
}

// onAnswer counts an answer to a command.
func (a *App) onAnswer(n commands.Answer) {
	a.metrics.Answered(string(n.Platform), n.Command, n.Outcome, n.Took)
}

// onFiled counts an article.
func (a *App) onFiled(_ context.Context, _ articles.Article, story articles.StoryID) {
	a.metrics.Filed(a.judged.isNew(story))
}

// onWithdrawn has the posts struck out of a story whose publishers took it back:
// the edits are owed already.
func (a *App) onWithdrawn(_ context.Context, x articles.Article, story articles.StoryID) {
	a.Log.Info("publisher took it back", "part", "app", "story", story, "source", x.Source, "status", string(x.Status))
	a.wake()
}

// tick runs a schedule's tick and counts it.
func (a *App) tick(ctx context.Context, s scheduler.Schedule, at time.Time) error {
	lag := a.Now().Sub(at)
	err := a.edition.Tick(ctx, s, at)
	a.metrics.Ticked(s.Name, lag, err)
	return err
}

// fetcher counts the fetches of a client.
type fetcher struct {
	feed.Fetcher
	metrics *metrics.Set
}

// Fetch fetches and counts.
func (f fetcher) Fetch(ctx context.Context, r feed.Request) (feed.Response, error) {
	began := time.Now()
	response, err := f.Fetcher.Fetch(ctx, r)
	outcome := metrics.FetchRead
	switch {
	case ctx.Err() != nil:
		return response, err // broken off: nothing was learnt
	case err != nil:
		outcome = metrics.FetchFailed
	case response.NotModified:
		outcome = metrics.FetchUnchanged
	}
	f.metrics.Fetched(outcome, time.Since(began))
	return response, err
}

// maxJudged bounds the stories whose verdicts are remembered.
const maxJudged = 256

// judged remembers when stories were judged breaking, to see how long their
// posts took, and the newest story. Its zero value is ready.
type judged struct {
	mu     sync.Mutex
	times  map[articles.StoryID]time.Time
	order  []articles.StoryID
	newest articles.StoryID
}

func (j *judged) note(id articles.StoryID, at time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.times == nil {
		j.times = map[articles.StoryID]time.Time{}
	}
	if _, known := j.times[id]; !known {
		j.order = append(j.order, id)
	}
	j.times[id] = at
	if len(j.order) > maxJudged {
		delete(j.times, j.order[0])
		j.order = j.order[1:]
	}
}

// at is when a story was judged; zero where that is not remembered.
func (j *judged) at(id articles.StoryID) time.Time {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.times[id]
}

// isNew reports whether a story is newer than all before it: numbers only grow.
func (j *judged) isNew(id articles.StoryID) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if id <= j.newest {
		return false
	}
	j.newest = id
	return true
}
