package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/app"
)

// The lines of replay --json.
type (
	articleLine struct {
		Type   string           `json:"type"`
		ID     string           `json:"id"`
		Story  articles.StoryID `json:"story"`
		Joined bool             `json:"joined"`
		Score  float64          `json:"score"`
		Limit  float64          `json:"limit"`
		At     time.Time        `json:"at"`
		Reason string           `json:"reason,omitempty"`
	}
	storyLine struct {
		Type       string           `json:"type"`
		Story      articles.StoryID `json:"story"`
		Headline   string           `json:"headline"`
		Publishers []string         `json:"publishers"`
		Topics     []string         `json:"topics,omitempty"`
		Articles   []string         `json:"articles"`
	}
	verdictLine struct {
		Type     string           `json:"type"`
		Story    articles.StoryID `json:"story"`
		At       time.Time        `json:"at"`
		Breaking bool             `json:"breaking"`
		// Waiting: confirmation or approval; what keeps it from breaking.
		Waiting articles.Waiting `json:"waiting,omitempty"`
		Rule    articles.Rule    `json:"rule"`
		Reason  string           `json:"reason"`
	}
	postLine struct {
		Type     string             `json:"type"`
		At       time.Time          `json:"at"`
		Channel  string             `json:"channel"`
		Kind     bot.Kind           `json:"kind"`
		Schedule string             `json:"schedule,omitempty"`
		Interest string             `json:"interest,omitempty"`
		Stories  []articles.StoryID `json:"stories,omitempty"`
		// What: sent, edited, held or expired.
		What   string    `json:"what"`
		Until  time.Time `json:"until,omitzero"`
		Silent bool      `json:"silent,omitempty"`
	}
	finalLine struct {
		Type  string           `json:"type"`
		ID    string           `json:"id"`
		Story articles.StoryID `json:"story"`
	}
)

// printReplay prints a replay for a program.
func printReplay(w io.Writer, r app.Replay) error {
	var lines []any
	for _, s := range r.Steps {
		lines = append(lines, articleLine{"article", s.Article.ID, s.Story, s.Joined, s.Match.Score, s.Match.Limit, s.At.UTC(), s.Match.Reason})
	}
	for _, s := range r.Stories {
		line := storyLine{Type: "story", Story: s.ID, Headline: s.Headline, Publishers: s.Publishers(), Topics: s.Topics}
		for _, a := range s.Articles {
			line.Articles = append(line.Articles, a.ID)
		}
		lines = append(lines, line)
	}
	for _, v := range r.Verdicts {
		lines = append(lines, verdictLine{"verdict", v.Story, v.At.UTC(), v.Breaking, v.Waiting, v.Rule, v.Reason})
	}
	for _, p := range r.Posts {
		lines = append(lines, post(p))
	}
	for _, s := range lastSteps(r.Steps) {
		lines = append(lines, finalLine{"final", s.Article.ID, s.Final})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, l := range lines {
		if err := encoder.Encode(l); err != nil {
			return err
		}
	}
	return nil
}

func post(p delivery.Rehearsed) postLine {
	line := postLine{
		Type: "post", At: p.At.UTC(), Channel: p.Channel.Address.String(), Kind: p.Kind, Schedule: p.Schedule,
		Stories: p.Stories, What: "sent", Silent: p.Silent,
	}
	if p.Interest != (articles.Interest{}) {
		line.Interest = p.Interest.String()
	}
	switch {
	case p.Expired:
		line.What = "expired"
	case !p.Held.IsZero():
		line.What, line.Until = "held", p.Held.UTC()
	case p.Edits != "":
		line.What = "edited"
	}
	return line
}

// lastSteps are the steps without those of another version of an article under the id
// that it had before. Under another id it is told as well: whoever looks an id up that
// they gave finds it.
func lastSteps(all []app.ReplayedArticle) []app.ReplayedArticle {
	told := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(all), func(s app.ReplayedArticle) bool {
		before := s.Again && told[s.Article.ID]
		told[s.Article.ID] = true
		return before
	})
}

// showReplay prints a replay for a person.
func showReplay(w io.Writer, r app.Replay) error {
	var text strings.Builder
	for _, s := range r.Steps {
		reason := s.Match.Reason
		if reason == "" {
			reason = "no open story is like it"
		}
		verb := "opens"
		switch {
		case s.Again:
			verb = "changes"
		case s.Joined:
			verb = "joins"
		}
		fmt.Fprintf(&text, "%s  %s story %s: %s\n    %s\n", s.At.UTC().Format(time.DateTime), verb, s.Story, s.Article.Headline(), reason)
		if s.Final != s.Story {
			fmt.Fprintf(&text, "    in the end it tells story %s\n", s.Final)
		}
	}
	if len(r.Verdicts) > 0 {
		text.WriteString("\nJudged\n")
	}
	for _, v := range r.Verdicts {
		text.WriteString(verdictText(v))
	}
	if len(r.Posts) > 0 {
		text.WriteString("\nPosted\n")
	}
	for _, p := range r.Posts {
		text.WriteString(postText(p))
	}
	fmt.Fprintf(&text, "\n%s, %s, %s\n", count(len(r.Steps), "article"), stories(len(r.Stories)), count(len(r.Posts), "post"))
	_, err := io.WriteString(w, text.String())
	return err
}

func stories(n int) string {
	if n == 1 {
		return "1 story"
	}
	return fmt.Sprintf("%d stories", n)
}

func verdictText(v app.ReplayedVerdict) string {
	return fmt.Sprintf("%s  story %s %s: %s\n    %s\n", v.At.Format(time.DateTime), v.Story, verdictState(v.Verdict), v.Reason, v.Headline)
}

// verdictState is what a verdict came to.
func verdictState(v articles.Verdict) string {
	switch {
	case v.Breaking:
		return "is breaking"
	case v.Waiting == articles.WaitConfirmation:
		return "waits for a second voice"
	case v.Waiting != "":
		return "waits for an admin"
	}
	return "is not breaking"
}

func postText(p delivery.Rehearsed) string {
	line := post(p)
	text := fmt.Sprintf("%s  %s %s to %s", p.At.Format(time.DateTime), line.Kind, line.What, line.Channel)
	if !p.Held.IsZero() {
		text += " until " + p.Held.Format(time.DateTime)
	}
	if p.Schedule != "" {
		text += ", schedule " + p.Schedule
	}
	if line.Interest != "" {
		text += ", about " + line.Interest
	}
	if len(p.Stories) > 0 {
		text += ": story " + numbers(p.Stories)
	}
	return text + "\n"
}

// numbers are the numbers of stories: "1, 2".
func numbers(ids []articles.StoryID) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.String()
	}
	return strings.Join(list, ", ")
}
