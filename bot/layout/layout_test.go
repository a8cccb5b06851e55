package layout_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

func TestAge(t *testing.T) {
	t.Parallel()
	berlin := time.FixedZone("CET", 3600)
	midnight := time.Date(2026, 3, 14, 0, 30, 0, 0, berlin)
	tests := []struct {
		name   string
		t, now time.Time
		want   string
	}{
		{"never", time.Time{}, now, "undated"},
		{"now", now, now, "just now"},
		{"a clock ahead", now.Add(40 * time.Minute), now, "just now"},
		{"the future", now.Add(48 * time.Hour), now, "16 Mar 2026"},
		{"seconds", now.Add(-59 * time.Second), now, "just now"},
		{"a minute", now.Add(-time.Minute), now, "1 min ago"},
		{"minutes", now.Add(-59*time.Minute - 59*time.Second), now, "59 min ago"},
		{"hours", now.Add(-3 * time.Hour), now, "3 h ago"},
		{"almost a day", now.Add(-24*time.Hour + time.Second), now, "23 h ago"},
		{"a day", now.Add(-24 * time.Hour), now, "yesterday"},
		{"late the day before", midnight.Add(-24 * time.Hour), midnight, "yesterday"},
		{"two days", now.Add(-47 * time.Hour), now, "12 Mar 2026"},
		{"long ago", time.Date(2025, 6, 20, 0, 0, 0, 0, time.UTC), now, "20 Jun 2025"},
		{"the reader's own day", time.Date(2025, 6, 20, 23, 30, 0, 0, time.UTC), midnight, "21 Jun 2025"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := layout.Age(test.t, test.now); got != test.want {
				t.Errorf("Age = %q, want %q", got, test.want)
			}
		})
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in    string
		limit int
		want  string
	}{
		{"short", 10, "short"},
		{"  white \n space ", 20, "white space"},
		{"Ministers agree on a timetable", 20, "Ministers agree on…"},
		{"Ministers agree, and leave", 17, "Ministers agree…"},
		{"Donaudampfschifffahrt", 10, "Donaudamp…"},
		{"cafe\u0301 cafe\u0301", 5, "caf…"},
		{"日本語の見出しです", 5, "日本語の…"},
		{"x", 0, ""},
	}
	for _, test := range tests {
		got := layout.Clip(test.in, test.limit)
		if got != test.want {
			t.Errorf("Clip(%q, %d) = %q, want %q", test.in, test.limit, got, test.want)
		}
		if utf8.RuneCountInString(got) > test.limit {
			t.Errorf("Clip(%q, %d) has %d characters", test.in, test.limit, utf8.RuneCountInString(got))
		}
	}
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	got := layout.Blocks("Lead\nof two lines.\r\n\r\n## Head\n\n- one\n- two\n  goes on\n\n> said\n\n\n\n-no item\n\n#no heading")
	want := []bot.Block{
		bot.Text(bot.Paragraph, "Lead of two lines."),
		bot.Text(bot.Heading, "Head"),
		bot.Text(bot.Item, "one"),
		bot.Text(bot.Item, "two goes on"),
		bot.Text(bot.Quote, "said"),
		bot.Text(bot.Paragraph, "-no item"),
		bot.Text(bot.Paragraph, "#no heading"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Blocks differs (-want +got):\n%s", diff)
	}
}

// TestStoryFits lays out stories with far too much of everything.
func TestStoryFits(t *testing.T) {
	t.Parallel()
	for _, room := range []int{400, 1000, 3800} {
		f := bot.Format{MaxText: room, MaxButtons: 3, MaxRows: 4, Size: func(b bot.Block) int {
			n := utf8.RuneCountInString(b.Plain())
			for _, s := range b.Spans {
				n += len(s.URL)
			}
			return n
		}}
		s := overfull()
		for page := 1; page < 2000; page++ {
			m := layout.Story(s, several(), page, f, now)
			used := 0
			for _, b := range m.Body {
				used += f.Size(b)
			}
			if used > room {
				t.Fatalf("room %d: page %d takes %d", room, page, used)
			}
			checkButtons(t, m, f)
			if !turns(m) {
				break
			}
		}
	}
}

func overfull() articles.Story {
	s := articles.Story{ID: 999_999_999, Headline: strings.Repeat("headline ", 100), Appeared: now}
	for i := range 40 {
		s.Articles = append(s.Articles, articles.Article{
			Publisher: fmt.Sprintf("Publisher %d of a very long name indeed %s", i, strings.Repeat("and longer ", 10)),
			Title:     strings.Repeat(fmt.Sprintf("title %d ", i), 50),
			URL:       "https://example.org/" + strings.Repeat("path/", 60),
			Summary:   strings.Repeat("summary ", 100),
			Text:      strings.Repeat(strings.Repeat("text and more ", 80)+"\n\n", 10),
			Keywords:  strings.Fields(strings.Repeat("keyword ", 100)),
			Published: now,
		})
	}
	return s
}

