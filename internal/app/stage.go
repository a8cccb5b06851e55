package app

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/config"
	"herald/internal/store"
)

// arrival is an article, or another version of one, and when it came in.
type arrival struct {
	articles.Article
	at time.Time
}

// stage is a Herald that is played to.
type stage struct {
	app *App
	now time.Time
	// next and last are the ticks of each schedule to come and gone by.
	next, last map[string]time.Time
	// fresh are the schedules for which something has come since they ran.
	fresh map[string]bool
	// filed are the articles, filedAt is when the newest of them was.
	filed   []arrival
	filedAt time.Time
	// review is when the stories that wait are judged anew, zero for never.
	review   time.Time
	joined   map[string]desk.Step
	verdicts []ReplayedVerdict
	known    map[articles.StoryID]articles.Verdict
	posts    []delivery.Rehearsed
}

func newStage(ctx context.Context, c *config.Config, subscribers []Subscriber) (*stage, error) {
	s := &stage{
		next: map[string]time.Time{}, last: map[string]time.Time{}, fresh: map[string]bool{},
		joined: map[string]desk.Step{}, known: map[articles.StoryID]articles.Verdict{},
	}
	now := func() time.Time { return s.now }
	db, err := store.Open(ctx, store.Options{Path: ":memory:", Now: now})
	if err != nil {
		return nil, err
	}
	a := &App{
		Options: Options{Config: c, Log: slog.New(slog.DiscardHandler), Now: now},
		loaded:  newBarrier(2), store: db,
	}
	a.live.Store(c)
	a.assemble()
	a.desk.OnJoined = func(step desk.Step) { s.joined[key(step.Article)] = step }
	a.desk.OnJudged = s.judged
	s.app = a
	if err := errors.Join(db.SetPerHour(ctx, c.Breaking.PerHour, s.now), a.bind(ctx, c), s.seat(ctx, c, subscribers)); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return s, nil
}

// key tells articles apart.
func key(a articles.Article) string { return a.Source + "\x00" + a.ID }

// anybody is the channel of a replay that has no other.
var anybody = bot.Address{Platform: bot.Console, ID: "anybody"}

// seat lets subscribers subscribe, before anything is told.
func (s *stage) seat(ctx context.Context, c *config.Config, subscribers []Subscriber) error {
	if len(subscribers) == 0 && len(c.Channels) == 0 {
		everything := Subscriber{Channel: bot.Channel{Address: anybody}}
		for _, sch := range c.Schedules {
			everything.Subscriptions = append(everything.Subscriptions, bot.Subscription{Schedule: sch.Name})
		}
		subscribers = []Subscriber{everything}
	}
	for _, r := range subscribers {
		ch, err := s.app.store.SaveChannel(ctx, r.Channel)
		if err != nil {
			return err
		}
		err = errors.Join(s.app.store.SetZone(ctx, ch.ID, r.Channel.Zone), s.app.store.SetQuiet(ctx, ch.ID, r.Channel.Quiet))
		for _, sub := range r.Subscriptions {
			_, failed := s.app.store.Subscribe(ctx, bot.Subscription{Channel: ch.ID, Schedule: sub.Schedule, Interest: sub.Interest})
			err = errors.Join(err, failed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// file files an article at its time.
func (s *stage) file(ctx context.Context, a articles.Article) error {
	if s.now.IsZero() {
		s.begin(a.Appeared)
	}
	if err := s.advance(ctx, s.comes(a)); err != nil {
		return err
	}
	err := s.app.desk.File(ctx, []articles.Article{a})
	if bad := (*desk.BadArticle)(nil); errors.As(err, &bad) {
		return nil // it would have been reported, and the others filed
	}
	if err != nil {
		return err
	}
	s.filed, s.filedAt = append(s.filed, arrival{a, s.now}), s.now
	for _, sch := range s.app.Config.Schedules {
		s.fresh[sch.Name] = true
	}
	if s.review, err = s.app.desk.Review(ctx); err != nil {
		return err
	}
	return s.send(ctx)
}

// comes is when an article comes in: when it appears, and as another version of one
// that came before, when it was changed.
func (s *stage) comes(a articles.Article) time.Time {
	if _, again := s.joined[key(a)]; again && a.Updated.After(a.Appeared) {
		return a.Updated
	}
	return a.Appeared
}

// begin sets the clock, a moment before the first article.
func (s *stage) begin(at time.Time) {
	s.now = at.Add(-time.Second)
	for _, sch := range s.app.Config.Schedules {
		s.next[sch.Name] = sch.Spec.Next(s.now)
	}
}

// judged takes note of a verdict that came to something else: that a story is
// breaking, waits, or does so no longer.
func (s *stage) judged(_ context.Context, story articles.Story) {
	v, was := story.Verdict, s.known[story.ID]
	if was.Rule == "" {
		was.Rule = articles.RuleNone
	}
	if v.Rule == was.Rule && v.Breaking == was.Breaking && v.Waiting == was.Waiting {
		return
	}
	s.known[story.ID] = v
	s.verdicts = append(s.verdicts, ReplayedVerdict{Story: story.ID, Headline: story.Headline, Verdict: v})
}

// result is what has come of it all.
func (s *stage) result(ctx context.Context) (r Replay, err error) {
	r.Verdicts, r.Posts = s.verdicts, s.posts
	seen := map[articles.StoryID]bool{}
	for _, came := range s.filed {
		a := came.Article
		found, ok, err := s.app.store.Find(ctx, a)
		if err != nil {
			return r, err
		}
		if !ok {
			continue
		}
		step, isNew := s.joined[key(a)]
		delete(s.joined, key(a))
		if !isNew {
			step = desk.Step{Article: a, Story: found.Story, Joined: true}
			step.Match.Reason = "it came before: this is another version of the same article"
		}
		r.Steps = append(r.Steps, ReplayedArticle{Step: step, At: came.at, Again: !isNew, Final: found.Story})
		if seen[found.Story] {
			continue
		}
		seen[found.Story] = true
		story, err := s.app.store.Story(ctx, found.Story)
		if err != nil {
			return r, err
		}
		r.Stories = append(r.Stories, story)
	}
	slices.SortFunc(r.Stories, func(a, b articles.Story) int { return cmp.Compare(a.ID, b.ID) })
	return r, nil
}
