package edition

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"herald/articles"
	"herald/scheduler"
)

// DefaultMaxAge is how long after its verdict a breaking story is still posted,
// where nothing else is configured.
const DefaultMaxAge = 6 * time.Hour

// Options are the parts of an Edition. Store and Schedules are needed.
type Options struct {
	Store Store
	// Schedules are those of the configuration that holds now.
	Schedules func() []scheduler.Schedule
	// MaxAge is how long after its verdict a breaking story is still posted.
	// Nil or zero: DefaultMaxAge.
	MaxAge func() time.Duration
	Trust  articles.Trust
	Now    func() time.Time
	Log    *slog.Logger
	// Wake is called after deliveries were written. It must not block.
	Wake func()
}

// Edition writes what schedules owe to their subscribers. It is safe for
// concurrent use, and everything in it may be repeated.
type Edition struct{ Options }

// New makes an Edition.
func New(o Options) *Edition {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Wake == nil {
		o.Wake = func() {}
	}
	o.Log = o.Log.With("part", "edition")
	return &Edition{o}
}

// Tick does what s does at its tick at. A tick that has run already does
// nothing.
func (e *Edition) Tick(ctx context.Context, s scheduler.Schedule, at time.Time) error {
	last, err := e.Store.LastTick(ctx, s.Name)
	if err != nil {
		return fmt.Errorf("read last tick of %s: %w", s.Name, err)
	}
	fanouts, err := e.fanouts(ctx, s, last, at)
	if err != nil {
		return fmt.Errorf("pick stories of %s: %w", s.Name, err)
	}
	n, err := e.Store.Owe(ctx, Tick{Schedule: s.Name, At: at}, fanouts)
	if errors.Is(err, ErrTicked) {
		e.Log.Debug("tick has run already", "schedule", s.Name, "tick", at)
		return nil
	}
	if err != nil {
		return fmt.Errorf("owe tick of %s: %w", s.Name, err)
	}
	e.owed(s.Name, n)
	return nil
}

// AtOnce owes a story that has just become breaking to the subscribers of all
// schedules that post such stories at once. The tick after it owes it to nobody
// twice.
func (e *Edition) AtOnce(ctx context.Context, story articles.Story) error {
	if len(e.fresh([]articles.Story{story}, e.Now())) == 0 {
		return nil
	}
	var errs []error
	for _, s := range e.Schedules() {
		if s.AtOnce && s.Posts == scheduler.PostsBreaking {
			errs = append(errs, e.atOnce(ctx, s, story))
		}
	}
	return errors.Join(errs...)
}

func (e *Edition) atOnce(ctx context.Context, s scheduler.Schedule, story articles.Story) error {
	interests, err := e.Store.Interests(ctx, s.Name)
	if err != nil {
		return fmt.Errorf("read interests in %s: %w", s.Name, err)
	}
	fanouts := e.breakingFanouts(s, interests, []articles.Story{story}, e.Now())
	if len(fanouts) == 0 {
		return nil
	}
	n, err := e.Store.Owe(ctx, Tick{Schedule: s.Name}, fanouts)
	if err != nil {
		return fmt.Errorf("owe story %s: %w", story.ID, err)
	}
	e.owed(s.Name, n)
	return nil
}

// owed says what was written and wakes the couriers.
func (e *Edition) owed(schedule string, n int) {
	if n == 0 {
		return
	}
	e.Log.Info("deliveries owed", "schedule", schedule, "count", n)
	e.Wake()
}

// fanouts are the messages that s owes at its tick at, the one before being
// last.
func (e *Edition) fanouts(ctx context.Context, s scheduler.Schedule, last, at time.Time) ([]Fanout, error) {
	interests, err := e.Store.Interests(ctx, s.Name)
	if err != nil || len(interests) == 0 {
		return nil, err
	}
	if s.Posts == scheduler.PostsBreaking {
		stories, err := e.Store.Breaking(ctx, e.breakingSince(last, at))
		if err != nil {
			return nil, err
		}
		return e.breakingFanouts(s, interests, e.fresh(stories, at), e.Now()), nil
	}
	from := last
	if from.IsZero() {
		from = at.Add(-day)
	}
	stories, err := e.Store.Filed(ctx, from.Add(-settling), at.Add(-settling))
	if err != nil {
		return nil, err
	}
	if s.Posts != scheduler.PostsDigest {
		return listFanouts(s, interests, recent(stories, from, at), at, e.Now()), nil
	}
	developed, err := e.Store.Developed(ctx, from.Add(-settling), at.Add(-settling))
	if err != nil {
		return nil, err
	}
	stories = recent(stories, from, at)
	for _, d := range developed {
		if !slices.ContainsFunc(stories, func(s articles.Story) bool { return s.ID == d.ID }) {
			stories = append(stories, d)
		}
	}
	return e.digestFanouts(s, interests, stories, from.Add(-settling), at), nil
}

// Top are the stories of the last day, of a topic if that is not empty, that weigh
// most, as a digest would tell them; at most limit.
func (e *Edition) Top(ctx context.Context, topic string, limit int) ([]articles.Story, error) {
	now := e.Now()
	stories, err := e.Store.Recent(ctx, now.Add(-day), topic, maxWeighed)
	if err != nil {
		return nil, fmt.Errorf("read recent stories: %w", err)
	}
	return Rank(stories, topic, now, e.Trust, limit), nil
}

// overlap is how far a tick looks back beyond the one before: a story may have
// been judged then and written down only afterwards. Nobody gets it twice, as
// its key is the same.
const overlap = 5 * time.Minute

// settling is how long before a tick a story must be filed to be in its list: one
// that is just being written down then might be seen by neither this tick nor
// the next.
const settling = time.Second

// breakingSince is where a tick starts to look for breaking stories: at the tick
// before it, but not further back than they are fresh.
func (e *Edition) breakingSince(last, at time.Time) time.Time {
	since := at.Add(-e.maxAge())
	if from := last.Add(-overlap); !last.IsZero() && from.After(since) {
		return from
	}
	return since
}

// fresh are the stories that are breaking, stand, and were judged no longer ago
// than MaxAge.
func (e *Edition) fresh(stories []articles.Story, now time.Time) []articles.Story {
	return keep(stories, func(s articles.Story) bool {
		return s.Verdict.Breaking && s.Withdrawn == "" && now.Sub(s.Verdict.At) <= e.maxAge()
	})
}

func (e *Edition) maxAge() time.Duration {
	if e.MaxAge == nil {
		return DefaultMaxAge
	}
	return cmp.Or(e.MaxAge(), DefaultMaxAge)
}
