package desk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// minuteNews is an article that appeared some minutes after noon.
func minuteNews(minutes int, title, summary string) articles.Article {
	return articles.Article{Title: title, Summary: summary, Publisher: title, Appeared: noon.Add(time.Duration(minutes) * time.Minute)}
}

// kinds are stories of some kinds, each told by two articles but for the last,
// which is a piece of story 1 that was not joined.
func kinds() *Window {
	w := filled(30)
	add := func(id articles.StoryID, title, summary string) {
		w.Add(id, minuteNews(int(id), title, summary))
		w.Add(id, minuteNews(int(id), title+" again", summary))
	}
	add(1, "Strong earthquake shakes Tarvo", "A tremor of magnitude 6.2 hit the island of Tarvo near Quellan, damaging homes.")
	add(2, "Earthquake off Borrela damages homes", "The tremor near Sentora, of magnitude 5.8, was felt along the coast of Borrela.")
	add(3, "Tarvo elects a new parliament", "Voters in Quellan queued from early morning, as turnout on Tarvo rose.")
	add(4, "Central bank of Norden holds rates", "Inflation is slowing, the governor said, and lending stays as it is.")
	w.Add(5, minuteNews(5, "Magnitude 6.2 earthquake shakes Tarvo and Quellan", "The tremor of magnitude 6.2 hit the island of Tarvo."))
	return w
}

// TestWindowRelated: what is of the same kind comes first, then what looks like
// the same event, then what only has the names; what has nothing in common not at
// all.
func TestWindowRelated(t *testing.T) {
	t.Parallel()
	w := kinds()
	ids := func(id articles.StoryID, limit int) (got []articles.StoryID) {
		last := 1.0
		for _, k := range w.Related(id, limit) {
			if k.Score > last || k.Score <= 0 {
				t.Errorf("story %d scores %v after %v", k.Story, k.Score, last)
			}
			last = k.Score
			got = append(got, k.Story)
		}
		return got
	}
	if diff := cmp.Diff([]articles.StoryID{2, 5, 3}, ids(1, 10)); diff != "" {
		t.Errorf("related to the earthquake (-want +got):\n%s", diff)
	}
	if got := ids(1, 1); len(got) != 1 || got[0] != 2 {
		t.Errorf("the first is %v", got)
	}
	for _, none := range [][]articles.StoryID{ids(1, 0), ids(1, -1), ids(99, 5), ids(4, 5)} {
		if len(none) != 0 {
			t.Errorf("found %v, want nothing", none)
		}
	}
}

// TestRelatedFades: of two stories of one kind the one nearer in time comes first.
func TestRelatedFades(t *testing.T) {
	t.Parallel()
	w := filled(30)
	w.Add(1, minuteNews(0, "Strong earthquake shakes Tarvo", ""))
	w.Add(2, minuteNews(-30*24*60, "Strong earthquake shakes Sentora", ""))
	w.Add(3, minuteNews(-60, "Strong earthquake shakes Borrela", ""))
	if got := w.Related(1, 2); len(got) != 2 || got[0].Story != 3 {
		t.Errorf("related: %+v", got)
	}
}

// TestLike: the same in both directions, and at most 1, which is a story with
// itself.
func TestLike(t *testing.T) {
	t.Parallel()
	w := kinds()
	like := func(a, b subject) (kind, exact float64) {
		a = w.outlined(a)
		w.spreadSubject(a)
		defer w.foldSubject(a)
		return w.like(a, b)
	}
	for i := articles.StoryID(1); i <= 5; i++ {
		for j := articles.StoryID(1); j <= 5; j++ {
			a, b := w.subjectOf(w.open[i]), w.subjectOf(w.open[j])
			kind, exact := like(a, b)
			kindBack, exactBack := like(b, a)
			if math.Abs(kind-kindBack) > 1e-6 || math.Abs(exact-exactBack) > 1e-6 {
				t.Errorf("%d and %d: %v, %v there, %v, %v back", i, j, kind, exact, kindBack, exactBack)
			}
			if kind < 0 || kind > 1 || exact < 0 || exact > 1 || i == j && min(kind, exact) < 1-1e-6 {
				t.Errorf("%d and %d: %v, %v", i, j, kind, exact)
			}
		}
	}
}

