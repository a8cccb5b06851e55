package storetest

import (
	"time"

	"herald/articles"
)

// identity is how an article is known again when its publisher changes what it is
// known by.
var identity = tests{
	"one article under other names": func(k *kit) {
		filed := article(1, "Harbour bridge closes for two weeks")
		_, err := k.File(k.Context(), filingOf(filed))
		k.ok(err)
		for name, change := range map[string]func(*articles.Article){
			"another guid":            func(a *articles.Article) { a.ID = "new" },
			"another headline":        func(a *articles.Article) { a.Title = "Bridge is closed" },
			"another date":            func(a *articles.Article) { a.Published = a.Published.Add(time.Hour) },
			"tracking":                func(a *articles.Article) { a.ID, a.URL = "new", a.URL+"?utm_source=feed" },
			"all but the guid":        func(a *articles.Article) { a.URL, a.Title, a.Published = "https://harbour.example/x", "X", time.Time{} },
			"another address and id":  func(a *articles.Article) { a.ID, a.URL = "new", "https://harbour.example/renamed" },
			"another source and page": func(a *articles.Article) { a.Source, a.URL = "harbour-top", "https://harbour.example/top/1" },
		} {
			a := filed
			change(&a)
			got, ok, err := k.Find(k.Context(), a)
			k.ok(err)
			if !ok || got.Article.ID != filed.ID {
				k.Errorf("%s: found %v %q, want the one that is filed", name, ok, got.Article.ID)
			}
		}
	},
	"the address that a page names": func(k *kit) {
		one, two, three := article(1, "Harbour bridge closes for two weeks"), article(2, "Ferry stops"), article(3, "Letters")
		one.URL, one.Canonical = "https://harbour.example/r/1", "https://harbour.example/bridge-closes"
		two.Canonical, three.Canonical = "https://harbour.example/news", "https://harbour.example/news"
		for _, a := range []articles.Article{one, two, three} {
			_, err := k.File(k.Context(), filingOf(a))
			k.ok(err)
		}
		for name, c := range map[string]struct {
			url, title string
			known      bool
		}{
			"with a new headline":        {"http://www.harbour.example/bridge-closes/", "Bridge in the harbour closes, ferries wait", true},
			"with another headline":      {"https://harbour.example/bridge-closes", "Storm on the coast", false},
			"of a section":               {"https://harbour.example/news", "Ferry stops", false},
			"of another page altogether": {"https://harbour.example/x", "Harbour bridge closes for two weeks", false},
		} {
			a := article(9, c.title)
			a.ID, a.URL, a.Published = "new", c.url, time.Time{}
			got, ok, err := k.Find(k.Context(), a)
			k.ok(err)
			if ok != c.known || ok && (got.Article.ID != one.ID || got.Article.Canonical != one.Canonical) {
				k.Errorf("%s: found %v %q", name, ok, got.Article.ID)
			}
			a.Publisher = "Other"
			if _, ok, err := k.Find(k.Context(), a); err != nil || ok {
				k.Errorf("%s, another publisher's: found %v, %v", name, ok, err)
			}
		}
	},
	"other articles": func(k *kit) {
		filed, short := article(1, "Harbour bridge closes for two weeks"), article(2, "Letters to the editor")
		for _, a := range []articles.Article{filed, short} {
			_, err := k.File(k.Context(), filingOf(a))
			k.ok(err)
		}
		for name, change := range map[string]func(a, s *articles.Article){
			"another headline in the same second": func(a, _ *articles.Article) { a.Title = "Harbour bridge closes for three weeks" },
			"the headline at another time":        func(a, _ *articles.Article) { a.Published = a.Published.Add(time.Second) },
			"no time":                             func(a, _ *articles.Article) { a.Published = time.Time{} },
			"another publisher":                   func(a, _ *articles.Article) { a.Publisher = "Other" },
			"a short headline":                    func(a, s *articles.Article) { a.Title, a.Published = s.Title, s.Published },
		} {
			a := filed
			a.ID, a.URL = "new", "https://harbour.example/another"
			change(&a, &short)
			if got, ok, err := k.Find(k.Context(), a); err != nil || ok {
				k.Errorf("%s: found %q, %v", name, got.Article.ID, err)
			}
		}
	},
}
