package layout

import (
	"fmt"
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
	m.Body = append(m.Body, facts(s, now))
	row := []bot.Button{{Label: "Read story", Command: "story " + s.ID.String()}}
	if b, ok := open(m.Link); ok {
		row = append(row, b)
	}
	m.Buttons = [][]bot.Button{row}
	return m
}

// Withdrawn takes the place of a story's post when the story is no longer told:
// the headline struck through, and why. It has neither link nor picture, so that
// nobody spreads it further.
func Withdrawn(s articles.Story, now time.Time) bot.Message {
	title := bot.Span{Text: headline(s, articles.MaxTitle), Style: bot.Strike}
	reason := "This story was withdrawn."
	if s.Withdrawn != "" {
		reason = "This story was withdrawn: " + sentence(Clip(s.Withdrawn, articles.MaxSummary))
	}
	return bot.Message{Body: []bot.Block{
		{Kind: bot.Title, Spans: []bot.Span{title}},
		bot.Text(bot.Paragraph, reason),
		facts(s, now),
	}}
}

// Merged takes the place of a story's post in a channel that has a post of s, too,
// with which the story turned out to be one: it leads there.
func Merged(s articles.Story, now time.Time) bot.Message {
	more := bot.Button{Label: "Read story", Command: "story " + s.ID.String()}
	return bot.Message{
		Body: []bot.Block{
			{Kind: bot.Title, Spans: []bot.Span{{Text: headline(s, articles.MaxTitle)}}},
			bot.Text(bot.Paragraph, fmt.Sprintf("This is now told in story %s, posted here as well.", s.ID)),
			facts(s, now),
		},
		Buttons: [][]bot.Button{{more}},
	}
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
