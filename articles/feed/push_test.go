package feed

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

const links = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>` +
	`<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://a.example/feed?x=1&amp;y"/>`

func TestHubDiscovery(t *testing.T) {
	t.Parallel()
	const hub, topic = "https://hub.example/", "https://a.example/feed"
	entry := `<entry><id>1</id><title>Story</title></entry>`
	tests := []struct {
		name, link, doc string
		want            Hub
	}{
		{"rss", "", rss(links + "<item><title>S</title></item>"), Hub{URL: hub, Topic: "https://a.example/feed?x=1&y"}},
		{"rss with another prefix", "", `<rss version="2.0" xmlns:a10="http://www.w3.org/2005/Atom"><channel><title>T</title><a10:link rel="hub" href="https://hub.example/"/><a10:link rel="self" href="/feed"/></channel></rss>`, Hub{URL: hub, Topic: topic}},
		{"atom", "", `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link rel="hub" href="https://hub.example/"/><link rel="self" href="https://a.example/feed"/>` + entry + `</feed>`, Hub{URL: hub, Topic: topic}},
		{"atom with a link in an entry", "", `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link rel="self" href="https://a.example/feed"/><entry><id>1</id><title>S</title><link rel="hub" href="https://hub.example/"/></entry></feed>`, Hub{}},
		{"json", "", `{"version":"https://jsonfeed.org/version/1.1","title":"T","feed_url":"https://a.example/feed","hubs":[{"type":"rssCloud","url":"https://c.example/"},{"type":"WebSub","url":"https://hub.example/"}],"items":[]}`, Hub{URL: hub, Topic: topic}},
		{"header", `<https://hub.example/>; rel="hub", <https://a.example/feed>; rel=self`, rss(""), Hub{URL: hub, Topic: topic}},
		{"header first", `<https://other.example/>; rel="hub"`, rss(links), Hub{URL: "https://other.example/", Topic: "https://a.example/feed?x=1&y"}},
		{"header of both", `<https://hub.example/>; title="a, b; rel=self"; REL="x Hub", <feed>;rel="self alternate"`, rss(""), Hub{URL: hub, Topic: topic}},
		{"several", `<https://hub.example/>; rel=hub, <file:///x>; rel=hub, </hub>; rel=hub, <https://fourth.example/>; rel=hub, <feed>; rel=self`, rss(links),
			Hub{URL: hub, Topic: topic, Others: []string{"https://a.example/hub"}}},
		{"one twice", `<https://hub.example/>; rel=hub, <https://hub.example/>; rel=hub, <feed>; rel=self`, rss(""), Hub{URL: hub, Topic: topic}},
		{"no self", `<https://hub.example/>; rel=hub`, rss(""), Hub{}},
		{"no hub", `<https://a.example/feed>; rel=self`, rss(""), Hub{}},
		{"not on the web", `<file:///etc/passwd>; rel=hub, <https://a.example/feed>; rel=self`, rss(""), Hub{}},
		{"broken", `<https://hub.example/; rel=hub, >>><<<, ;;;="`, rss(""), Hub{}},
		{"many", strings.Repeat("<x>,", 10_000) + `<https://hub.example/>; rel=hub`, rss(""), Hub{}},
	}
	for _, test := range tests {
		d, err := Read([]byte(test.doc), source("a", "https://a.example/feed"), topic, time.Now())
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		got := headerLinks(http.Header{"Link": {test.link}}).or(d.links).from("https://a.example/feed")
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.name, diff)
		}
	}
}

// FuzzLinkHeader looks for a header that stops Herald or names what is not on the
// web.
func FuzzLinkHeader(f *testing.F) {
	f.Add(`<https://hub.example/>; rel="hub", <https://a.example/feed>; rel=self`)
	f.Add(`<`)
	f.Add(`>;rel="`)
	f.Fuzz(func(t *testing.T, value string) {
		h := headerLinks(http.Header{"Link": {value}}).from("https://a.example/feed")
		if h.URL != "" && !strings.HasPrefix(h.URL, "http") {
			t.Errorf("%q gives %+v", value, h)
		}
	})
}

