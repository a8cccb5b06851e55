package layout_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

var update = flag.Bool("update", false, "write the golden files")

// now is the moment at which all tests are laid out.
var now = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// dam is a story that three articles of two publishers tell.
func dam() articles.Story {
	return articles.Story{
		ID:       12,
		Headline: "Dam above Vellin holds after a night of record rain",
		Appeared: now.Add(-30 * time.Minute),
		Verdict:  articles.Verdict{Breaking: true, Rule: articles.RuleDeclared},
		Articles: []articles.Article{
			{
				Publisher: "Harbour Courier", URL: "https://courier.example/dam", Title: "Dam above Vellin holds after a night of record rain",
				Summary:   "The wall above Vellin stands. Engineers checked it at dawn and let 4,000 people go home.",
				Text:      damText,
				Published: now.Add(-30 * time.Minute),
				Keywords:  []string{"Vellin", "floods", "dams"},
				Credits:   []string{"The river office"},
				Images:    []string{"https://courier.example/dam.jpg"},
			},
			{
				Publisher: "Northern Wire", URL: "https://wire.example/1", Title: "Thousands may return as dam is declared safe",
				Summary: "Residents of Vellin may return.", Published: now.Add(-25 * time.Minute),
			},
			{
				Publisher: "Harbour Courier", URL: "https://courier.example/dam-2", Title: "What engineers saw at dawn",
				Published: now.Add(-5 * time.Minute),
			},
			{
				Publisher: "The Lantern", Title: "A valley holds its breath", Published: now.Add(-12 * time.Hour),
			},
		},
	}
}

// grown is the same story after two publishers repeated it, one took its article
// back, and the first rewrote and corrected its own.
func grown() articles.Story {
	s := dam()
	s.Verdict.At = now.Add(-29 * time.Minute)
	s.Articles[0].Correction = "4,000 people went home, not 40,000."
	s.Articles[1].Status = articles.Canceled
	for _, p := range []string{"Valley Daily", "News of the Day"} {
		s.Articles = append(s.Articles, articles.Article{
			Publisher: p, Title: s.Headline, URL: "https://copy.example/", Published: now.Add(-10 * time.Minute), CopyOf: "Harbour Courier",
		})
	}
	s.Changes = []articles.Change{
		{Number: 1, Kind: articles.ChangeHeadline, At: now.Add(-20 * time.Minute), By: "Harbour Courier", Was: "Dam holds", Is: s.Headline},
		{
			Number: 2, Kind: articles.ChangeCorrection, At: now.Add(-8 * time.Minute), By: "Harbour Courier",
			Was: "40,000 return as dam above Vellin holds", Is: s.Headline, Note: "4,000 people went home, not 40,000",
		},
		{Number: 3, Kind: articles.ChangeWithdrawal, At: now.Add(-time.Minute), By: "Northern Wire", Was: s.Articles[1].Title},
	}
	return s
}

// parted is a story that was part of another one, took a third one in, and of which
// a fourth one was parted.
func parted() articles.Story {
	s := plain(12, "Dam above Vellin holds", time.Hour, "Harbour Courier", "Northern Wire")
	s.Changes = []articles.Change{
		{Number: 1, Kind: articles.ChangePart, At: now.Add(-50 * time.Minute), Other: 3, Was: "Rain all over the country"},
		{Number: 2, Kind: articles.ChangeMerge, At: now.Add(-40 * time.Minute), Other: 14, Was: "Vellin dam stands"},
		{Number: 3, Kind: articles.ChangeSplit, At: now.Add(-30 * time.Minute), By: "The Lantern, Coast Post", Other: 15, Was: "Vellin bakery reopens"},
	}
	return s
}

const damText = `The wall above Vellin stands. Engineers checked it at dawn and let 4,000 people go home. Trucks with sandbags turned round on the bridge.

## What happened in the night

Rain fell for eleven hours without a pause, more than the valley gets in a usual month. At two in the morning the reservoir stood a hand below the crest.

- The spillway ran at its limit from midnight on.
- Two villages below were empty by one.

> I have never heard the mountain so loud, said a baker who stayed to keep his oven dry.

## What comes next

The river office keeps its warning until Thursday. Schools stay shut, and the railway hopes to run again by the weekend.`

func plain(id articles.StoryID, headline string, age time.Duration, publishers ...string) articles.Story {
	s := articles.Story{ID: id, Headline: headline, Appeared: now.Add(-age)}
	for _, p := range publishers {
		s.Articles = append(s.Articles, articles.Article{
			Publisher: p, Title: headline, Published: now.Add(-age),
			URL: fmt.Sprintf("https://%s.example/%d", strings.ToLower(strings.Fields(p)[0]), id),
		})
	}
	return s
}

