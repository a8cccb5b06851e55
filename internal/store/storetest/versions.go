package storetest

import (
	"fmt"

	"herald/articles"
	"herald/internal/store"
)

var versions = tests{
	"an update keeps what the article said before": func(k *kit) {
		k.file(1, "Dam holds")
		old, now := article(1, "Dam holds"), article(1, "Dam breaks")
		now.Text = "It broke."
		k.update(now, 5)
		got, err := k.Versions(k.Context(), now.Source, now.ID)
		k.ok(err)
		same(k, "versions", got, []store.Version{{
			Title: old.Title, URL: old.URL, Summary: old.Summary, Text: old.Text, Updated: old.Updated, Replaced: at(5),
		}})
	},
	"an update that readers do not see is no version": func(k *kit) {
		k.file(1, "Dam holds")
		a := article(1, "Dam holds")
		a.Keywords = []string{"dams"}
		k.update(a, 5)
		got, err := k.Versions(k.Context(), a.Source, a.ID)
		k.ok(err)
		same(k, "versions", len(got), 0)
	},
	"the first and the latest versions are kept": func(k *kit) {
		k.file(1, "Dam 0")
		for n := range 30 {
			k.update(article(1, fmt.Sprintf("Dam %d", n+1)), n)
		}
		got, err := k.Versions(k.Context(), article(1, "").Source, article(1, "").ID)
		k.ok(err)
		same(k, "versions", len(got), 20)
		same(k, "first", got[0].Title, "Dam 0")
		same(k, "last", got[19].Title, "Dam 29")
	},
}

// update files a version of an article that is there.
func (k *kit) update(a articles.Article, minute int) {
	k.Helper()
	f := filingOf(a)
	f.Update, f.At = true, at(minute)
	_, err := k.File(k.Context(), f)
	k.ok(err)
}
