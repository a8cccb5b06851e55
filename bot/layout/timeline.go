package layout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

// maxEvents is how many events the first page of a story shows: the first, and the
// latest others. All of them have pages of their own.
const maxEvents = 6

// event is one line of a story's timeline.
type event struct {
	at   time.Time
	line bot.Block
}

// Timeline is page n, counted from 1, of what happened to a story: who told it
// when, what was corrected, rewritten, taken back. Buttons turn the pages and lead
// back to the story. A withdrawn story shows only that it was withdrawn.
func Timeline(s articles.Story, n int, f bot.Format, now time.Time) bot.Message {
	if s.Withdrawn != "" {
		return Withdrawn(s, now)
	}
	sheet := newSheet(s, ruler{f})
	var lines []bot.Block
	for _, e := range events(s, s.Changes, now) {
		lines = append(lines, e.line)
	}
	pages := ruler{f}.paginate(lines, sheet.room, sheet.room)
	n = min(max(n, 1), len(pages))
	m := bot.Message{Body: sheet.page(n, len(pages), pages[n-1])}
	var row []bot.Button
	turn := func(label string, to int) {
		row = append(row, bot.Button{Label: label, Command: fmt.Sprintf("story %s timeline page %d", s.ID, to), Replace: true})
	}
	if n > 1 {
		turn("◀ Earlier", n-1)
	}
	if n < len(pages) {
		turn("Later ▶", n+1)
	}
	row = append(row, bot.Button{Label: "Read story", Command: "story " + s.ID.String()})
	m.Buttons = Rows(f, 0, row)
	return m
}

// events are what happened to a story, changes among it, oldest first.
func events(s articles.Story, changes []articles.Change, now time.Time) []event {
	var all []event
	for _, a := range s.Articles {
		all = append(all, event{reported(a), report(s, a, now)})
	}
	if v := s.Verdict; v.Breaking && !v.At.IsZero() {
		all = append(all, event{v.At, happened(judged(v), v.At, now)})
	}
	for _, c := range changes {
		all = append(all, event{c.At, happened(told(c), c.At, now)})
	}
	slices.SortStableFunc(all, func(a, b event) int { return a.at.Compare(b.at) })
	return all
}

// reported is when an article was told, for the order of events: of one that gives
// only the day, when it appeared on that day.
func reported(a articles.Article) time.Time {
	if t := a.Time(); !dateOnly(t) || a.Appeared.Before(t) || a.Appeared.Sub(t) >= 24*time.Hour {
		return t
	}
	return a.Appeared
}

// timeline are the events that the first page of a story shows besides its notes,
// and whether there are more. One article alone is no timeline.
func timeline(s articles.Story, now time.Time) (lines []bot.Block, more bool) {
	if len(s.Articles)+len(s.Changes) < 2 {
		return nil, false
	}
	told := noted(s)
	all := events(s, slices.DeleteFunc(slices.Clone(s.Changes), func(c articles.Change) bool { return slices.Contains(told, c) }), now)
	for i, e := range all {
		if i == 0 || i > len(all)-maxEvents {
			lines = append(lines, e.line)
		}
	}
	return lines, len(all) > len(lines)
}

// report is the line of one article: publisher with link, whose words it repeats or
// on whose word alone it is, the headline where it differs from the story's, and the time.
func report(s articles.Story, a articles.Article, now time.Time) bot.Block {
	spans := []bot.Span{{Text: Clip(a.Publisher, maxName), URL: web(a.URL)}}
	if !a.Standing() {
		spans[0].URL, spans[0].Style = "", bot.Strike
	}
	switch {
	case a.CopyOf != "":
		spans = append(spans, bot.Span{Text: ", repeating " + Clip(a.CopyOf, maxName)})
	case len(a.Credits) == 1:
		spans = append(spans, bot.Span{Text: ", citing " + Clip(a.Credits[0], maxName)})
	}
	if title := Clip(a.Headline(), maxEntry); title != "" && title != headline(s, maxEntry) {
		spans = append(spans, bot.Span{Text: ": "}, bot.Span{Text: title, Style: spans[0].Style})
	}
	return stamped(spans, a.Time(), now)
}

func happened(text string, at, now time.Time) bot.Block {
	return stamped([]bot.Span{{Text: text}}, at, now)
}

// stamped is an item that ends in its time.
func stamped(spans []bot.Span, at, now time.Time) bot.Block {
	return bot.Block{Kind: bot.Item, Spans: append(spans, bot.Span{Text: dot}, bot.Span{Text: moment(at, now), Time: at})}
}

// judged says that a story was judged breaking, to everybody.
func judged(v articles.Verdict) string {
	switch v.Rule {
	case articles.RuleDeclared:
		who, _, _ := strings.Cut(v.Reason, ";") // what follows are the figures
		return "Breaking: " + Clip(cmp.Or(who, "its publisher marked it"), maxEntry)
	case articles.RuleDecided:
		return "Breaking: " + anEditor + " said so"
	}
	return "Breaking: " + Clip(v.Reason, maxEntry)
}

// told is a change as the timeline tells it.
func told(c articles.Change) string {
	by := Clip(c.By, maxName)
	if by == "" {
		by = anEditor
	}
	switch c.Kind {
	case articles.ChangeCorrection:
		return joined(by+" corrected its article", remark(c))
	case articles.ChangeWithdrawal:
		return joined(by+" took its article back", remark(c))
	case articles.ChangeHeadline:
		return fmt.Sprintf("%s changed its headline from “%s” to “%s”", by, Clip(c.Was, maxEntry), Clip(c.Is, maxEntry))
	case articles.ChangeConfirmation:
		return sentence(Clip(c.Note, maxEntry))
	case articles.ChangeFigures:
		return fmt.Sprintf("New figures: “%s”", Clip(c.Is, maxEntry))
	case articles.ChangeMerge:
		return fmt.Sprintf("Story %s turned out to be the same: “%s”", c.Other, Clip(c.Was, maxEntry))
	case articles.ChangeSplit:
		return fmt.Sprintf("What %s told turned out to be another story, %s: “%s”", by, c.Other, Clip(c.Was, maxEntry))
	case articles.ChangePart:
		return fmt.Sprintf("Told in story %s until then: “%s”", c.Other, Clip(c.Was, maxEntry))
	}
	return joined(string(c.Kind)+" by "+by, remark(c))
}

func joined(what, remark string) string {
	if remark == "" {
		return what
	}
	return what + ": " + remark
}
