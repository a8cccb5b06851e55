package layout

import (
	"slices"
	"time"

	"herald/articles"
	"herald/bot"
)

const (
	// maxNotes bounds the corrections and withdrawals under one post; older ones
	// are in the story's timeline.
	maxNotes = 2
	// anEditor is who withdraws a story that no publisher took back.
	anEditor = "an editor"
)

// notes are what the publishers of a story have corrected or taken back, the
// latest few, oldest first.
func notes(s articles.Story, now time.Time) []bot.Block {
	var blocks []bot.Block
	for _, c := range noted(s) {
		blocks = append(blocks, note(c, now))
	}
	return blocks
}

// noted are the changes that notes tell.
func noted(s articles.Story) []articles.Change {
	var all []articles.Change
	for _, c := range slices.Backward(s.Changes) {
		if len(all) < maxNotes && (c.Kind == articles.ChangeCorrection || c.Kind == articles.ChangeWithdrawal) {
			all = append(all, c)
		}
	}
	slices.Reverse(all)
	return all
}

// note says who corrected its article or took it back, when, and what they say about
// it, such as "Corrected by Reuters (14:05 UTC): The toll is 12, not 20", and a full
// stop. The story may stand all the same, so it is not called withdrawn.
func note(c articles.Change, now time.Time) bot.Block {
	if c.Kind == articles.ChangeWithdrawal {
		return noteOf("Report taken back", c, now)
	}
	return noteOf("Corrected", c, now)
}

func noteOf(done string, c articles.Change, now time.Time) bot.Block {
	by := Clip(c.By, maxName)
	if by == "" {
		by = anEditor
	}
	spans := []bot.Span{
		{Text: done, Style: bot.Bold}, {Text: " by " + by + " ("},
		{Text: moment(c.At, now), Time: c.At}, {Text: ")"},
	}
	if text := remark(c); text != "" {
		spans = append(spans, bot.Span{Text: ": " + text})
	} else {
		spans = append(spans, bot.Span{Text: "."})
	}
	return bot.Block{Kind: bot.Paragraph, Spans: spans}
}

// remark is what a change says besides who and when: the note, and what the
// headline said before.
func remark(c articles.Change) string {
	text := ""
	if c.Note != "" {
		text = sentence(Clip(c.Note, articles.MaxSummary))
	}
	if c.Kind == articles.ChangeWithdrawal || c.Was == "" {
		return text
	}
	said := "the headline said “" + Clip(c.Was, maxEntry) + "”."
	if text == "" {
		return said
	}
	return text + " T" + said[1:]
}
