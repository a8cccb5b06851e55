package layout

import (
	"fmt"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

// Development is one material change of a story, as it is told in answer to the
// first post: what happened, who says so, and a button to read on.
func Development(s articles.Story, c articles.Change, now time.Time) bot.Message {
	if s.Withdrawn != "" {
		m := Withdrawn(s, now)
		m.Tone = bot.ToneProblem
		m.Body[0].Spans = append([]bot.Span{{Text: "WITHDRAWN · "}}, m.Body[0].Spans...)
		return m
	}
	m := bot.Message{Tone: toneOf(c.Kind), Body: []bot.Block{announced(s, c)}}
	if b, ok := explained(s, c, now); ok {
		m.Body = append(m.Body, b)
	}
	m.Body = append(m.Body, facts(s, now))
	m.Buttons = [][]bot.Button{{{Label: "Read story", Command: "story " + s.ID.String()}}}
	return m
}

func toneOf(kind articles.ChangeKind) bot.Tone {
	switch kind {
	case articles.ChangeCorrection, articles.ChangeWithdrawal:
		return bot.ToneProblem
	}
	return bot.ToneBreaking
}

// announced is the title of a development: what kind it is, and the headline that
// it is about.
func announced(s articles.Story, c articles.Change) bot.Block {
	title := func(kind, text string, style bot.Style) bot.Block {
		return bot.Block{Kind: bot.Title, Spans: []bot.Span{{Text: kind + dot}, {Text: Clip(text, articles.MaxTitle), Style: style}}}
	}
	switch c.Kind {
	case articles.ChangeCorrection:
		return title("CORRECTION", headline(s, articles.MaxTitle), 0)
	case articles.ChangeWithdrawal:
		return title("TAKEN BACK", c.Was, bot.Strike)
	case articles.ChangeConfirmation:
		return title("CONFIRMED", headline(s, articles.MaxTitle), 0)
	case articles.ChangeFigures, articles.ChangeHeadline:
		return title("UPDATE", c.Is, 0)
	}
	return title("UPDATE", headline(s, articles.MaxTitle), 0)
}

// explained is the paragraph under the title of a development; ok is false where
// the title says it all.
func explained(s articles.Story, c articles.Change, now time.Time) (b bot.Block, ok bool) {
	switch c.Kind {
	case articles.ChangeCorrection:
		return note(c, now), true
	case articles.ChangeWithdrawal:
		b = note(c, now)
		if voices := s.Voices(); len(voices) > 0 {
			b.Spans = append(b.Spans, bot.Span{Text: " " + stillTold(voices)})
		}
		return b, true
	case articles.ChangeConfirmation:
		return bot.Text(bot.Paragraph, sentence(Clip(c.Note, articles.MaxSummary))), true
	case articles.ChangeHeadline:
		return bot.Text(bot.Paragraph, fmt.Sprintf("%s changed its headline. It said “%s”.", Clip(c.By, maxName), Clip(c.Was, maxEntry))), true
	case articles.ChangeFigures:
		return bot.Text(bot.Paragraph, fmt.Sprintf("The first report said “%s”.", headline(s, maxEntry))), true
	}
	return b, false
}

// stillTold names those who stand by a story of which one has taken its article
// back.
func stillTold(voices []string) string {
	return "It is still told by " + strings.TrimSpace(names(voices, maxNames)) + "."
}
