package feed

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"herald/articles"
)

const teasers = `<item><guid>1</guid><title>Ferry runs again after the storm</title><link>https://a.example/ferry</link><description>The ferry left at noon…</description></item>
<item><guid>2</guid><title>Mayor opens the new library</title><link>https://a.example/paid</link><description>The library is open.</description></item>
<item><guid>3</guid><title>Orchard harvest begins early</title><link>https://a.example/private/orchard</link><description>Apples are ripe.</description></item>
<item><guid>4</guid><title>Lighthouse keeper retires quietly</title><link>https://a.example/front</link><description>He kept it.</description></item>`

// articlePage is a page with an article of a few paragraphs.
func articlePage(title, extra string) string {
	p := "<p>" + strings.Repeat("The ferry left the harbour at noon with forty people and a goat on board, said the harbour master. ", 6) + "</p>"
	return "<!DOCTYPE html><html><head><title>" + title + "</title>" + extra + "</head><body><article><h1>" + title + "</h1>" + p + p + p + "</article></body></html>"
}

func TestPollerReadsPages(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		filed := map[string]articles.Article{}
		w.file = func(list []articles.Article) error {
			for _, a := range list {
				w.mu.Lock()
				filed[a.ID] = a
				w.mu.Unlock()
			}
			return nil
		}
		channel := ""
		w.serve = func(r *http.Request) *http.Response {
			switch r.URL.Path {
			case "/feed":
				return answer(200, rss(channel+teasers))
			case "/robots.txt":
				return answer(200, "User-agent: *\nDisallow: /private")
			case "/ferry":
				return answer(200, articlePage("Ferry runs again after the storm", ""))
			case "/front":
				return answer(200, articlePage("All our stories of today", ""))
			}
			return answer(402, "")
		}
		w.poller.o.Known = func(_ context.Context, a articles.Article) (bool, error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			_, ok := filed[a.ID]
			return ok, nil
		}
		s := source("a", "https://a.example/feed")
		s.FullText = articles.FullAuto
		w.poller.SetSources([]articles.Source{s})
		stop := w.run()
		w.pass(time.Minute)
		w.want("asked", &w.asked, "a.example/feed 0s", "a.example/robots.txt 1s", "a.example/ferry 2s", "a.example/paid 3s", "a.example/front 5s")
		w.mu.Lock()
		if n := len(filed["1"].Text); n < 1500 {
			t.Errorf("the text has %d bytes: %q", n, filed["1"].Text)
		}
		for _, id := range []string{"2", "3", "4"} {
			if filed[id].Text != "" {
				t.Errorf("article %s got the text %.80q", id, filed[id].Text)
			}
		}
		channel = "<ttl>1</ttl>" // the document changes, the articles do not
		w.asked = nil
		w.mu.Unlock()
		w.pass(6 * time.Minute)
		stop()
		w.want("asked then", &w.asked, "a.example/feed 5m0s")
		w.want("reports", &w.reports)
	})
}

func TestWantsPage(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Word after word. ", 100)
	tests := []struct {
		name string
		wish articles.FullText
		a    articles.Article
		want bool
	}{
		{"unset", "", articles.Article{URL: "u"}, false},
		{"feed", articles.FullFeed, articles.Article{URL: "u"}, false},
		{"page", articles.FullPage, articles.Article{URL: "u", Text: long}, true},
		{"no page", articles.FullPage, articles.Article{}, false},
		{"an episode", articles.FullPage, articles.Article{URL: "https://a.example/7.MP3?x=1"}, false},
		{"auto, nothing", articles.FullAuto, articles.Article{URL: "u"}, true},
		{"auto, all", articles.FullAuto, articles.Article{URL: "u", Text: long}, false},
		{"auto, cut off", articles.FullAuto, articles.Article{URL: "u", Text: long + "and then…"}, true},
		{"auto, read on", articles.FullAuto, articles.Article{URL: "u", Text: long + "Continue reading"}, true},
	}
	for _, tt := range tests {
		if got := wantsPage(tt.wish, tt.a); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestPageEndsACutTeaser takes the summary of a page for that of a feed which was
// cut in the middle, and leaves a whole one alone.
func TestPageEndsACutTeaser(t *testing.T) {
	t.Parallel()
	read := articles.Article{Title: "Bridge closed at dawn", Summary: "The bridge was closed at dawn.", Text: "The bridge was closed at dawn. Engineers found a crack."}
	for had, want := range map[string]string{
		"The bridge was closed at…": read.Summary,
		"A crack closes it.":        "A crack closes it.",
		"":                          read.Summary,
	} {
		a, err := withPage(articles.Article{Title: read.Title, Summary: had}, read, 0)
		if err != nil || a.Summary != want {
			t.Errorf("%q became %q, %v; want %q", had, a.Summary, err, want)
		}
	}
}
