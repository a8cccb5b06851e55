package layout

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

// Post is one story on its own, as the breaking schedule posts it: headline,
// summary, who tells it and since when, and buttons to read on.
func Post(s articles.Story, now time.Time) bot.Message {
	m := bot.Message{Link: page(s), Image: picture(s)}
	title := headline(s, articles.MaxTitle)
	if s.Verdict.Breaking {
		m.Tone = bot.ToneBreaking
		title = "BREAKING · " + title
	}
	m.Body = append(m.Body, bot.Text(bot.Title, title))
	if text := gist(s); text != "" {
		m.Body = append(m.Body, bot.Text(bot.Paragraph, text))
	}
	if s.Verdict.Note != "" {
		m.Body = append(m.Body, bot.Text(bot.Paragraph, s.Verdict.Note))
	}
	m.Body = append(m.Body, notes(s, now)...)
	m.Body = append(m.Body, facts(s, now))
	row := []bot.Button{{Label: "Read story", Command: "story " + s.ID.String()}}
	if b, ok := open(m.Link); ok {
		row = append(row, b)
	}
	m.Buttons = [][]bot.Button{row}
	return m
}

// Withdrawn takes the place of a story's post when the story is no longer told:
// the headline struck through, by whom, and why. It has neither link nor picture,
// so that nobody spreads it further.
func Withdrawn(s articles.Story, now time.Time) bot.Message {
	title := bot.Span{Text: headline(s, articles.MaxTitle), Style: bot.Strike}
	return bot.Message{Body: []bot.Block{
		{Kind: bot.Title, Spans: []bot.Span{title}}, whyWithdrawn(s, now),
		{Kind: bot.Small, Spans: []bot.Span{age(when(s), now), {Text: dot + "story " + s.ID.String()}}},
	}}
}

// Merged takes the place of a story's post in a channel that has a post of s, too,
// with which the story turned out to be one: it leads there.
func Merged(s articles.Story, now time.Time) bot.Message {
	return bot.Message{
		Body: []bot.Block{
			bot.Text(bot.Title, headline(s, articles.MaxTitle)),
			bot.Text(bot.Paragraph, fmt.Sprintf("This is now told in story %s, posted here as well.", s.ID)),
			facts(s, now),
		},
		Buttons: [][]bot.Button{{{Label: "Read story", Command: "story " + s.ID.String()}}},
	}
}

// whyWithdrawn says by whom a story was withdrawn, and why. What was withdrawn
// before Herald kept that has only the reason.
func whyWithdrawn(s articles.Story, now time.Time) bot.Block {
	for _, c := range slices.Backward(s.Changes) {
		if c.Kind == articles.ChangeWithdrawal {
			return whoWithdrew(c, s.Withdrawn, now)
		}
	}
	if s.Withdrawn == "" {
		return bot.Text(bot.Paragraph, "This story was withdrawn.")
	}
	return bot.Text(bot.Paragraph, "This story was withdrawn: "+sentence(Clip(s.Withdrawn, articles.MaxSummary)))
}

// whoWithdrew says that a change withdrew a story for a reason. That of a wire, such
// as "killed by Reuters: It never happened", says itself who did what.
func whoWithdrew(c articles.Change, reason string, now time.Time) bot.Block {
	for did, done := range map[string]string{"killed": "Killed", "withheld": "Withheld"} {
		if rest, ok := strings.CutPrefix(reason, did+" by "+c.By); ok && c.By != "" {
			c.Note = strings.TrimPrefix(rest, ": ")
			return noteOf(done, c, now)
		}
	}
	c.Note = reason
	return noteOf("Withdrawn", c, now)
}

// sentence ends s with a full stop, if nothing else ends it.
func sentence(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// Notice is a word to the admins, a block a line: "- " begins an item, "## " a
// heading.
func Notice(text string) bot.Message {
	var m bot.Message
	for line := range strings.Lines(text) {
		if b, ok := block(line); ok {
			m.Body = append(m.Body, b)
		}
	}
	return m
}
