package commands

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// What Editor's methods return where there is nothing to decide.
var (
	ErrPosted     = errors.New("the story is posted already")
	ErrNotWaiting = errors.New("the story does not wait")
	ErrWithdrawn  = errors.New("the story was withdrawn")
)

// Editor decides about stories in the name of an admin, by, and returns the story
// as it stands afterwards. An unknown story is articles.ErrNoStory, a withdrawn
// one ErrWithdrawn. Deciding what is decided already changes nothing.
type Editor interface {
	// Waiting are the stories that wait for an admin or a second voice.
	Waiting(ctx context.Context) ([]articles.Story, error)
	// Hold has a story wait until an admin decides; one that does not wait gives
	// ErrNotWaiting.
	Hold(ctx context.Context, id articles.StoryID, by string) (articles.Story, error)
	// Refuse settles that a story is not breaking; one that is posted gives
	// ErrPosted.
	Refuse(ctx context.Context, id articles.StoryID, by string) (articles.Story, error)
	// Retitle changes the headline of a story and of its posts.
	Retitle(ctx context.Context, id articles.StoryID, headline, by string) (articles.Story, error)
}

// candidatesShown is how many waiting stories one answer lists.
const candidatesShown = 8

func (r *Router) candidates() command {
	return command{
		Command: bot.Command{Name: "candidates", Summary: "Stories that wait for a decision", Access: bot.Admins},
		group:   admin,
		help: "Stories that a rule calls breaking and that are not posted yet: they wait for an admin, or for a second " +
			"independent voice. /break NUMBER posts one, /notbreaking NUMBER drops it, /hold NUMBER stops its clock.",
		run: r.runCandidates,
	}
}

func (r *Router) runCandidates(ctx context.Context, c call) (bot.Message, error) {
	if r.o.Editor == nil {
		return bot.Message{}, errors.New("no editor is set")
	}
	all, err := r.o.Editor.Waiting(ctx)
	if err != nil {
		return bot.Message{}, fmt.Errorf("read waiting stories: %w", err)
	}
	if len(all) == 0 {
		m := bot.Say("No story waits for a decision.")
		m.Private = true
		return m, nil
	}
	m := bot.Message{Private: true, Body: []bot.Block{bot.Text(bot.Title, fmt.Sprintf("Waiting for a decision: %d", len(all)))}}
	for _, s := range all[:min(len(all), candidatesShown)] {
		id := s.ID.String()
		m.Body = append(m.Body, bot.Text(bot.Item, fmt.Sprintf("%s  %s — %s, since %s. %s",
			id, layout.Clip(s.Headline, 160), waitsFor(s.Verdict), s.Verdict.At.In(c.now.Location()).Format("15:04 MST"), s.Verdict.Reason)))
		if len(m.Buttons) < rowsOf(c.Format) {
			m.Buttons = append(m.Buttons, []bot.Button{
				{Label: "Post " + id, Command: "break " + id},
				{Label: "Not breaking " + id, Command: "notbreaking " + id},
				{Label: "Read " + id, Command: "story " + id},
			})
		}
	}
	if n := len(all) - candidatesShown; n > 0 {
		m.Body = append(m.Body, bot.Text(bot.Small, fmt.Sprintf("and %d more", n)))
	}
	return m, nil
}

// rowsOf is how many rows of buttons a platform shows.
func rowsOf(f bot.Format) int {
	if f.MaxRows == 0 {
		return candidatesShown
	}
	return f.MaxRows
}

func waitsFor(v articles.Verdict) string {
	switch v.Waiting {
	case articles.WaitConfirmation:
		return "for a second voice"
	case articles.WaitEditor:
		return "held by " + v.By
	}
	return "for an admin"
}

func (r *Router) hold() command {
	return command{
		Command: bot.Command{
			Name: "hold", Summary: "Let a story wait until an admin decides", Access: bot.Admins,
			Options: []bot.Option{{Name: "story", Summary: "Its number", Required: true, Complete: true}},
		},
		group: admin, usage: "NUMBER",
		help:     "For a story that waits for an admin or for a second voice: its clock stops. /candidates lists them.",
		examples: []string{"/hold 12"},
		run: func(ctx context.Context, c call) (bot.Message, error) {
			return r.runDecision(ctx, c, "hold", Editor.Hold)
		},
		complete: r.completeStories,
	}
}

