package desk

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"herald/articles"
)

// background of other news, so that words have some rarity.
func filled(n int) *Window {
	w := NewWindow()
	for i := range n {
		w.Add(articles.StoryID(1000+i), articles.Article{
			Title:     fmt.Sprintf("Council number%d debates budget item%d", i, i),
			Publisher: "Island Herald", Appeared: noon,
		})
	}
	return w
}

func TestJoin(t *testing.T) {
	t.Parallel()
	later := func(a articles.Article, d time.Duration) articles.Article { a.Appeared = a.Appeared.Add(d); return a }
	same := func(a articles.Article, publisher string) articles.Article { a.Publisher = publisher; return a }
	bare := func(a articles.Article) articles.Article { a.Summary = ""; return a }
	weather := article("Coast Times", "9", "天津港发生强烈爆炸 数十人受伤", "")
	tests := []struct {
		name     string
		story, a articles.Article
		joins    bool
	}{
		{"another paper tells it", ferryPost, ferryTimes, true},
		{"headlines alone tell it", bare(ferryPost), bare(ferryTimes), true},
		{"the other way round", ferryTimes, ferryPost, true},
		{"another event of the kind", ferryPost, otherFerry, false},
		{"nothing in common", ferryPost, mayorPost, false},
		{"the same words weeks later", ferryPost, later(ferryTimes, 120*24*time.Hour), false},
		{"copied by another paper", ferryPost, same(ferryPost, "Coast Times"), true},
		{"its own follow-up", mayorPost, mayorFollows, false},
		{"no words at all", ferryPost, article("Coast Times", "10", "?!", ""), false},
		{"a script without spaces", weather, article("Harbour Post", "11", "天津港爆炸 已有数十人受伤", ""), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := filled(50)
			w.Add(1, tt.story)
			m, ok := w.Join(tt.a)
			if ok != tt.joins || (ok && m.Story != 1) {
				t.Errorf("joined %t: %+v, want %t", ok, m, tt.joins)
			}
			if ok && m.Reason == "" {
				t.Error("no reason")
			}
		})
	}
}

// TestJoinOwnFollowUp: a publisher's own follow-up takes more likeness, but only as far
// as the story is its own: what others tell, too, is more than its way of writing.
func TestJoinOwnFollowUp(t *testing.T) {
	t.Parallel()
	quake := article("World Wire", "1", "Magnitude 6.4 earthquake hits off Sumatra, no tsunami warning",
		"A strong earthquake of magnitude 6.4 struck off the west coast of Sumatra on Friday. Residents of Padang ran into the streets.")
	others := []articles.Article{
		article("Daily Globe", "2", "Strong quake shakes Padang on Sumatra", "People in Padang ran out of their houses when a 6.4 magnitude quake shook Sumatra."),
		article("Channel Eight", "3", "Three dead as quake topples homes near Padang", "Three people died when houses collapsed near Padang in an earthquake off Sumatra."),
	}
	toll := article("World Wire", "4", "Sumatra quake death toll rises to 11", "The death toll of Friday's earthquake off Sumatra rose to 11, the disaster agency in Padang said.")
	w := filled(50)
	w.Add(1, quake)
	alone, ok := w.Join(toll)
	if ok {
		t.Errorf("joined its own story: %+v", alone)
	}
	for _, o := range others {
		w.Add(1, o)
	}
	if m, ok := w.Join(toll); !ok || m.Limit >= alone.Limit {
		t.Errorf("not joined to what others tell, too: %+v, alone %+v", m, alone)
	}
}

// TestJoinOrder: of several stories the most alike is joined.
func TestJoinOrder(t *testing.T) {
	t.Parallel()
	w := filled(50)
	w.Add(1, otherFerry)
	w.Add(2, ferryTimes)
	w.Add(3, mayorPost)
	if m, ok := w.Join(ferryHerald); !ok || m.Story != 2 {
		t.Errorf("joined %+v, want story 2", m)
	}
}

