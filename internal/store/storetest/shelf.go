package storetest

import (
	"time"

	"herald/articles"
	"herald/internal/store"
)

// shelve keeps an article until a minute, or for good.
func (k *kit) shelve(n int, until time.Time, status articles.Status) articles.Article {
	k.Helper()
	a := article(n, "Dam holds")
	a.Embargo, a.Status = until, status
	a.CopyOf = "" // that is found out when it is filed
	k.ok(k.Shelve(k.Context(), a, at(0)))
	return a
}

var shelf = tests{
	"what is kept comes back when it is due, in that order": func(k *kit) {
		second, first := k.shelve(1, at(20), ""), k.shelve(2, at(10), "")
		k.shelve(3, at(30), "")
		k.shelve(4, at(10), articles.Withheld)
		got, err := k.Released(k.Context(), at(20), 9)
		k.ok(err)
		same(k, "released", got, []articles.Article{first, second})
		got, err = k.Released(k.Context(), at(20), 1)
		k.ok(err)
		same(k, "at most", got, []articles.Article{first})
		got, err = k.Released(k.Context(), at(9), 9)
		k.ok(err)
		same(k, "too early", len(got), 0)
	},
	"all that is kept is listed without text": func(k *kit) {
		a, b := k.shelve(1, at(20), ""), k.shelve(2, time.Time{}, articles.Canceled)
		a.Text, b.Text = "", ""
		got, err := k.Shelved(k.Context(), 9)
		k.ok(err)
		same(k, "shelved", got, []articles.Article{a, b})
		got, err = k.Shelved(k.Context(), 1)
		k.ok(err)
		same(k, "at most", len(got), 1)
	},
	"a later version takes the place of the one kept": func(k *kit) {
		k.shelve(1, at(20), "")
		b := k.shelve(1, at(40), "")
		got, err := k.Released(k.Context(), at(50), 9)
		k.ok(err)
		same(k, "released", got, []articles.Article{b})
	},
	"what waits is counted by source": func(k *kit) {
		a := k.shelve(1, at(20), "")
		k.shelve(2, at(10), "")
		k.shelve(3, time.Time{}, articles.Canceled)
		got, err := k.Embargoes(k.Context())
		k.ok(err)
		same(k, "embargoes", got, []store.Embargoed{{Source: a.Source, Articles: 2, Next: at(10)}})
		until, err := k.EmbargoOf(k.Context(), a.URL+"&utm_medium=mail")
		k.ok(err)
		same(k, "by its address", until, at(20))
		until, err = k.EmbargoOf(k.Context(), "https://harbour.example/3")
		k.ok(err)
		same(k, "by another", until, time.Time{})
	},
	"what was taken from it is gone": func(k *kit) {
		a := k.shelve(1, at(20), "")
		b := k.shelve(2, at(20), "")
		k.ok(k.Unshelve(k.Context(), a.Source, a.ID))
		k.ok(k.Unshelve(k.Context(), "nobody", "nothing"))
		got, err := k.Released(k.Context(), at(50), 9)
		k.ok(err)
		same(k, "released", got, []articles.Article{b})
	},
	"what is kept is told nowhere": func(k *kit) {
		a := k.shelve(1, at(20), "")
		same(k, "found", k.search("dam"), nil)
		_, known, err := k.Find(k.Context(), a)
		k.ok(err)
		same(k, "known", known, false)
		counts, err := k.Counts(k.Context())
		k.ok(err)
		same(k, "stories", counts.Stories, 0)
	},
	"what was taken back is forgotten with time, an embargo is not": func(k *kit) {
		a := k.shelve(1, at(90*24*60), "")
		k.shelve(2, time.Time{}, articles.Canceled)
		_, err := k.Prune(k.Context(), at(-1))
		k.ok(err)
		got, err := k.Shelved(k.Context(), 9)
		k.ok(err)
		same(k, "kept", len(got), 2)
		_, err = k.Prune(k.Context(), at(1))
		k.ok(err)
		got, err = k.Released(k.Context(), at(91*24*60), 9)
		k.ok(err)
		same(k, "kept", got, []articles.Article{a})
		got, err = k.Shelved(k.Context(), 9)
		k.ok(err)
		same(k, "left", len(got), 1)
	},
}