func (r *Router) notBreaking() command {
	return command{
		Command: bot.Command{
			Name: "notbreaking", Summary: "Judge a story not breaking", Access: bot.Admins,
			Options: []bot.Option{{Name: "story", Summary: "Its number", Required: true, Complete: true}},
		},
		group: admin, usage: "NUMBER",
		help:     "It is not posted as breaking, whatever comes; /break changes that. A story that is posted needs /withdraw.",
		examples: []string{"/notbreaking 12"},
		run: func(ctx context.Context, c call) (bot.Message, error) {
			return r.runDecision(ctx, c, "notbreaking", Editor.Refuse)
		},
		complete: r.completeStories,
	}
}

// runDecision decides about the story that is named, and shows how it stands now.
// Whoever comes second sees who was first.
func (r *Router) runDecision(ctx context.Context, c call, name string,
	decide func(Editor, context.Context, articles.StoryID, string) (articles.Story, error),
) (bot.Message, error) {
	id, ok := storyNumber(c.Args)
	if !ok {
		return bot.Message{}, bot.Errorf("Which story? For example /%s 12; /candidates lists those that wait.", name)
	}
	if r.o.Editor == nil {
		return bot.Message{}, errors.New("no editor is set")
	}
	s, err := decide(r.o.Editor, ctx, id, who(c.User))
	if err != nil {
		return bot.Message{}, r.undecided(s, id, err)
	}
	r.o.Log.Info("story decided about", "story", id, "as", name, "by", who(c.User), "stands", s.Verdict.Reason)
	return layout.Candidate(s, "", c.now), nil
}

// undecided says why a decision was not possible.
func (r *Router) undecided(s articles.Story, id articles.StoryID, err error) error {
	switch {
	case errors.Is(err, articles.ErrNoStory):
		return noStory(id)
	case errors.Is(err, ErrWithdrawn):
		return bot.Errorf("Story %s was withdrawn.", id)
	case errors.Is(err, ErrPosted):
		return bot.Errorf("Story %s is posted already: %s /withdraw %s takes it back.", id, orNoReason(s.Verdict.Reason), id)
	case errors.Is(err, ErrNotWaiting):
		return bot.Errorf("Story %s does not wait: %s", id, orNoReason(s.Verdict.Reason))
	}
	return fmt.Errorf("decide about story %s: %w", id, err)
}

func (r *Router) headline() command {
	return command{
		Command: bot.Command{
			Name: "headline", Summary: "Change a story's headline, also in its posts", Access: bot.Admins,
			Options: []bot.Option{
				{Name: "story", Summary: "Its number", Required: true, Complete: true},
				{Name: "text", Summary: "The new headline"},
			},
		},
		group: admin, usage: "NUMBER TEXT",
		help:     "Posts that were sent are edited. Without a text, you are asked for one.",
		examples: []string{"/headline 12 Dam near Varnholm holds after all"},
		run:      r.runHeadline, complete: r.completeStories,
	}
}

func (r *Router) runHeadline(ctx context.Context, c call) (bot.Message, error) {
	number, text, _ := strings.Cut(c.Args, " ")
	id, ok := storyNumber(number)
	if !ok {
		return bot.Message{}, bot.Errorf("Which story? For example /headline 12 Dam near Varnholm holds after all.")
	}
	if text = strings.TrimSpace(text); text == "" {
		return r.askHeadline(ctx, id)
	}
	if utf8.RuneCountInString(text) > bot.MaxAskText {
		return bot.Message{}, bot.Errorf("A headline has at most %d characters.", bot.MaxAskText)
	}
	if r.o.Editor == nil {
		return bot.Message{}, errors.New("no editor is set")
	}
	s, err := r.o.Editor.Retitle(ctx, id, text, who(c.User))
	if err != nil {
		return bot.Message{}, r.undecided(s, id, err)
	}
	r.o.Log.Info("headline changed", "story", id, "by", who(c.User))
	return bot.Say(fmt.Sprintf("Story %s is now headed: %s", id, s.Headline)), nil
}

// askHeadline asks for the headline that was not given.
func (r *Router) askHeadline(ctx context.Context, id articles.StoryID) (bot.Message, error) {
	s, err := r.readStory(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Say(fmt.Sprintf("The new headline of story %s, please. It is now: %s\nOr type /headline %s and the headline.", id, s.Headline, id))
	m.Ask = &bot.Ask{Label: "Headline of story " + id.String(), Value: layout.Clip(s.Headline, bot.MaxAskText), Command: "headline " + id.String()}
	return m, nil
}