// TestJoinReason: the reason names the next story with its own limit, which may be
// another, and what is not alike at all is not told.
func TestJoinReason(t *testing.T) {
	t.Parallel()
	w := filled(50)
	w.Add(1, ferryPost)
	w.Add(2, otherFerry)
	m, _ := w.Join(ferryTimes)
	if !strings.Contains(m.Reason, "; next is story 2") || strings.Count(m.Reason, "(limit ") != 2 {
		t.Errorf("reason %q: no next story with its limit", m.Reason)
	}
	far := article("Coast Times", "12", "harvest7 gathered", "Nothing else of this sort was told by anybody in the whole of that long and rainy week in the valley.")
	far.Appeared = far.Appeared.Add(300 * 24 * time.Hour)
	if m, _ := w.Join(far); m.Score >= leastTold || m.Reason != "" {
		t.Errorf("%.4f alike, reason %q", m.Score, m.Reason)
	}
}

// TestWindow: what is closed is not found, and leaves nothing behind.
func TestWindow(t *testing.T) {
	t.Parallel()
	w := NewWindow()
	w.Add(1, ferryPost)
	w.Add(1, ferryTimes)
	w.Add(2, mayorPost)
	w.Remove(2)
	w.Remove(7)
	w.Trim(noon.Add(openFor - time.Minute - time.Second))
	if w.Len() != 1 || len(w.Candidates(ferryHerald)) != 1 {
		t.Errorf("%d stories open, %d candidates", w.Len(), len(w.Candidates(ferryHerald)))
	}
	w.Trim(noon.Add(openFor))
	if w.Len() != 0 || len(w.words.number) != 0 || len(w.Candidates(ferryHerald)) != 0 {
		t.Errorf("%d stories and %d terms stay behind", w.Len(), len(w.words.number))
	}
}

// TestWindowIsBounded: beyond the bound the oldest are closed.
func TestWindowIsBounded(t *testing.T) {
	t.Parallel()
	w := NewWindow()
	for i := range maxOpen + 1 {
		w.Add(articles.StoryID(i+1), articles.Article{Title: fmt.Sprintf("word%d", i), Appeared: noon.Add(time.Duration(i) * time.Second)})
	}
	w.Trim(noon)
	if n := w.Len(); n > maxOpen || n < maxOpen/2 {
		t.Errorf("%d stories open", n)
	}
	if w.open[1] != nil || w.open[maxOpen+1] == nil {
		t.Error("not the oldest were closed")
	}
}

func FuzzTerms(f *testing.F) {
	f.Add("Ferry runs aground off Lonsdale", "Nobody was hurt.")
	f.Add("日本で地震", "\xff\u0300 ss ies ing")
	f.Add("", "- - -")
	f.Fuzz(func(t *testing.T, title, text string) {
		a := articles.Article{Title: title, Text: text, Publisher: "p", Appeared: noon}
		w := filled(3)
		w.Add(1, a)
		terms, _ := termsOf(a)
		for term, n := range terms.all() {
			if term == "" || n <= 0 || math.IsInf(n, 0) {
				t.Fatalf("term %q weighs %v", term, n)
			}
		}
		b := a
		b.Publisher = "q"
		m, ok := w.Join(b)
		if math.IsNaN(m.Score) || m.Score > 1+1e-9 {
			t.Fatalf("score %v", m.Score)
		}
		if len(terms.list) > 0 && !ok {
			t.Fatalf("a copy does not join: %+v", m)
		}
		w.Remove(1)
	})
}

// BenchmarkAdd files articles into a window of ten thousand stories.
func BenchmarkAdd(b *testing.B) {
	w := filled(10_000)
	i := 0
	for b.Loop() {
		a := ferryPost
		a.Title = fmt.Sprintf("%s item%d", a.Title, i%10_000)
		w.Join(a)
		w.Add(articles.StoryID(1_000_000+i), a)
		i++
	}
}
