package desk

import (
	"context"
	"log/slog"
	"time"

	"herald/articles"
)

// Options are the parts of a Desk. Store is needed.
type Options struct {
	Store Store
	// Rules, Topics and Source are those of the configuration that holds now.
	// Source finds a source by name, zero when there is none.
	Rules  func() Rules
	Topics func() []articles.Topic
	Source func(name string) articles.Source
	Now    func() time.Time
	Log    *slog.Logger
	// OnBreaking is told of each story that has become breaking, once, after it
	// was written. OnFiled is told of each article that was filed or changed,
	// OnDeveloped of each story with a material change, after what is owed for it
	// was written. File calls them before it returns, while other calls of File go
	// on: they must be safe for concurrent use.
	OnBreaking  func(context.Context, articles.Story)
	OnFiled     func(context.Context, articles.Article, articles.StoryID)
	OnDeveloped func(context.Context, articles.StoryID)
	// OnWithdrawn is told, in the same way and instead of OnFiled, of each article
	// whose publisher has taken it back, or changed it, in a story that is told no
	// more.
	OnWithdrawn func(context.Context, articles.Article, articles.StoryID)
	// OnJoined, if not nil, is told how a new article came to its story, when
	// it is written; nothing may be filed meanwhile. An article whose writing
	// failed is told of again.
	OnJoined func(Step)
	// OnWaiting is told of each story that waits for an admin, once or more often.
	// OnJudged is told of each story whose verdict came to something else, before
	// the others. Both as OnBreaking.
	OnWaiting func(context.Context, articles.Story)
	OnJudged  func(context.Context, articles.Story)
}

// Desk files articles. It is safe for concurrent use; articles are filed one
// after the other, as each may open the story that the next one joins.
type Desk struct {
	Options
	// turn holds one token; who has it may file and touch the window.
	turn   chan struct{}
	queue  queue
	seats  seats
	window *Window
	// loaded says that the window has the open stories; loading holds one token,
	// of who reads them.
	loaded  bool
	loading chan struct{}
	// torn are stories to be read anew, which are not in the window.
	torn map[articles.StoryID]bool
	// shelf is what must not be told yet; woken has a token when it has changed.
	shelf map[spot]shelved
	woken chan struct{}
}

// New makes a Desk.
func New(o Options) *Desk {
	if o.Rules == nil {
		o.Rules = func() Rules { return Rules{} }
	}
	if o.Topics == nil {
		o.Topics = func() []articles.Topic { return nil }
	}
	if o.Source == nil {
		o.Source = func(string) articles.Source { return articles.Source{} }
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.OnBreaking == nil {
		o.OnBreaking = func(context.Context, articles.Story) {}
	}
	if o.OnFiled == nil {
		o.OnFiled = func(context.Context, articles.Article, articles.StoryID) {}
	}
	if o.OnWithdrawn == nil {
		o.OnWithdrawn = func(context.Context, articles.Article, articles.StoryID) {}
	}
	if o.OnWaiting == nil {
		o.OnWaiting = func(context.Context, articles.Story) {}
	}
	if o.OnJudged == nil {
		o.OnJudged = func(context.Context, articles.Story) {}
	}
	if o.OnDeveloped == nil {
		o.OnDeveloped = func(context.Context, articles.StoryID) {}
	}
	o.Log = o.Log.With("part", "desk")
	return &Desk{
		Options: o, turn: make(chan struct{}, 1), seats: newSeats(maxPrepared), window: NewWindow(),
		loading: make(chan struct{}, 1), woken: make(chan struct{}, 1), torn: map[articles.StoryID]bool{},
	}
}

func (d *Desk) lock(ctx context.Context) error {
	select {
	case d.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (d *Desk) unlock() { <-d.turn }

// setTopics remembers the topics of an open story.
func (w *Window) setTopics(id articles.StoryID, topics []string) {
	if c := w.open[id]; c != nil {
		w.touch(id)
		c.topics = w.names.list(topics...)
	}
}
