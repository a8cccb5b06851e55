package layout

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/bot"
)

func traced() TraceView {
	noon := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	s := articles.Story{ID: 12, Headline: "Ferry aground", Verdict: articles.Verdict{
		Breaking: true, Rule: articles.RuleDeclared, Reason: "Harbour Post marked it URGENT", At: noon,
	}}
	t := bot.Trace{Decisions: []bot.Decision{{At: noon, Text: "breaking (declared): Harbour Post marked it URGENT"}}}
	for i := range 3 {
		s.Articles = append(s.Articles, articles.Article{Publisher: fmt.Sprint("Paper ", i), Source: "s", Title: "Ferry aground", Marker: "URGENT"})
		t.Filings = append(t.Filings, bot.FilingTrace{
			At: noon, Origin: "feed https://papers.example/rss", Joined: "0.72 alike", Words: 120, Versions: i, Topics: []string{`sea: “ferry” in the headline`},
		})
	}
	t.Story = s
	at := bot.Channel{Address: bot.Address{Platform: bot.Telegram, ID: "-100"}, Title: "Sea news"}
	t.Tallies = []bot.Tally{{Platform: bot.Telegram, Kind: bot.KindBreaking, State: bot.Dropped, Reason: "too old", Count: 3}}
	t.Deliveries = []bot.Delivery{
		{Channel: at, Kind: bot.KindBreaking, Schedule: "breaking", Owed: noon, State: bot.Owed, NotBefore: noon.Add(time.Hour), Attempts: 1},
		{Channel: at, Kind: bot.KindUpdate, Owed: noon, State: bot.Sent, Message: "77"},
	}
	return TraceView{Trace: t, Here: []string{"breaking: sent"}}
}

// TestTrace: readers see how a story came about, and not where it was read or who
// else got it.
func TestTrace(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 12, 30, 0, 0, time.UTC)
	public := []string{
		"Why story 12: Ferry aground", "12:00:00: breaking (declared): Harbour Post marked it URGENT", "Paper 2: Ferry aground",
		"0.72 alike", "120 words", "marked URGENT", "changed 2 times", `topics: sea: “ferry” in the headline`, "breaking: sent",
	}
	private := []string{
		"feed https://papers.example/rss", "telegram breaking: 3 dropped: too old", "Sea news (telegram/-100): breaking of schedule breaking",
		"held until 13:00:00, tried 1 time", "sent as message 77",
	}
	for _, full := range []bool{false, true} {
		v := traced()
		v.Full = full
		text := Trace(v, 1, bot.Format{}, now).Plain()
		for _, want := range public {
			if !strings.Contains(text, want) {
				t.Errorf("full %v: no %q in\n%s", full, want, text)
			}
		}
		for _, want := range private {
			if strings.Contains(text, want) != full {
				t.Errorf("full %v: %q is shown: %v", full, want, !full)
			}
		}
		if n := strings.Count(text, "marked it URGENT"); n != 1 {
			t.Errorf("the verdict is told %d times", n)
		}
	}
}

// TestTraceOrigin: it is told on whose word an article is.
func TestTraceOrigin(t *testing.T) {
	t.Parallel()
	v := traced()
	v.Story.Articles[0].CopyOf = "Wire"
	v.Story.Articles[1].Credits = []string{"Ada Lovelace"}
	v.Story.Articles[2].Credits = []string{"Reuters", "AFP"}
	text := Trace(v, 1, bot.Format{}, v.Story.Verdict.At).Plain()
	for _, want := range []string{"repeats the words of Wire", "names its source: Ada Lovelace;", "names its sources: Reuters, AFP"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// TestTraceHere: what became of a story where an admin asks is told once.
func TestTraceHere(t *testing.T) {
	t.Parallel()
	v := traced()
	v.Full, v.At = true, v.Deliveries[0].Channel.Address
	if text := Trace(v, 1, bot.Format{}, v.Story.Verdict.At).Plain(); strings.Contains(text, "Sea news") {
		t.Errorf("the channel's posts are told twice:\n%s", text)
	}
}

// TestTracePages: nothing is lost between the pages, and none is too long.
func TestTracePages(t *testing.T) {
	t.Parallel()
	v, f := traced(), bot.Format{MaxText: 400, MaxButtons: 5, MaxRows: 5}
	v.Full = true
	whole := Trace(v, 1, bot.Format{}, v.Story.Verdict.At)
	seen := 0
	for n := 1; ; n++ {
		m := Trace(v, n, f, v.Story.Verdict.At)
		if size := (ruler{f}).sizes(m.Body); size > f.MaxText {
			t.Errorf("page %d takes %d", n, size)
		}
		seen += len(m.Body) - 2 // headline and number of the page
		last := m.Buttons[0][len(m.Buttons[0])-1]
		if last.Label != "Next ▶" {
			break
		}
		if want := fmt.Sprintf("why 12 page %d", n+1); last.Command != want || !last.Replace {
			t.Fatalf("page %d leads to %+v", n, last)
		}
	}
	if want := len(whole.Body) - 1; seen != want {
		t.Errorf("%d blocks on all pages, want %d", seen, want)
	}
}

// TestTraceOfNothing: a story that nobody was owed says so.
func TestTraceOfNothing(t *testing.T) {
	t.Parallel()
	text := Trace(TraceView{Trace: bot.Trace{Story: articles.Story{ID: 1}}, Full: true}, 1, bot.Format{}, time.Now()).Plain()
	if !strings.Contains(text, "none was owed") || !strings.Contains(text, "not breaking") {
		t.Errorf("got\n%s", text)
	}
}

func TestClock(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 12, 30, 0, 0, time.UTC)
	for want, at := range map[string]time.Time{
		"12:00:05":             now.Add(-29*time.Minute - 55*time.Second),
		"13 Mar 12:30:00":      now.AddDate(0, 0, -1),
		"14 Mar 2014 12:30:00": now.AddDate(-12, 0, 0),
		"14 Mar 2026":          now.Truncate(24 * time.Hour),
	} {
		if got := clock(at, now); got != want {
			t.Errorf("%v is %q, want %q", at, got, want)
		}
	}
}

// TestTimelineOfTheDay: an article that gives only its day stands where it appeared,
// not before all others of that day.
func TestTimelineOfTheDay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 12, 30, 0, 0, time.UTC)
	day := now.Truncate(24 * time.Hour)
	s := articles.Story{ID: 12, Headline: "Ferry aground", Articles: []articles.Article{
		{Publisher: "A", Published: now.Add(-time.Hour), Appeared: now.Add(-time.Hour)},
		{Publisher: "Dayly", Published: day, Appeared: now.Add(-time.Minute)},
		{Publisher: "C", Published: now.Add(-time.Minute / 2), Appeared: now},
		{Publisher: "Old", Published: day.AddDate(0, 0, -3), Appeared: now},
	}}
	var order []string
	for _, e := range events(s, nil, now) {
		order = append(order, e.line.Spans[0].Text)
	}
	if got := strings.Join(order, " "); got != "Old A Dayly C" {
		t.Errorf("the timeline is %s", got)
	}
}
