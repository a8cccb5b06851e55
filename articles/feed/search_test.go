package feed

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestFeedLinks(t *testing.T) {
	t.Parallel()
	known := []string{"https://news.example/feed", "https://news.example/rss", "https://news.example/feed.xml", "https://news.example/rss.xml", "https://news.example/atom.xml", "https://news.example/index.xml"}
	tests := []struct {
		name, page string
		want       []string
	}{
		{"none", "<p>Hello", known},
		{"named", `<link rel="alternate" type="application/rss+xml" href="/a.xml"><link REL="Alternate Home" TYPE="application/atom+xml; charset=utf-8" href="b">`,
			append([]string{"https://news.example/a.xml", "https://news.example/in/b"}, known[:4]...)},
		{"named before seen", `<a href="/feed/">Feed</a><a href="x.rss">x</a><a href="/about">y</a><link rel=alternate type=application/feed+json href=j>`,
			append([]string{"https://news.example/in/j", "https://news.example/feed/", "https://news.example/in/x.rss"}, known[:3]...)},
		{"not comments, styles or other languages", `<link rel=alternate type=application/rss+xml title="Comments Feed" href=c><link rel=alternate hreflang=de href=/de>
<link rel="alternate stylesheet" type=text/css href=s>`, known},
		{"base and bad addresses", `<base href="https://cdn.example/b/"><link rel=alternate type=text/xml href="javascript:x"><link rel=alternate type=text/xml href=f>`,
			append([]string{"https://cdn.example/b/f"}, known[:5]...)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, feedLinks([]byte(tt.page), "https://news.example/in/page")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func FuzzFeedLinks(f *testing.F) {
	f.Add([]byte(`<base href="//x"><link rel=alternate type=text/xml href="/a"><a href="rss">`))
	f.Add([]byte("<a href=\"http://[::1\"><a href='&#0;feed'"))
	f.Fuzz(func(t *testing.T, page []byte) {
		list := feedLinks(page, "https://news.example/in/page")
		if len(list) > maxTries {
			t.Errorf("%d links", len(list))
		}
		for _, link := range list {
			if _, err := parseURL(link); err != nil {
				t.Errorf("%q: %v", link, err)
			}
		}
	})
}

const pageWithFeed = `<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/broken"><link rel="alternate" type="application/rss+xml" href="/news"></head></html>`

func TestPollerFindsTheFeedOfAPage(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			switch r.URL.Path {
			case "/":
				return answer(200, pageWithFeed)
			case "/news":
				return answer(200, item("1"), "ETag", `"1"`)
			}
			return answer(404, "")
		}
		list := []articles.Source{source("a", "https://a.example/")}
		w.poller.SetSources(list)
		stop := w.run()
		w.pass(time.Minute)
		stop()
		w.poller = w.newPoller() // it is remembered over a restart
		w.poller.SetSources(list)
		stop = w.run()
		w.pass(5 * time.Minute)
		stop()
		w.want("asked", &w.asked, "a.example/ 0s", "a.example/broken 1s", "a.example/news 2s", "a.example/news 5m2s")
		w.want("filed", &w.filed, "a/1")
		w.want("reports", &w.reports)
		if got := w.headers[3].Get("If-None-Match"); got != `"1"` {
			t.Errorf("asked with the validator %q", got)
		}
	})
}

// A page without a feed is not searched at every look.
func TestPollerSearchesOnceADay(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			if r.URL.Path == "/" {
				return answer(200, "<!DOCTYPE html><html>")
			}
			return answer(404, "")
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/")})
		stop := w.run()
		w.pass(20 * time.Hour)
		stop()
		searched := 0
		for _, a := range w.asked {
			if !strings.HasPrefix(a, "a.example/ ") {
				searched++
			}
		}
		if searched != maxTries {
			t.Errorf("%d addresses tried: %v", searched, w.asked)
		}
		w.want("reports", &w.reports, "a: parse feed: this is a web page, not a feed")
	})
}
