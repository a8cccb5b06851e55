package delivery

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"herald/articles"
	"herald/bot"
)

// shelf is a few stories.
type shelf map[articles.StoryID]articles.Story

func (s shelf) Story(_ context.Context, id articles.StoryID) (articles.Story, error) {
	if id == 500 {
		return articles.Story{}, errors.New("the disk is full")
	}
	story, ok := s[id]
	if !ok {
		return story, articles.ErrNoStory
	}
	return story, nil
}

func TestCompose(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	tell := func(id articles.StoryID, headline, withdrawn string) articles.Story {
		return articles.Story{
			ID: id, Headline: headline, Appeared: now, Withdrawn: withdrawn,
			Articles: []articles.Article{{Title: headline, Publisher: "Harbour Post", URL: "https://harbour.example/1"}},
		}
	}
	stories := shelf{
		1: tell(1, "Bridge closes", ""),
		2: tell(2, "Bridge opens", ""),
		3: tell(3, "Bridge falls", "it did not fall"),
		4: tell(1, "Bridge closes", ""),
		5: tell(5, "Bridge grows", ""),
		6: tell(6, "Bridge shrinks", "it did not shrink"),
	}
	for _, id := range []articles.StoryID{5, 6} {
		s := stories[id]
		s.Changes = []articles.Change{
			{Number: 1, Kind: articles.ChangeFigures, By: "Harbour Post", Is: "Bridge has two lanes", Material: true},
			{Number: 2, Kind: articles.ChangeFigures, By: "Harbour Post", Is: "Bridge has three lanes", Material: true},
		}
		stories[id] = s
	}
	change := func(id articles.StoryID, n int) bot.Delivery {
		return bot.Delivery{Kind: bot.KindDevelopment, Key: fmt.Sprintf("development/story/%d/%d", id, n), Stories: []articles.StoryID{id}}
	}
	tests := []struct {
		name string
		d    bot.Delivery
		// says must all stand in the message, or moot in the reason to drop it.
		says []string
		moot string
	}{
		{name: "a post", d: bot.Delivery{Kind: bot.KindBreaking, Stories: []articles.StoryID{1}}, says: []string{"Bridge closes", "Harbour Post"}},
		{name: "a post withdrawn meanwhile", d: bot.Delivery{Kind: bot.KindBreaking, Stories: []articles.StoryID{3}}, moot: "withdrawn: it did not fall"},
		{name: "a post of a story that is gone", d: bot.Delivery{Kind: bot.KindBreaking, Stories: []articles.StoryID{9}}, moot: "story 9 is gone"},
		{name: "a post of nothing", d: bot.Delivery{Kind: bot.KindBreaking}, moot: "no story"},
		{name: "an update", d: bot.Delivery{Kind: bot.KindUpdate, Stories: []articles.StoryID{1}}, says: []string{"Bridge closes", "Harbour Post"}},
		{name: "an update of what was withdrawn meanwhile", d: bot.Delivery{Kind: bot.KindUpdate, Stories: []articles.StoryID{3}}, says: []string{"it did not fall"}},
		{name: "a withdrawal", d: bot.Delivery{Kind: bot.KindWithdrawal, Stories: []articles.StoryID{3}}, says: []string{"it did not fall"}},
		{name: "a post that turned out to be another's", d: bot.Delivery{Kind: bot.KindUpdate, Stories: []articles.StoryID{4}}, says: []string{"told in story 1"}},
		{name: "a change of it", d: bot.Delivery{Kind: bot.KindDevelopment, Key: "development/story/4/1", Stories: []articles.StoryID{4}}, moot: "story 4 is told in story 1"},
		{name: "a development", d: change(5, 1), says: []string{"two lanes"}},
		{name: "a development that is not known", d: change(5, 3), moot: "story 5 has no change 3"},
		{name: "an old development of what was withdrawn", d: change(6, 1), moot: "withdrawn: it did not shrink"},
		{name: "the last development of what was withdrawn", d: change(6, 2), says: []string{"WITHDRAWN", "it did not shrink"}},
		{name: "a deletion, where only striking out is left", d: bot.Delivery{Kind: bot.KindDeletion, Stories: []articles.StoryID{3}}, says: []string{"it did not fall"}},
		{name: "a list", d: bot.Delivery{Kind: bot.KindLatest, Stories: []articles.StoryID{2, 1}, More: 4, Interest: articles.Interest{Topic: "traffic"}},
			says: []string{"Latest news: traffic", "Bridge opens", "Bridge closes", "4"}},
		{name: "a digest without what is gone", d: bot.Delivery{Kind: bot.KindDigest, Stories: []articles.StoryID{9, 3, 1}}, says: []string{"Top stories", "Bridge closes"}},
		{name: "a list of nothing that stands", d: bot.Delivery{Kind: bot.KindLatest, Stories: []articles.StoryID{9, 3}}, moot: "none of its stories"},
		{name: "a notice", d: bot.Delivery{Kind: bot.KindNotice, Text: "A feed has failed."}, says: []string{"A feed has failed."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := composer{stories: stories, now: func() time.Time { return now }, fresh: &pages{}}
			m, err := c.compose(t.Context(), tt.d)
			if moot, ok := errors.AsType[*Moot](err); ok != (tt.moot != "") || (ok && !strings.Contains(moot.Reason, tt.moot)) {
				t.Fatalf("error is %v, want one with %q", err, tt.moot)
			}
			for _, want := range tt.says {
				if !strings.Contains(m.Plain(), want) {
					t.Errorf("%q is not in\n%s", want, m.Plain())
				}
			}
		})
	}
	for _, kind := range []bot.Kind{bot.KindBreaking, bot.KindLatest} {
		_, err := composer{stories: stories, now: time.Now, fresh: &pages{}}.compose(t.Context(), bot.Delivery{Kind: kind, Stories: []articles.StoryID{500}})
		if _, moot := errors.AsType[*Moot](err); err == nil || moot {
			t.Errorf("%s: trouble with the disk gives %v", kind, err)
		}
	}
}

