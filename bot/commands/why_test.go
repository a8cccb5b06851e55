package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/bot"
)

// TestWhy: everybody sees what became of a story here, and why it did not come.
func TestWhy(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, subscribe string
		change          func(*articles.Story)
		owed            []bot.Delivery
		want            string
	}{
		{"nobody here subscribes", "", nil, nil, "nothing is subscribed here"},
		{"not breaking", "/subscribe breaking", nil, nil, "breaking: the story is not breaking"},
		{"another topic", "/subscribe breaking energy", func(s *articles.Story) { s.Topics = nil }, nil, "breaking, about energy: not of topic energy"},
		{"a schedule of another topic", "/subscribe morning", func(s *articles.Story) { s.Topics = nil }, nil, "Morning: not of topic energy, which the schedule is about"},
		{"subscribed too late", "/subscribe breaking", func(s *articles.Story) {
			s.Verdict = articles.Verdict{Breaking: true, At: now.Add(-time.Hour)}
		}, nil, "breaking: subscribed after the story had been judged"},
		{"withdrawn", "/subscribe hourly", func(s *articles.Story) { s.Withdrawn = "it was not so" }, nil, "hourly: the story was withdrawn"},
		{"sent", "/subscribe breaking", nil, []bot.Delivery{{Kind: bot.KindBreaking, Schedule: "breaking", State: bot.Sent, Message: "5", Owed: now}},
			"breaking of schedule breaking, owed 12:00:00, sent as message 5"},
		{"still to come", "/subscribe hourly", nil, nil, "hourly: subscribed after the story had come in"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if test.subscribe != "" {
				w.as(t, admin, test.subscribe)
			} else {
				w.as(t, admin, "/timezone UTC") // the channel is known
			}
			s := &w.store.stories[3]
			if test.change != nil {
				test.change(s)
			}
			w.options.Trace = func(_ context.Context, id articles.StoryID, limit int) (bot.Trace, error) {
				return bot.Trace{Story: *s, Deliveries: make([]bot.Delivery, limit)}, nil
			}
			w.options.Posts = func(context.Context, articles.StoryID, bot.ChannelID) ([]bot.Delivery, error) { return test.owed, nil }
			w.rebuild()
			m := w.say(t, "/why "+s.ID.String())
			checkAnswer(t, m, []string{"Why story " + s.ID.String(), test.want}, nil)
			if m.Private || strings.Contains(words(m), "Posts") {
				t.Errorf("a reader is shown what is for admins: %s", words(m))
			}
			if m := w.as(t, admin, "/why "+s.ID.String()); !m.Private || !strings.Contains(words(m), "Posts") {
				t.Errorf("an admin is shown %s", words(m))
			}
		})
	}
}

func TestWhyOfNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.options.Trace = func(context.Context, articles.StoryID, int) (bot.Trace, error) {
		return bot.Trace{}, articles.ErrNoStory
	}
	w.rebuild()
	checkAnswer(t, w.say(t, "/why 99"), []string{"There is no story 99."}, nil)
	checkAnswer(t, w.say(t, "/why ferry"), []string{"Which story?"}, nil)
}