func turns(m bot.Message) bool {
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Label, "Next") {
				return true
			}
		}
	}
	return false
}

func checkButtons(t *testing.T, m bot.Message, f bot.Format) {
	t.Helper()
	if f.MaxRows > 0 && len(m.Buttons) > f.MaxRows {
		t.Errorf("%d rows of buttons, want at most %d", len(m.Buttons), f.MaxRows)
	}
	for _, row := range m.Buttons {
		if f.MaxButtons > 0 && len(row) > f.MaxButtons {
			t.Errorf("%d buttons in a row, want at most %d", len(row), f.MaxButtons)
		}
		for _, b := range row {
			if len(b.Command) > bot.MaxButtonCommand || b.Label == "" || (b.Command == "") == (b.URL == "") {
				t.Errorf("button %+v", b)
			}
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	f := bot.Format{MaxText: 100}
	items := []bot.Block{bot.Text(bot.Title, "Topics")}
	for range 20 {
		items = append(items, bot.Text(bot.Item, "one of many"))
	}
	items = append(items, bot.Text(bot.Small, "a hint"))
	tests := []struct {
		name string
		body []bot.Block
		want string
	}{
		{"fits", items[:3], "Topics|one of many|one of many"},
		{"items", items, "Topics|one of many|one of many|one of many|one of many|one of many|and 15 more|a hint"},
		{"paragraphs", layout.Blocks(strings.Repeat("A sentence of some length here.\n\n", 9)), "A sentence of some length here.|A sentence of some length here.|A sentence of some length here."},
		{"one long line", layout.Blocks("Start. " + strings.Repeat("word ", 90)), "Start. " + strings.Repeat("word ", 16) + "word…"},
		{"nothing", nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			before := len(test.body)
			m := layout.Fit(bot.Message{Body: test.body}, f)
			var got []string
			size := 0
			for _, b := range m.Body {
				got = append(got, b.Plain())
				size += utf8.RuneCountInString(b.Plain()) + 2
			}
			if strings.Join(got, "|") != test.want {
				t.Errorf("got %q, want %q", strings.Join(got, "|"), test.want)
			}
			if size > f.MaxText {
				t.Errorf("takes %d of %d", size, f.MaxText)
			}
			if len(test.body) != before {
				t.Error("the body given was changed")
			}
		})
	}
}

// TestListFits bounds the longest list of the longest stories, since List does
// not know the platform.
func TestListFits(t *testing.T) {
	t.Parallel()
	var stories []articles.Story
	for i := range 25 {
		s := overfull()
		s.ID = articles.StoryID(1_000_000 + i)
		stories = append(stories, s)
	}
	for _, n := range []int{1, 5, 8, 25} {
		m := layout.List("A list", stories[:n], 9, now)
		used := 0
		for _, b := range m.Body {
			used += utf8.RuneCountInString(b.Plain())
			for _, s := range b.Spans {
				used += len(s.URL)
			}
		}
		if used > 3700 {
			t.Errorf("a list of %d takes %d, more than the smallest platform has", n, used)
		}
		checkButtons(t, m, bot.Format{MaxButtons: 5, MaxRows: 5})
	}
}

func TestAddRowTakesTheLastPlace(t *testing.T) {
	t.Parallel()
	m := layout.List("A list", several(), 0, now)
	more := bot.Button{Label: "More", Command: "latest 5 page 2"}
	if got := layout.AddRow(bot.Format{MaxRows: 5}, m, more).Buttons; len(got) != 2 || got[1][0] != more {
		t.Errorf("with room: %v", got)
	}
	if got := layout.AddRow(bot.Format{MaxRows: 1}, m, more).Buttons; len(got) != 1 || got[0][0] != more {
		t.Errorf("without room: %v", got)
	}
	if got := m.Buttons; len(got) != 1 || got[0][0].Label != "12" {
		t.Errorf("the message given was changed: %v", got)
	}
}

func TestUnsafeLinksAreLeftOut(t *testing.T) {
	t.Parallel()
	s := plain(5, "Headline", time.Minute, "Coast Post")
	s.Articles[0].URL = "javascript:alert(1)"
	s.Articles[0].Images = []string{"data:image/png;base64,x"}
	for name, m := range map[string]bot.Message{
		"post": layout.Post(s, now), "story": layout.Story(s, nil, 1, bot.Format{}, now),
		"list": layout.List("List", []articles.Story{s}, 0, now),
	} {
		if text := show(m); strings.Contains(text, "javascript") || strings.Contains(text, "data:") {
			t.Errorf("%s leads to no web page:\n%s", name, text)
		}
	}
}
