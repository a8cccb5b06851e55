package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
)

// editors is an Editor that answers what a test says, and notes what it was asked.
type editors struct {
	story   articles.Story
	err     error
	waiting []articles.Story
	asked   string
}

func (e *editors) Waiting(context.Context) ([]articles.Story, error) { return e.waiting, e.err }

func (e *editors) Hold(_ context.Context, id articles.StoryID, by string) (articles.Story, error) {
	e.asked = fmt.Sprintf("hold %s by %s", id, by)
	return e.story, e.err
}

func (e *editors) Refuse(_ context.Context, id articles.StoryID, by string) (articles.Story, error) {
	e.asked = fmt.Sprintf("refuse %s by %s", id, by)
	return e.story, e.err
}

func (e *editors) Retitle(_ context.Context, id articles.StoryID, headline, by string) (articles.Story, error) {
	e.asked = fmt.Sprintf("retitle %s %q by %s", id, headline, by)
	return articles.Story{ID: id, Headline: headline}, e.err
}

func TestDecisions(t *testing.T) {
	t.Parallel()
	held := articles.Story{ID: 12, Headline: "Dam breaks", Verdict: articles.Verdict{Waiting: articles.WaitEditor, By: "Root (telegram)", At: now}}
	posted := articles.Story{ID: 12, Verdict: articles.Verdict{Breaking: true, Reason: "Ada said so"}}
	tests := []struct {
		name, line string
		editor     editors
		want       []string
		asked      string
	}{
		{"hold", "/hold 12", editors{story: held}, []string{"HELD · Dam breaks", "Held by Root (telegram) at 12:00 UTC"}, "hold 12 by Root (telegram)"},
		{"hold what does not wait", "/hold 12", editors{story: posted, err: commands.ErrNotWaiting}, []string{"Story 12 does not wait: Ada said so."}, "hold 12 by Root (telegram)"},
		{"refuse what is posted", "/notbreaking 12", editors{story: posted, err: commands.ErrPosted}, []string{"Story 12 is posted already: Ada said so. /withdraw 12 takes it back."}, "refuse 12 by Root (telegram)"},
		{"a withdrawn story", "/notbreaking 12", editors{err: commands.ErrWithdrawn}, []string{"Story 12 was withdrawn."}, "refuse 12 by Root (telegram)"},
		{"no story", "/hold 99", editors{err: articles.ErrNoStory}, []string{"There is no story 99."}, "hold 99 by Root (telegram)"},
		{"no number", "/hold dam", editors{}, []string{"Which story? For example /hold 12"}, ""},
		{"a headline", "/headline 11 Dam holds", editors{}, []string{"Story 11 is now headed: Dam holds"}, `retitle 11 "Dam holds" by Root (telegram)`},
		{"too long a headline", "/headline 11 " + strings.Repeat("x", 301), editors{}, []string{"A headline has at most 300 characters."}, ""},
		{"no headline", "/headline 11", editors{}, []string{"The new headline of story 11, please.", "/headline 11"}, ""},
		{"nothing waits", "/candidates", editors{}, []string{"No story waits for a decision."}, ""},
		{"what waits", "/candidates", editors{waiting: []articles.Story{held}}, []string{"Waiting for a decision: 1", "12 Dam breaks — held by Root (telegram), since 12:00 UTC."}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.options.Editor = &tt.editor
			w.rebuild()
			checkAnswer(t, w.as(t, admin, tt.line), tt.want, nil)
			if tt.editor.asked != tt.asked {
				t.Errorf("asked %q, want %q", tt.editor.asked, tt.asked)
			}
			tt.editor.asked = ""
			checkAnswer(t, w.as(t, ann, tt.line), []string{"Only Herald's admins can use /"}, nil)
			if tt.editor.asked != "" {
				t.Errorf("somebody else could %s", tt.editor.asked)
			}
		})
	}
}

// A headline that was not given is asked for, with the one there is to start from.
func TestHeadlineIsAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.options.Editor = &editors{}
	w.rebuild()
	m := w.as(t, admin, "/headline 11")
	if m.Ask == nil || m.Ask.Command != "headline 11" || m.Ask.Value == "" || m.Private {
		t.Fatalf("asked with %+v", m.Ask)
	}
	if n := len([]rune(m.Ask.Label)); n > bot.MaxAskLabel {
		t.Errorf("a label of %d characters", n)
	}
}