func several() []articles.Story {
	return []articles.Story{
		dam(),
		plain(11, "Ministers agree on a new ferry timetable", 3*time.Hour, "Coast Post"),
		plain(9, "Long strike at the glass works ends with a vote by show of hands", 26*time.Hour, "Coast Post", "Northern Wire", "Harbour Courier", "The Lantern"),
		{ID: 7, Headline: "A story without articles", Appeared: now.AddDate(-1, 0, 0)},
	}
}

func TestGolden(t *testing.T) {
	t.Parallel()
	long := dam()
	long.Articles[0].Text = strings.Repeat(damText+"\n\n", 4)
	withdrawn := dam()
	withdrawn.Withdrawn = "the river office denies it"
	struck := withdrawn
	struck.Changes = []articles.Change{{
		Kind: articles.ChangeWithdrawal, At: now.Add(-2 * time.Minute), By: "Harbour Courier", Note: "the river office denies it",
	}}
	killed := struck
	killed.Withdrawn = "killed by Harbour Courier: The river office denies it."
	textless := plain(13, "Short notice", time.Minute, "Coast Post")
	paged := bot.Format{MaxText: 1200, MaxButtons: 5, MaxRows: 3}
	tests := map[string]bot.Message{
		"post":              layout.Post(dam(), now),
		"post-bare":         layout.Post(articles.Story{ID: 3, Appeared: now}, now),
		"post-grown":        layout.Post(grown(), now),
		"withdrawn-by":      layout.Withdrawn(struck, now),
		"killed-by":         layout.Withdrawn(killed, now),
		"story-grown":       layout.Story(grown(), nil, 1, paged, now),
		"timeline-first":    layout.Timeline(grown(), 1, bot.Format{MaxText: 700, MaxButtons: 3, MaxRows: 3}, now),
		"timeline-last":     layout.Timeline(grown(), 9, bot.Format{MaxText: 700, MaxButtons: 3, MaxRows: 3}, now),
		"told-correction":   layout.Development(grown(), grown().Changes[1], now),
		"told-headline":     layout.Development(grown(), grown().Changes[0], now),
		"told-withdrawal":   layout.Development(grown(), grown().Changes[2], now),
		"told-figures":      layout.Development(grown(), articles.Change{Kind: articles.ChangeFigures, By: "The Lantern", Is: "Dam holds, 5,000 go home"}, now),
		"told-confirmation": layout.Development(grown(), articles.Change{Kind: articles.ChangeConfirmation, By: "The Lantern", Note: "Confirmed by The Lantern, 4 min after Harbour Courier."}, now),
		"told-end":          layout.Development(struck, struck.Changes[0], now),
		"merged":            layout.Merged(dam(), now),
		"timeline-trail":    layout.Timeline(parted(), 1, bot.Format{}, now),
		"withdrawn":         layout.Withdrawn(withdrawn, now),
		"list":              layout.List("Top stories", several(), 7, now),
		"story":             layout.Story(dam(), several()[1:], 1, bot.Format{}, now),
		"story-first":       layout.Story(long, several()[1:], 1, paged, now),
		"story-second":      layout.Story(long, several()[1:], 2, paged, now),
		"story-last":        layout.Story(long, several()[1:], 999, paged, now),
		"story-withdrawn":   layout.Story(withdrawn, several()[1:], 1, paged, now),
		"story-textless":    layout.Story(textless, nil, 1, paged, now),
		"notice":            layout.Notice("config.yaml was not taken:\n\n- line 4: no such zone\n- line 9: no such topic\n"),
	}
	for name, m := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name+".txt", show(m))
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("layout differs from %s (-want +got):\n%s", path, diff)
	}
}

var kinds = map[bot.BlockKind]string{
	bot.Title: "title", bot.Heading: "heading", bot.Paragraph: "paragraph", bot.Item: "item", bot.Quote: "quote", bot.Small: "small",
}

// show writes a message down, with all that a platform gets to see.
func show(m bot.Message) string {
	var s strings.Builder
	for _, b := range m.Body {
		fmt.Fprintf(&s, "%-9s", kinds[b.Kind])
		for _, span := range b.Spans {
			s.WriteString(showSpan(span))
		}
		s.WriteString("\n")
	}
	for _, row := range m.Buttons {
		s.WriteString("buttons  ")
		for _, b := range row {
			fmt.Fprintf(&s, "[%s: %s%s", b.Label, b.Command, b.URL)
			if b.Replace {
				s.WriteString(" ⟲")
			}
			s.WriteString("] ")
		}
		s.WriteString("\n")
	}
	fmt.Fprintf(&s, "tone %d, link %q, image %q\n", m.Tone, m.Link, m.Image)
	return s.String()
}

func showSpan(span bot.Span) string {
	text := span.Text
	switch span.Style {
	case bot.Bold:
		text = "*" + text + "*"
	case bot.Strike:
		text = "~" + text + "~"
	}
	if span.URL != "" {
		text += "<" + span.URL + ">"
	}
	if !span.Time.IsZero() {
		text += "{" + span.Time.Format("2 Jan 15:04") + "}"
	}
	return text
}
