package storetest

import (
	"reflect"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/articles/desk"
	"herald/internal/store"
)

type (
	deliveryFilter = store.DeliveryFilter
	storyIDs       = []articles.StoryID
)

var filing = tests{
	"an article comes back as it was filed": func(k *kit) {
		a := article(1, "Dam holds")
		a.MarkedTitle, a.Status = "Dam holds after all", articles.Withheld
		f := filingOf(a, "water", "floods")
		f.Withdrawn = "withheld by Harbour Post"
		f.Verdict = articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "marked BREAKING", At: at(2)}
		id, err := k.File(k.Context(), f)
		k.ok(err)
		got, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "story", got, articles.Story{
			ID: id, Headline: "Dam holds after all", Appeared: at(1), Filed: f.At, Topics: []string{"water", "floods"},
			Verdict: f.Verdict, Withdrawn: f.Withdrawn, Articles: []articles.Article{a},
			Changes: []articles.Change{{
				Number: 1, Kind: articles.ChangeWithdrawal, At: f.At, By: a.Publisher, Was: "Dam holds after all",
				Note: f.Withdrawn, Material: true, Reason: "the story was withdrawn",
			}},
		})
	},
	"the suite's article has every field set": func(k *kit) {
		a := article(1, "Dam holds")
		a.MarkedTitle, a.Status = "set by the test above", articles.Withheld
		for field, v := range reflect.ValueOf(a).Fields() {
			if v.IsZero() {
				k.Errorf("%s is not; nobody would notice that it is not kept", field.Name)
			}
		}
	},
	"an article with nothing but what it needs": func(k *kit) {
		a := articles.Article{ID: "1", Source: "s", Publisher: "p", Title: "t", Appeared: at(0)}
		id, err := k.File(k.Context(), filingOf(a))
		k.ok(err)
		got, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "articles", got.Articles, []articles.Article{a})
		same(k, "topics", got.Topics, nil)
	},
	"an article that is not valid is refused": func(k *kit) {
		a := article(1, "Dam holds")
		a.Publisher = " "
		if _, err := k.File(k.Context(), filingOf(a)); err == nil {
			k.Error("filed without a publisher")
		}
		counts, err := k.Counts(k.Context())
		k.ok(err)
		same(k, "stories", counts.Stories, 0)
	},
	"hostile text is kept": func(k *kit) {
		a := article(1, "\u202eevil\x00 \xff'; DROP TABLE stories; -- 🚨")
		a.ID = "gu\x00id"
		_, err := k.File(k.Context(), filingOf(a))
		k.ok(err)
		got, ok, err := k.Find(k.Context(), a)
		k.ok(err)
		if !ok {
			k.Fatal("not found again")
		}
		same(k, "title", got.Article.Title, "\u202eevil \ufffd'; DROP TABLE stories; -- 🚨")
	},
	"long text is kept": func(k *kit) {
		a := article(1, "Long read")
		a.Text = strings.Repeat("слово ", articles.MaxText/6)
		id, err := k.File(k.Context(), filingOf(a))
		k.ok(err)
		got, err := k.Story(k.Context(), id)
		k.ok(err)
		if got.Lead().Text != a.Text {
			k.Error("the text was changed")
		}
	},
	"joining adds an article in the order filed": func(k *kit) {
		id := k.file(1, "Dam holds", "water")
		second := article(2, "Dam still holds")
		f := filingOf(second, "water", "weather")
		f.Story, f.Joined = id, "7 of 9 rare words"
		got, err := k.File(k.Context(), f)
		k.ok(err)
		same(k, "story", got, id)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "articles", s.Articles, []articles.Article{article(1, "Dam holds"), second})
		same(k, "topics", s.Topics, []string{"water", "weather"})
		same(k, "headline", s.Headline, "Dam holds")
		same(k, "appeared", s.Appeared, at(1))
		same(k, "joined", k.joined(id), []string{"it is the first", "7 of 9 rare words"})
	},
	"joining a story that does not exist": func(k *kit) {
		f := filingOf(article(1, "Dam holds"))
		f.Story = 99
		_, err := k.File(k.Context(), f)
		k.is(err, articles.ErrNoStory)
	},
	"the same id twice is a conflict": func(k *kit) {
		k.file(1, "Dam holds")
		a := article(1, "Dam holds")
		a.URL = "https://harbour.example/other"
		k.refused(filingOf(a))
	},
	"the same link of a publisher twice is a conflict": func(k *kit) {
		k.file(1, "Dam holds")
		a := article(1, "Dam holds")
		a.Source, a.ID, a.URL = "harbour-top", "another", "http://www.harbour.example/1/?utm_medium=x#top"
		k.refused(filingOf(a))
	},
	"the same link of another publisher is none": func(k *kit) {
		k.file(1, "Dam holds")
		a := article(1, "Dam holds")
		a.Source, a.Publisher = "wire", "City Wire"
		_, err := k.File(k.Context(), filingOf(a))
		k.ok(err)
	},
	"articles without a link are told apart by id": func(k *kit) {
		for n := range 3 {
			a := article(n, "Dam holds")
			a.URL = ""
			_, err := k.File(k.Context(), filingOf(a))
			k.ok(err)
		}
	},
	"find by id, by link, and not at all": func(k *kit) {
		id := k.file(1, "Dam holds")
		moved, renamed, other := article(1, ""), article(1, ""), article(1, "")
		moved.URL = "https://harbour.example/new"
		renamed.ID = "new-guid"
		other.ID, other.Publisher = "new-guid", "City Wire"
		for name, c := range map[string]struct {
			article articles.Article
			found   bool
		}{"moved": {moved, true}, "renamed": {renamed, true}, "other": {other, false}} {
			got, ok, err := k.Find(k.Context(), c.article)
			k.ok(err)
			want := desk.Filed{}
			if c.found {
				want = desk.Filed{Article: article(1, "Dam holds"), Story: id}
			}
			if d := cmp.Diff(want, got); d != "" || ok != c.found {
				k.Errorf("%s: ok %v (-want +got):\n%s", name, ok, d)
			}
		}
	},
	"find goes by id before link": func(k *kit) {
		one, two := k.file(1, "Dam holds"), k.file(2, "Bridge opens")
		a := article(1, "")
		a.URL = article(2, "").URL
		got, _, err := k.Find(k.Context(), a)
		k.ok(err)
		if got.Story != one {
			k.Errorf("found story %v, want %v rather than %v", got.Story, one, two)
		}
	},
	"an update replaces the article": func(k *kit) {
		id := k.file(1, "Dam holds", "water")
		a := article(1, "Dam breaks")
		a.Text = "All new."
		f := filingOf(a, "floods")
		f.Update, f.Story = true, id
		f.Verdict = articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "marked", At: at(9)}
		got, err := k.File(k.Context(), f)
		k.ok(err)
		same(k, "story", got, id)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "articles", s.Articles, []articles.Article{a})
		same(k, "headline", s.Headline, "Dam breaks")
		same(k, "verdict", s.Verdict, f.Verdict)
		same(k, "topics", s.Topics, []string{"floods"})
		same(k, "the new words are found", k.search("breaks"), storyIDs{id})
		same(k, "the old words are not", k.search("holds"), nil)
	},
	"an update takes away what a wire said": func(k *kit) {
		id := k.file(1, "Dam holds")
		a := article(1, "Dam holds")
		a.Urgency, a.Embargo, a.Version, a.Correction = 0, time.Time{}, "", ""
		f := filingOf(a)
		f.Update = true
		_, err := k.File(k.Context(), f)
		k.ok(err)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "articles", s.Articles, []articles.Article{a})
		_, err = k.File(k.Context(), filingOf(articles.Article{ID: "x", Source: "s", Publisher: "p", Title: "Plain", Appeared: at(0)}))
		k.ok(err)
	},
	"an update of a follow-up leaves the headline": func(k *kit) {
		id := k.file(1, "Dam holds")
		f := filingOf(article(2, "Dam still holds"))
		f.Story = id
		_, err := k.File(k.Context(), f)
		k.ok(err)
		f.Article.Title, f.Update, f.Joined = "Dam breaks", true, ""
		_, err = k.File(k.Context(), f)
		k.ok(err)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "headline", s.Headline, "Dam holds")
		same(k, "follow-up", s.Articles[1].Title, "Dam breaks")
		same(k, "why it joined", k.joined(id)[1], "it is the first")
	},
	"an update under a new id": func(k *kit) {
		id := k.file(1, "Dam holds")
		a := article(1, "Dam holds")
		a.ID = "new-guid"
		f := filingOf(a)
		f.Update = true
		got, err := k.File(k.Context(), f)
		k.ok(err)
		same(k, "story", got, id)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "articles", s.Articles, []articles.Article{a})
	},
	"an update that takes another article's link": func(k *kit) {
		id := k.file(1, "Dam holds")
		k.file(2, "Bridge opens")
		a := article(1, "Dam holds")
		a.URL = article(2, "").URL
		f := filingOf(a)
		f.Update = true
		got, err := k.File(k.Context(), f)
		k.ok(err)
		same(k, "story", got, id)
	},
	"an update of what is not there is a conflict": func(k *kit) {
		f := filingOf(article(1, "Dam holds"))
		f.Update = true
		k.refused(f)
	},
	"an update of what tells another story is a conflict": func(k *kit) {
		k.file(1, "Dam holds")
		f := filingOf(article(1, "Dam holds"))
		f.Update, f.Story = true, k.file(2, "Bridge opens")
		k.refused(f)
	},
}

// refused demands that a filing is a conflict and leaves nothing behind.
func (k *kit) refused(f desk.Filing) {
	k.Helper()
	before, err := k.Counts(k.Context())
	k.ok(err)
	_, err = k.File(k.Context(), f)
	k.is(err, desk.ErrConflict)
	after, err := k.Counts(k.Context())
	k.ok(err)
	same(k, "counts", after, before)
}

// search are the numbers of the stories that match.
func (k *kit) search(words string) storyIDs {
	k.Helper()
	page, err := k.Search(k.Context(), articles.Query{Words: words})
	k.ok(err)
	if len(page.Stories) == 0 {
		return nil
	}
	return ids(page.Stories)
}