// TestRelatedOfArchived: stories that are not open are ranked with those that are,
// also by words that no open story has, and nothing of them stays behind.
func TestRelatedOfArchived(t *testing.T) {
	t.Parallel()
	w := kinds()
	tell := func(id articles.StoryID, title, summary string) gist {
		return gistOf(articles.Story{ID: id, Articles: []articles.Article{minuteNews(int(id), title, summary)}})
	}
	volcano := tell(20, "Volcano erupts on Umbrael", "Ash rained on villages below the volcano.")
	archived := []gist{
		tell(21, "Volcano erupts near Sorrel", "Ash closed the airport below the volcano."),
		tell(22, "Choir wins a contest", "They sang for an hour."), volcano,
	}
	terms := len(w.words.number)
	got := w.relatedAmong(volcano, w.relatedTo(volcano, 5), archived, 5)
	if len(got) != 1 || got[0].Story != 21 {
		t.Errorf("related to the volcano: %+v", got)
	}
	quake := tell(23, "Earthquake shakes Umbrael and damages homes", "A tremor of magnitude 6.0.")
	got = w.relatedAmong(gist{story: 1}, w.Related(1, 5), []gist{quake}, 5)
	if len(got) < 3 || got[0].Story != 2 || got[1].Story != 23 {
		t.Errorf("related to the earthquake: %+v", got)
	}
	if len(w.words.number) != terms {
		t.Errorf("%d terms became %d", terms, len(w.words.number))
	}
}

// TestCasing: what is written with a capital letter inside sentences is a name,
// which headlines in title case and beginnings of sentences do not tell.
func TestCasing(t *testing.T) {
	t.Parallel()
	w := NewWindow()
	for i := range 4 {
		w.Add(articles.StoryID(i+1), articles.Article{
			Title:   "Mayor Of Kestrel Bay Resigns Over Housing",
			Summary: `The mayor went to Kestrel and saw the old harbour. Audits followed. “Ferries came late,” she said. Перед Киевом стоит мост.`,
		})
	}
	for word, name := range map[string]bool{
		"kestrel": true, "mayor": false, "harbour": false, "audit": false, "ferry": false, "hous": false, "киевом": true, "мост": false,
	} {
		id, ok := w.words.number[word]
		if !ok {
			t.Errorf("no term %q", word)
			continue
		}
		if got := w.words.terms[id].casing.isName(); got != name {
			t.Errorf("%q is a name: %v, want %v", word, got, name)
		}
	}
}

// TestSenses: what a term tells is known at any time as if it were reckoned anew.
func TestSenses(t *testing.T) {
	t.Parallel()
	w, r := kinds(), rand.New(rand.NewPCG(5, 6))
	for i := range 200 {
		w.Add(articles.StoryID(100+i%70), invented(r, i))
		if i%3 == 0 {
			w.Remove(articles.StoryID(100 + r.IntN(70)))
		}
	}
	known := 0
	for text, id := range w.words.number {
		if got, want := w.words.senses[id], w.words.terms[id].sense(); got != want {
			t.Fatalf("%q tells %+v, want %+v", text, got, want)
		}
		known |= 1 << w.words.senses[id].tells
	}
	if known != 1<<tellsNothing|1<<tellsKind|1<<tellsName|1<<tellsNumber {
		t.Errorf("not every kind of term was there: %b", known)
	}
}

// TestSizeHolds: what a story weighs is kept while little changes, and is reckoned
// anew when it gets an article, or when much has changed.
func TestSizeHolds(t *testing.T) {
	t.Parallel()
	w, r := filled(100), rand.New(rand.NewPCG(7, 8))
	w.Add(1, invented(r, 1))
	c := w.open[1]
	first := w.subjectOf(c).size
	for i := range 200 {
		kept := w.changes-first.changes <= uint32(sizeHolds*float64(len(w.open)))
		if got := w.subjectOf(c).size; (got == first) != kept {
			t.Fatalf("after %d changes among %d stories it is kept: %v", w.changes-first.changes, len(w.open), got == first)
		}
		w.Add(articles.StoryID(10_000+i), invented(r, 2+i))
	}
	before := w.subjectOf(c).size
	w.Add(1, invented(r, 1000))
	if got := w.subjectOf(c).size; got.kind == before.kind || got.changes != w.changes {
		t.Errorf("with another article it weighs %+v, before %+v", got, before)
	}
}

// TestCasingIsBounded: counts stay in their bounds, and keep what they say.
func TestCasingIsBounded(t *testing.T) {
	t.Parallel()
	var c casing
	for i := range 300_000 {
		if i%10 == 0 {
			c = c.add(casing{small: 1})
		} else {
			c = c.add(casing{capital: 1})
		}
	}
	if !c.isName() || c.capital > maxCasing || c.small == 0 {
		t.Errorf("counted %+v", c)
	}
}

// TestRelatedOfMany: with more stories than are compared closely, the best is
// still found.
func TestRelatedOfMany(t *testing.T) {
	t.Parallel()
	w := filled(30)
	for i := range 2 * maxKin {
		w.Add(articles.StoryID(i+1), minuteNews(i, fmt.Sprintf("Storm number%d floods village%d", i, i), "Heavy rain fell."))
	}
	w.Add(8001, minuteNews(1, "Storm floods the ferry harbour of Tarvo", "Heavy rain fell, and ferries stayed in the harbour."))
	w.Add(8002, minuteNews(2, "Storm floods the ferry harbour of Borrela", "Heavy rain fell, and ferries stayed in the harbour."))
	if got := w.Related(8001, 3); len(got) != 3 || got[0].Story != 8002 {
		t.Errorf("related: %+v", got)
	}
}