// TestDefaultCompose: without Compose the courier lays out by itself, drops what
// is moot, and edits what was withdrawn.
func TestDefaultCompose(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 2)
		m.owe(channel(1), bot.KindWithdrawal, 1)
		m.change(2, func(d *bot.Delivery) { d.Stories = nil })
		m.change(3, func(d *bot.Delivery) { d.Edits = "m7" })
		c, stop := start(t, s, m, func(o *Options) { o.Compose = nil })
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		got := s.got()
		if len(got) != 1 || !strings.Contains(got[0].text, "Story 1") {
			t.Errorf("arrived: %+v", got)
		}
		if d := m.get(2); d.State != bot.Dropped || d.Reason == "" {
			t.Errorf("the moot one is %s (%s)", d.State, d.Reason)
		}
		if d := m.get(3); d.State != bot.Sent || d.Message != "m7" || len(s.edits) != 1 || s.edits[0] != "m7" {
			t.Errorf("the edit is %s as %q, edits %v", d.State, d.Message, s.edits)
		}
	})
}

// counted counts how often stories are read.
type counted struct {
	shelf
	n int
}

func (c *counted) Story(ctx context.Context, id articles.StoryID) (articles.Story, error) {
	c.n++
	return c.shelf.Story(ctx, id)
}

// TestComposeOnce: what goes to many is laid out once, anew after a moment, and
// trouble is not kept.
func TestComposeOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	stories := &counted{shelf: shelf{1: {ID: 1, Headline: "Bridge closes"}}}
	c := composer{stories: stories, now: func() time.Time { return now }, fresh: &pages{}}
	for _, step := range []struct {
		after time.Duration
		story articles.StoryID
		reads int
	}{
		{0, 1, 1}, {0, 1, 1}, {pageLife - 1, 1, 1}, {1, 1, 2}, {0, 9, 3}, {0, 9, 3}, {0, 500, 4}, {0, 500, 5}, {-time.Hour, 1, 6},
	} {
		now = now.Add(step.after)
		_, _ = c.compose(t.Context(), bot.Delivery{Kind: bot.KindBreaking, Stories: []articles.StoryID{step.story}})
		if stories.n != step.reads {
			t.Fatalf("story %d was read %d times, want %d", step.story, stories.n, step.reads)
		}
	}
}

// TestNoticeButton: who is told of uncertain posts can look at them at once.
func TestNoticeButton(t *testing.T) {
	t.Parallel()
	c := composer{now: time.Now, fresh: &pages{}}
	for text, want := range map[string]int{"A feed fails.": 0, "/resend lists such posts.": 1} {
		m, err := c.compose(t.Context(), bot.Delivery{Kind: bot.KindNotice, Text: text})
		if err != nil || len(m.Buttons) != want {
			t.Errorf("%q has buttons %v, %v", text, m.Buttons, err)
		}
	}
}
