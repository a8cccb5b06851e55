package delivery

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// Moot is the error of a Compose function that finds nothing left to say; the
// delivery is dropped for this reason.
type Moot struct{ Reason string }

// Error is the reason.
func (m *Moot) Error() string { return m.Reason }

// composer lays out deliveries with package layout.
type composer struct {
	stories Stories
	now     func() time.Time
	// fresh keeps what was laid out a moment ago: a broadcast is one message for
	// thousands of channels.
	fresh *pages
}

// compose is what d says now.
func (c composer) compose(ctx context.Context, d bot.Delivery) (bot.Message, error) {
	switch {
	case d.Kind == bot.KindNotice && len(d.Stories) > 0:
		return c.candidate(ctx, d)
	case d.Kind == bot.KindNotice:
		return notice(d.Text), nil
	}
	key, now := pageKey(d), c.now()
	if p, ok := c.fresh.get(key, now); ok {
		return p.message, p.err
	}
	m, err := c.layOut(ctx, d)
	if _, moot := errors.AsType[*Moot](err); err == nil || moot {
		c.fresh.put(key, page{m, err, now})
	}
	return m, err
}

// notice lays out a word to the admins. One that speaks of uncertain posts has a
// button that lists them.
func notice(text string) bot.Message {
	m := layout.Notice(text)
	if strings.Contains(text, "/resend") {
		m.Buttons = [][]bot.Button{{{Label: "Uncertain posts", Command: "resend"}}}
	}
	return m
}

// candidate lays out the question whether a story is breaking, or what became of
// it. It is never one laid out a moment ago: admins press buttons on it.
func (c composer) candidate(ctx context.Context, d bot.Delivery) (bot.Message, error) {
	s, err := c.stories.Story(ctx, d.Stories[0])
	switch {
	case errors.Is(err, articles.ErrNoStory):
		return bot.Message{}, &Moot{fmt.Sprintf("story %s is gone", d.Stories[0])}
	case err != nil:
		return bot.Message{}, fmt.Errorf("read story %s: %w", d.Stories[0], err)
	}
	return layout.Candidate(s, d.Text, c.now()), nil
}

func (c composer) layOut(ctx context.Context, d bot.Delivery) (bot.Message, error) {
	switch d.Kind {
	case bot.KindBreaking, bot.KindDevelopment, bot.KindUpdate, bot.KindWithdrawal, bot.KindDeletion:
		return c.single(ctx, d)
	}
	return c.list(ctx, d)
}

// single lays out the one story of a delivery.
func (c composer) single(ctx context.Context, d bot.Delivery) (bot.Message, error) {
	if len(d.Stories) == 0 {
		return bot.Message{}, &Moot{"it names no story"}
	}
	s, err := c.stories.Story(ctx, d.Stories[0])
	switch {
	case errors.Is(err, articles.ErrNoStory):
		return bot.Message{}, &Moot{fmt.Sprintf("story %s is gone", d.Stories[0])}
	case err != nil:
		return bot.Message{}, fmt.Errorf("read story %s: %w", d.Stories[0], err)
	case d.Kind == bot.KindUpdate && s.ID != d.Stories[0] && s.Withdrawn == "":
		return layout.Merged(s, c.now()), nil
	case d.Kind == bot.KindWithdrawal || d.Kind == bot.KindDeletion || d.Kind == bot.KindUpdate && s.Withdrawn != "":
		return layout.Withdrawn(s, c.now()), nil
	case d.Kind == bot.KindDevelopment && s.ID != d.Stories[0]:
		// Its changes have other numbers there.
		return bot.Message{}, &Moot{fmt.Sprintf("story %s is told in story %s", d.Stories[0], s.ID)}
	case d.Kind == bot.KindDevelopment:
		return development(s, d.Change(), c.now())
	case s.Withdrawn != "":
		return bot.Message{}, &Moot{fmt.Sprintf("story %s was withdrawn: %s", s.ID, s.Withdrawn)}
	}
	return layout.Post(s, c.now()), nil
}

// development lays out the change of that number. Of a story that was withdrawn only
// that is still worth telling.
func development(s articles.Story, number int, now time.Time) (bot.Message, error) {
	i := slices.IndexFunc(s.Changes, func(c articles.Change) bool { return c.Number == number })
	if i < 0 {
		return bot.Message{}, &Moot{fmt.Sprintf("story %s has no change %d", s.ID, number)}
	}
	if s.Withdrawn != "" && i != len(s.Changes)-1 {
		return bot.Message{}, &Moot{fmt.Sprintf("story %s was withdrawn: %s", s.ID, s.Withdrawn)}
	}
	return layout.Development(s, s.Changes[i], now), nil
}

// list lays out those stories of a delivery that still stand.
func (c composer) list(ctx context.Context, d bot.Delivery) (bot.Message, error) {
	var stories []articles.Story
	for _, id := range d.Stories {
		s, err := c.stories.Story(ctx, id)
		listed := func(o articles.Story) bool { return o.ID == s.ID } // two that turned out to be one
		if errors.Is(err, articles.ErrNoStory) || (err == nil && (s.Withdrawn != "" || slices.ContainsFunc(stories, listed))) {
			continue
		}
		if err != nil {
			return bot.Message{}, fmt.Errorf("read story %s: %w", id, err)
		}
		stories = append(stories, s)
	}
	if len(stories) == 0 {
		return bot.Message{}, &Moot{"none of its stories stands any more"}
	}
	return layout.List(listTitle(d), stories, d.More, c.now()), nil
}

// listTitle heads a list: what it holds, and of which interest.
func listTitle(d bot.Delivery) string {
	title := "Latest news"
	if d.Kind == bot.KindDigest {
		title = "Top stories"
	}
	if d.Interest == (articles.Interest{}) {
		return title
	}
	return title + ": " + d.Interest.String()
}
