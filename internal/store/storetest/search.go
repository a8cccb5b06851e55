package storetest

import (
	"strings"

	"herald/articles"
	"herald/articles/desk"
)

var search = tests{
	"stories by their numbers": func(k *kit) {
		one, two := k.file(1, "Dam holds"), k.file(2, "Bridge opens")
		got, err := k.Stories(k.Context(), storyIDs{two, 99, one})
		k.ok(err)
		same(k, "stories", ids(got), storyIDs{two, one})
		same(k, "text", got[0].Lead().Text, "")
		got, err = k.Stories(k.Context(), nil)
		k.ok(err)
		same(k, "of no numbers", len(got), 0)
	},
	"all words, in any field, of one article": func(k *kit) {
		id := k.file(1, "Dam holds")
		k.file(2, "Bridge opens")
		for _, words := range []string{
			"dam", "DAM holds", "dam paragraph", "sentence", "under", "ports dam", "first second", "hold", "dams", "dam's", "para",
		} {
			same(k, words, k.search("holds "+words), storyIDs{id})
		}
		same(k, "a word that is not there", k.search("dam opens"), nil)
	},
	"the headline counts more than the text": func(k *kit) {
		inText := article(1, "Council meets")
		inText.Text = "They talked about the ferry."
		low, err := k.File(k.Context(), filingOf(inText))
		k.ok(err)
		inTitle := article(1, "Ferry sinks")
		inTitle.ID, inTitle.URL = "x", ""
		high, err := k.File(k.Context(), filingOf(inTitle))
		k.ok(err)
		same(k, "ranking", k.search("ferry"), storyIDs{high, low})
	},
	"a phrase in the headline, then a headline, then what stands under it, then the text": func(k *kit) {
		file := func(n int, title, summary, text string) articles.StoryID {
			a := article(n, title)
			a.Summary, a.Text = summary, text
			id, err := k.File(k.Context(), filingOf(a))
			k.ok(err)
			return id
		}
		phrase := file(1, "The tidal barriers of Vesper hold", "It was built in May.", "Nobody slept.")
		title := file(2, "Barrier at Vesper stops a tidal wave", "It was built in May.", "Nobody slept.")
		under := file(3, "Vesper is dry", "The barrier stopped a tidal wave.", "Nobody slept.")
		text := file(4, "Vesper sleeps", "It was a long night.", "The barrier held, and tidal waves stayed out.")
		same(k, "ranking", k.search("tidal barrier"), storyIDs{title, phrase, under, text})
		same(k, "the very phrase", k.search("tidal barriers"), storyIDs{phrase, title, under, text})
		same(k, "of accents and capitals", k.search("TIDÁL bärriers"), storyIDs{phrase, title, under, text})
		same(k, "of beginnings", k.search("tidal barri"), storyIDs{phrase, title, under, text})
	},
	"a headline is found behind many texts": func(k *kit) {
		title := k.file(1, "Ferry sinks")
		k.fileMany(260, func(n int) desk.Filing {
			a := article(2+n, "Council meets")
			a.Text = "They talked about the ferry."
			return filingOf(a)
		})
		found := k.search("ferry")
		same(k, "the first", found[0], title)
	},
	"of equal matches the newer comes first": func(k *kit) {
		old := k.file(-60*24*60, "Ferry sinks")
		young := k.file(0, "Ferry sinks")
		same(k, "ranking", k.search("ferry"), storyIDs{young, old})
	},
	"whole words come before longer ones": func(k *kit) {
		longer := k.file(3, "Ferryman retires, ferryman says")
		whole := k.file(1, "Council on ferry fares")
		same(k, "ranking", k.search("ferry"), storyIDs{whole, longer})
		same(k, "two words", k.search("retires ferry"), storyIDs{longer})
		for n := range 5 {
			k.file(10+n, "Ferry sinks")
		}
		same(k, "enough of them", len(k.search("ferry")), 6)
	},
	"a story is found once": func(k *kit) {
		id := k.file(1, "Ferry sinks")
		f := filingOf(article(2, "Ferry sinks fast"))
		f.Story = id
		_, err := k.File(k.Context(), f)
		k.ok(err)
		page, err := k.Search(k.Context(), articles.Query{Words: "ferry"})
		k.ok(err)
		same(k, "stories", ids(page.Stories), storyIDs{id})
		same(k, "articles", len(page.Stories[0].Articles), 2)
		same(k, "text", page.Stories[0].Lead().Text, "")
	},
	"pages, topics, and no withdrawn ones": func(k *kit) {
		for n := range 8 {
			k.file(n, "Ferry sinks", []string{"sea", "land"}[n%2])
		}
		k.ends(1, "wrong")
		page, err := k.Search(k.Context(), articles.Query{Words: "ferry", Limit: 5})
		k.ok(err)
		same(k, "first page", len(page.Stories), 5)
		same(k, "more", page.More, true)
		page, err = k.Search(k.Context(), articles.Query{Words: "ferry", Limit: 5, Offset: 5})
		k.ok(err)
		same(k, "second page", len(page.Stories), 2)
		same(k, "more", page.More, false)
		page, err = k.Search(k.Context(), articles.Query{Words: "ferry", Topic: "sea"})
		k.ok(err)
		same(k, "of the topic", len(page.Stories), 3)
	},
	"every script and accent": func(k *kit) {
		for i, c := range []struct{ title, words string }{
			{"Président réélu à Québec", "quebec reelu"},
			{"Ураган над городом", "ураган"},
			{"首相が新しい法案を発表した", "法案"},
			{"سقوط الجسر القديم", "الجسر"},
			{"ราคาน้ำมันขึ้นอีกครั้ง", "น้ำมัน"},
			{"Iran’s minister speaks", "iran"},
			{"Straße gesperrt", "straße"},
		} {
			id := k.file(i, c.title)
			same(k, c.words, k.search(c.words), storyIDs{id})
		}
	},
	"hostile words": func(k *kit) {
		id := k.file(1, "Near and not or Ferry")
		for _, words := range []string{
			`"`, `""`, `*`, `-`, `(`, `)`, `'`, `;`, `:`, `^`, `+`, `{}`, "\x00", "\xff\xfe", ` `, ``, "🚨", "\u0301", "ा",
			`title:`, "a" + strings.Repeat("*", 500),
		} {
			if _, err := k.Search(k.Context(), articles.Query{Words: words}); err != nil {
				k.Errorf("search %q: %v", words, err)
			}
			if _, err := k.Alike(k.Context(), 1, []string{words}, 3); err != nil {
				k.Errorf("alike %q: %v", words, err)
			}
		}
		for _, words := range []string{`"ferry`, `ferry*`, `NEAR(ferry`, `-ferry`, `ferry AND`, `NOT ferry OR`, `ferry " near "`} {
			same(k, words, k.search(words), storyIDs{id})
		}
		same(k, "column filters are words", k.search("title:ferry"), nil)
		long := strings.Repeat("ferry ", 10_000) + strings.Repeat("x", 10_000)
		same(k, "a very long query", k.search(long), nil)
	},
	"alike are others with the words, those with more first": func(k *kit) {
		self := k.file(1, "Ferry sinks off Calder")
		best := k.file(2, "Calder ferry toll rises")
		some := k.file(3, "New ferry ordered")
		other := k.file(4, "Boat sinks")
		newer := k.file(6, "A second ferry ordered")
		k.file(7, "Bridge opens")
		gone := k.file(5, "Calder ferry sinks again")
		k.ends(gone, "wrong")
		got, err := k.Alike(k.Context(), self, []string{"ferry", "calder", "sinks"}, 5)
		k.ok(err)
		same(k, "stories", ids(got), storyIDs{best, newer, some, other})
		same(k, "text", got[0].Lead().Text, "")
		same(k, "what is compared", got[0].Articles, []articles.Article{
			{Title: "Calder ferry toll rises", Deck: "The line under it.", Summary: "One whole sentence.", Appeared: article(2, "").Appeared},
		})
		got, err = k.Alike(k.Context(), self, []string{"ferry", "calder"}, 1)
		k.ok(err)
		same(k, "at most one", ids(got), storyIDs{best})
		got, err = k.Alike(k.Context(), self, nil, 5)
		k.ok(err)
		same(k, "no words", len(got), 0)
	},
	"an outline is what is compared, wherever the story is told": func(k *kit) {
		one, two := k.file(1, "Boat sinks"), k.file(2, "Calder mourns")
		a := article(1, "")
		want := []articles.Article{
			{Title: "Boat sinks", Deck: a.Deck, Summary: a.Summary, Text: a.Text, Appeared: a.Appeared},
			{Title: "Calder mourns", Deck: a.Deck, Summary: a.Summary, Text: a.Text, Appeared: article(2, "").Appeared},
		}
		k.regroup(k.merging(two, one, 5))
		for _, id := range []articles.StoryID{one, two} {
			got, err := k.Outline(k.Context(), id)
			k.ok(err)
			same(k, "number", got.ID, one)
			same(k, "headline", got.Headline, "Boat sinks")
			same(k, "articles", got.Articles, want)
		}
		k.ends(one, "wrong")
		got, err := k.Outline(k.Context(), one)
		k.ok(err)
		same(k, "articles of a story that was withdrawn", got.Articles, want)
		_, err = k.Outline(k.Context(), 99)
		k.is(err, articles.ErrNoStory)
	},
	"alike are also found by the headlines of those who joined": func(k *kit) {
		one, two, self := k.file(1, "Boat sinks"), k.file(2, "Calder mourns"), k.file(3, "Bridge opens")
		f := filingOf(article(4, "Ferry disaster"))
		f.Story = one
		_, err := k.File(k.Context(), f)
		k.ok(err)
		got, err := k.Alike(k.Context(), self, []string{"ferry"}, 5)
		k.ok(err)
		same(k, "joined", ids(got), storyIDs{one})
		k.regroup(k.merging(two, one, 5))
		got, err = k.Alike(k.Context(), self, []string{"calder"}, 5)
		k.ok(err)
		same(k, "merged", ids(got), storyIDs{one})
	},
}
