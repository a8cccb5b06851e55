package feed

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"herald/articles"
)

// paged is a world with a feed of one teaser, whose page and robots.txt may fail.
func (w *world) paged(link string) {
	filed := map[string]string{}
	w.file = func(list []articles.Article) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, a := range list {
			if a.Text != "" {
				filed[a.ID] = a.Text
			} else if _, ok := filed[a.ID]; !ok {
				filed[a.ID] = ""
			}
		}
		return nil
	}
	w.texts = filed
	w.poller.o.Known = func(_ context.Context, a articles.Article) (bool, error) {
		w.mu.Lock()
		defer w.mu.Unlock()
		_, ok := filed[a.ID]
		return ok, nil
	}
	teaser := "<item><guid>1</guid><title>Ferry runs again after the storm</title><link>" + link + "</link><description>The ferry left at noon…</description></item>"
	w.serve = func(r *http.Request) *http.Response {
		switch {
		case r.URL.Path == "/feed":
			return answer(200, rss(teaser))
		case r.URL.Path == "/robots.txt":
			return answer(w.robotsStatus, "")
		case w.pageStatus == 200:
			return answer(200, articlePage("Ferry runs again after the storm", ""))
		}
		return answer(w.pageStatus, "", "Retry-After", w.retryAfter)
	}
	w.robotsStatus = 404
	s := source("a", "https://a.example/feed")
	s.FullText, s.Every = articles.FullAuto, 1000*time.Hour
	w.poller.SetSources([]articles.Source{s})
}

// pages are the times at which a page was asked for, and forgets them.
func (w *world) pages() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var times []string
	for _, s := range w.asked {
		if _, at, ok := strings.Cut(s, "/ferry "); ok {
			times = append(times, at)
		}
	}
	w.asked = nil
	return strings.Join(times, " ")
}

func (w *world) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.texts["1"]
}

func TestFailedPageIsTriedAgain(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.paged("https://www.a.example/ferry")
		w.pageStatus = 503
		stop := w.run()
		w.pass(2 * time.Hour)
		if got := w.pages(); got != "2s 10m2s 1h10m2s" {
			t.Errorf("asked at %s", got)
		}
		if _, known := w.texts["1"]; !known || w.text() != "" {
			t.Error("the article was not filed with what the feed says")
		}
		stop()
		// It is not forgotten over a restart, and read when the page is back.
		old := w.poller
		w.poller = w.newPoller()
		w.poller.o.Known = old.o.Known
		w.poller.SetSources(old.sources)
		w.become(func() { w.pageStatus = 200 })
		stop = w.run()
		defer func() { stop() }()
		w.pass(6 * time.Hour)
		if got := w.pages(); got != "7h10m3s" || len(w.text()) < 1500 {
			t.Errorf("asked at %s, filed %.80q", got, w.text())
		}
		w.pass(24 * time.Hour)
		if got := w.pages(); got != "" {
			t.Errorf("asked again at %s", got)
		}
	})
}

func TestFailuresOfPages(t *testing.T) {
	for _, test := range []struct {
		name         string
		page, robots int
		after, want  string
	}{
		{"never comes", 500, 404, "", "2s 10m2s 1h10m2s 7h10m2s"},
		{"not there", 404, 404, "", "2s"},
		{"to be paid for", 402, 404, "", "2s"},
		{"too often", 429, 404, "7200", "2s 2h0m2s 4h0m2s 10h0m2s"},
		{"no robots.txt to be had", 200, 500, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, w *world) {
				w.paged("https://a.example/ferry")
				w.pageStatus, w.robotsStatus, w.retryAfter = test.page, test.robots, test.after
				defer w.run()()
				w.pass(80 * time.Hour)
				if got := w.pages(); got != test.want {
					t.Errorf("asked at %q, want %q", got, test.want)
				}
				if n := len(w.poller.feeds[groupKey{"https://a.example/feed", false}].state.Memory.Pages); n != 0 {
					t.Errorf("%d pages wait", n)
				}
			})
		})
	}
}

// TestPageOfABusyHost sees that pages wait for their own host and not for the
// feed's.
func TestPageOfABusyHost(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.paged("https://b.example/ferry")
		w.pageStatus = 200
		serve := w.serve
		w.serve = func(r *http.Request) *http.Response {
			if r.URL.Host == "b.example" && r.URL.Path == "/slow" {
				<-time.After(20 * time.Second)
				return answer(200, item("1"))
			}
			return serve(r)
		}
		w.poller.SetSources(append(w.poller.sources, source("b", "https://b.example/slow")))
		defer w.run()()
		w.pass(time.Minute)
		if got := w.pages(); got != "22s" {
			t.Errorf("asked at %s", got)
		}
	})
}

func TestHostsThatHang(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.poller.o.Hosts = 2
		w.serve = func(r *http.Request) *http.Response {
			if strings.HasPrefix(r.URL.Host, "hangs") {
				return nil
			}
			return answer(200, item("1"))
		}
		var list []articles.Source
		for i := range 6 {
			list = append(list, source(fmt.Sprintf("a%d", i), fmt.Sprintf("https://hangs%d.example/feed", i)))
		}
		list = append(list, source("b", "https://works.example/feed"))
		w.poller.SetSources(list)
		defer w.run()()
		w.pass(14 * time.Second)
		w.want("filed before its turn", &w.filed)
		w.pass(2 * time.Second)
		w.want("filed while others hang", &w.filed, "b/1")
	})
}

func TestManyHostsThatHang(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.poller.o.Hosts = 1
		w.serve = func(*http.Request) *http.Response { return nil }
		var list []articles.Source
		for i := range 20 {
			list = append(list, source(fmt.Sprintf("a%02d", i), fmt.Sprintf("https://hangs%d.example/feed", i)))
		}
		w.poller.SetSources(list)
		defer w.run()()
		w.pass(5 * time.Minute)
		if w.count(&w.most) > 1+slowTimes || w.asks() < 20 {
			t.Errorf("%d at a time, %d asked", w.most, w.asks())
		}
	})
}

// TestSourcesOfOneSlowHostTakeTurns sees that a source which is due often does not
// keep others of its host waiting.
func TestSourcesOfOneSlowHostTakeTurns(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(*http.Request) *http.Response {
			<-time.After(20 * time.Second)
			return answer(200, item("1"))
		}
		var list []articles.Source
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			s := source(name, "https://slow.example/"+name)
			s.Every = 30 * time.Second
			list = append(list, s)
		}
		w.poller.SetSources(list)
		defer w.run()()
		w.pass(20 * time.Minute)
		w.mu.Lock()
		defer w.mu.Unlock()
		times := map[byte]int{}
		for _, s := range w.asked {
			times[s[len("slow.example/")]]++
		}
		for name, n := range times {
			if n < 11 || n > 12 {
				t.Errorf("%c was asked %d times, want as often as the others", name, n)
			}
		}
	})
}