// pushed has a feed with a hub polled once.
func (w *world) pushed(doc string) (Hubbed, func()) {
	w.serve = func(*http.Request) *http.Response { return answer(200, doc) }
	w.poller.o.Pushed = func(string, bool) bool { return !w.mute.Load() }
	w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
	stop := w.run()
	hubs, ok := w.poller.Hubs()
	if len(hubs) != 1 || !ok {
		w.t.Fatalf("hubs %v, %v", hubs, ok)
	}
	return hubs[0], stop
}

func dated(id string, at time.Time) string {
	return "<item><title>Story " + id + "</title><guid>" + id + "</guid><pubDate>" + at.Format(time.RFC1123Z) + "</pubDate></item>"
}

func TestHubsAreAllNamed(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		told := 0
		w.poller.o.OnHub = func() { w.become(func() { told++ }) }
		other := `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://other.example/"/>`
		_, stop := w.pushed(rss(links + dated("1", w.start)))
		defer stop()
		before := w.count(&told)
		w.become(func() {
			w.serve = func(*http.Request) *http.Response { return answer(200, rss(links+other+dated("2", w.start))) }
		})
		w.pass(10 * time.Minute)
		var hubs []string
		list, _ := w.poller.Hubs()
		for _, h := range list {
			hubs = append(hubs, h.URL+" "+h.Hub.URL+" "+h.Hub.Topic)
		}
		const feed, topic = "https://a.example/feed ", " https://a.example/feed?x=1&y"
		if diff := cmp.Diff([]string{feed + "https://hub.example/" + topic, feed + "https://other.example/" + topic}, hubs); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if n := w.count(&told) - before; n != 1 {
			t.Errorf("told %d times that there is another hub", n)
		}
	})
}

func TestPushedArticlesAreFiled(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		if _, ok := w.poller.Hubs(); ok {
			t.Error("the hubs are known before the sources were read")
		}
		old := dated("1", w.start.Add(-time.Hour))
		h, stop := w.pushed(rss(links + old))
		defer func() { stop() }()
		if h.URL != "https://a.example/feed" || h.Hub.URL != "https://hub.example/" {
			t.Errorf("hub %+v", h)
		}
		w.pass(time.Minute)
		if err := w.poller.Push(t.Context(), h, []byte(rss(dated("2", time.Now())))); err != nil {
			t.Fatal(err)
		}
		w.want("filed", &w.filed, "a/1", "a/2")
		if s := w.poller.Status()[0]; !slices.Equal(s.Hubs, []string{"https://hub.example/"}) || s.Pushed.IsZero() {
			t.Errorf("status %+v", s)
		}
		// From now on the feed is asked seldom, until the hub misses something.
		w.pass(5 * time.Hour)
		asked := w.asks()
		w.pass(10 * time.Hour)
		if n := w.asks() - asked; n != 5 || !w.poller.Status()[0].Slowed {
			t.Errorf("asked %d times in ten hours: %+v", n, w.poller.Status()[0])
		}
		missed := rss(links + dated("3", time.Now()) + old)
		w.become(func() { w.serve = func(*http.Request) *http.Response { return answer(200, missed) } })
		asked = w.asks()
		w.pass(12 * time.Hour)
		if n := w.asks() - asked; n < 20 || w.poller.Status()[0].Slowed {
			t.Errorf("asked %d times in twelve hours after the hub has missed an article", n)
		}
	})
}

func TestHubThatCeasesToTell(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		h, stop := w.pushed(rss(links + dated("1", w.start.Add(-time.Hour))))
		defer func() { stop() }()
		if err := w.poller.Push(t.Context(), h, []byte(rss(dated("2", time.Now())))); err != nil {
			t.Fatal(err)
		}
		w.pass(3 * time.Hour)
		asked := w.asks()
		w.mute.Store(true)
		w.poller.Repace()
		w.pass(time.Minute)
		if w.asks() != asked+1 {
			t.Error("the feed is not asked at once when its hub ceases to tell of news")
		}
	})
}

