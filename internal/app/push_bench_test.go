package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"herald/articles/websub"
	"herald/bot/console"
	"herald/internal/config"
)

// BenchmarkPush is a document with one new article, from its arrival until the
// article is filed on disk.
func BenchmarkPush(b *testing.B) {
	const feed = `<rss version="2.0"><channel><title>Wire</title>%s</channel></rss>`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", `</hub>; rel="hub", </feed>; rel="self"`)
		_, _ = io.WriteString(w, fmt.Sprintf(feed, ""))
	}))
	defer s.Close()
	text := "sources: [{name: wire, feed: '" + s.URL + "/feed', private: true}]\nschedules: [{name: breaking, cron: '* * * * *', posts: breaking}]\n"
	c, err := config.Load([]byte(text), config.Options{Dir: b.TempDir(), ParseAddress: addressParsers()})
	if err != nil {
		b.Fatal(err)
	}
	a, err := New(b.Context(), Options{Config: c, Console: console.New(console.Options{In: strings.NewReader(""), Out: io.Discard})})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- a.poller.Run(ctx) }()
	for hubs, ok := a.poller.Hubs(); !ok || len(hubs) == 0; hubs, ok = a.poller.Hubs() {
		runtime.Gosched() // the feed is being read for the first time
	}
	n := 0
	for b.Loop() {
		n++
		doc := fmt.Sprintf(feed, fmt.Sprintf("<item><guid>%d</guid><title>Gate %d of the barrier at port %d closes</title></item>", n, n, n%97))
		if err := a.takePush(ctx, websub.Feed{URL: s.URL + "/feed", Private: true, Hub: s.URL + "/hub", Topic: s.URL + "/feed"}, []byte(doc)); err != nil {
			b.Fatal(err)
		}
	}
	stop()
	if err := <-done; err != nil {
		b.Fatal(err)
	}
}