// takeBack files a version of an article with which the story ends, or goes on.
func (k *kit) takeBack(n int, status articles.Status, withdrawn string, restored bool) {
	k.Helper()
	a := article(n, "Dam holds")
	a.Status = status
	f := filingOf(a)
	f.Update, f.Withdrawn, f.Restored = true, withdrawn, restored
	_, err := k.File(k.Context(), f)
	k.ok(err)
}

var takingBack = tests{
	"an article that was taken back is told no more": func(k *kit) {
		id := k.file(1, "Dam holds")
		f := filingOf(article(2, "Bridge opens"))
		f.Story = id
		_, err := k.File(k.Context(), f)
		k.ok(err)
		k.takeBack(1, articles.Canceled, "", false)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "articles", s.Articles, []articles.Article{article(2, "Bridge opens")})
		same(k, "headline", s.Headline, "Bridge opens")
		same(k, "found", k.search("holds"), nil)
		same(k, "the other", k.search("bridge"), storyIDs{id})
		got, known, err := k.Find(k.Context(), article(1, ""))
		k.ok(err)
		same(k, "known as", got.Article.Status, articles.Canceled)
		same(k, "known", known, true)
		k.takeBack(1, "", "", false)
		s, err = k.Story(k.Context(), id)
		k.ok(err)
		same(k, "again", len(s.Articles), 2)
		same(k, "again the headline", s.Headline, "Dam holds")
		same(k, "again found", k.search("holds"), storyIDs{id})
	},
	"with the last article the story is withdrawn, and its posts are owed their edits": func(k *kit) {
		id := k.file(1, "Dam holds")
		k.follow(k.channel("a"), "now", everything)
		k.follow(k.channel("b"), "later", everything)
		k.owe(breaking(id, 0))
		k.sent(k.claimOne(0), "m", 0)
		k.takeBack(1, articles.Canceled, "killed by Harbour Post", false)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "withdrawn", s.Withdrawn, "killed by Harbour Post")
		same(k, "headline", s.Headline, "Dam holds")
		same(k, "articles", len(s.Articles), 1)
		page, err := k.Latest(k.Context(), articles.Query{})
		k.ok(err)
		same(k, "listed", len(page.Stories), 0)
		edit := k.claimOne(5)
		same(k, "edit", edit.Key, "withdrawal/story/1")
		k.sent(edit, edit.Edits, 5)
		reply := k.claimOne(5)
		same(k, "answer", reply.ReplyTo, "m")
		k.sent(reply, "r", 5)
		k.none(99)
	},
	"a story comes back, and can be withdrawn again": func(k *kit) {
		id := k.file(1, "Dam holds")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(id, 0))
		k.sent(k.claimOne(0), "m", 0)
		for minute := 5; minute < 15; minute += 5 {
			k.takeBack(1, articles.Withheld, "withheld by Harbour Post", false)
			edit := k.claimOne(minute)
			same(k, "edit", edit.Key, "withdrawal/story/1")
			k.sent(edit, edit.Edits, minute)
			k.takeBack(1, "", "", true)
			s, err := k.Story(k.Context(), id)
			k.ok(err)
			same(k, "withdrawn", s.Withdrawn, "")
		}
	},
	"what was still owed is owed again when a story comes back": func(k *kit) {
		id := k.file(1, "Dam holds")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(id, 0))
		k.takeBack(1, articles.Withheld, "withheld by Harbour Post", false)
		k.none(5)
		k.takeBack(1, "", "", true)
		same(k, "post", k.claimOne(6).Key, "breaking/story/1")
	},
}