func TestPushedNews(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		h, stop := w.pushed(rss(links + dated("1", w.start.Add(-time.Hour))))
		defer func() { stop() }()
		w.pass(2 * time.Second)
		// A document that is no feed only tells that there is news.
		for _, doc := range []string{"", "<html>changed</html>"} {
			asked := w.asks()
			if err := w.poller.Push(t.Context(), h, []byte(doc)); err == nil {
				t.Errorf("%q is a feed", doc)
			}
			w.pass(2 * time.Second)
			if w.asks() != asked+1 {
				t.Errorf("%q: the feed was asked %d times", doc, w.asks()-asked)
			}
		}
		busy := errors.New("database is locked")
		w.become(func() { w.file = func([]articles.Article) error { return busy } })
		if err := w.poller.Push(t.Context(), h, []byte(item("2"))); !errors.Is(err, busy) {
			t.Errorf("err = %v", err)
		}
		h.URL = "https://gone.example/feed"
		if err := w.poller.Push(t.Context(), h, []byte(item("2"))); !errors.Is(err, errNotPolled) {
			t.Errorf("err = %v", err)
		}
	})
}

// TestPushWhileFetching sees that articles of one source are never filed twice at
// a time, and that a push is not forgotten by a fetch that began before it.
func TestPushWhileFetching(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		h, stop := w.pushed(rss(links + dated("1", w.start.Add(-time.Hour))))
		defer func() { stop() }()
		var filing atomic.Int32
		doc := rss(links + dated("1", w.start.Add(-time.Hour)) + "<ttl>1</ttl>")
		w.become(func() {
			w.file = func([]articles.Article) error {
				if filing.Add(1) > 1 {
					t.Error("filed twice at a time")
				}
				<-time.After(time.Second)
				filing.Add(-1)
				return nil
			}
			w.serve = func(*http.Request) *http.Response {
				<-time.After(5 * time.Second)
				return answer(200, doc)
			}
		})
		w.pass(5*time.Minute + 4500*time.Millisecond)
		done := make(chan error)
		go func() { done <- w.poller.Push(context.Background(), h, []byte(rss(dated("2", time.Now())))) }()
		w.pass(3 * time.Second)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if s := w.poller.Status()[0]; s.Pushed.IsZero() || s.Fetching {
			t.Errorf("status %+v", s)
		}
		if !slices.Contains(w.filed, "a/2") {
			t.Errorf("filed %q", w.filed)
		}
	})
}

func TestPost(t *testing.T) {
	t.Parallel()
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/hub":
			if r.PostFormValue("hub.mode") != "subscribe" || r.Header.Get("User-Agent") == "" {
				t.Errorf("got %v, %v", r.PostForm, r.Header)
			}
			w.WriteHeader(http.StatusAccepted)
		case "/moved":
			http.Redirect(w, r, "/hub", http.StatusTemporaryRedirect)
		case "/inside":
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusTemporaryRedirect)
		default:
			http.Error(w, "no secret=hush here", http.StatusForbidden)
		}
	})
	form := map[string][]string{"hub.mode": {"subscribe"}, "hub.secret": {"hush"}}
	for path, want := range map[string]string{"/hub": "", "/moved": "", "/inside": "not an address on the public internet", "/no": "HTTP 403, it refuses us"} {
		err := c.Post(t.Context(), Form{URL: base + path, Values: form, Private: true})
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hush")) {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, address := range []string{base + "/hub", "ftp://hub.example/", "::"} {
		if err := c.Post(t.Context(), Form{URL: address, Values: form}); err == nil {
			t.Errorf("%s was reached", address)
		}
	}
}
