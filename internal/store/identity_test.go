package store_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/articles/feed"
	"herald/internal/store"
)

// site answers with what stands at an address; what it does not know is an empty
// robots.txt.
type site map[string]string

func (s site) Fetch(_ context.Context, r feed.Request) (feed.Response, error) {
	return feed.Response{Status: 200, Body: []byte(s[r.URL]), FinalURL: r.URL}, nil
}

// TestOneArticleAllTheWay polls a feed whose publisher changes everything by which
// an article can be known, one thing after the other, and looks at what is filed.
func TestOneArticleAllTheWay(t *testing.T) {
	const head = `<rss version="2.0"><channel>`
	page := `<html><head><title>Dam above Arlen fails</title><link rel="canonical" href="https://post.example/news/dam-fails"></head><body><article><h1>Dam above Arlen fails</h1>` +
		`<p>The dam above Arlen failed on Monday, and 7,000 people were told to leave their homes before the water came.</p></article></body></html>`
	item := func(title, link, guid, date string) string {
		return head + "<item><title>" + title + "</title><link>" + link + "</link><guid isPermaLink='false'>" + guid + "</guid><pubDate>" + date + "</pubDate></item></channel></rss>"
	}
	const first, later = "Fri, 31 Dec 1999 23:00:00 GMT", "Fri, 31 Dec 1999 23:30:00 GMT"
	steps := []struct{ name, doc string }{
		{"as it was", item("Dam above Arlen fails", "https://post.example/r?id=7", "a", first)},
		{"another headline", item("Dam above Arlen fails, 7,000 told to leave", "https://post.example/r?id=7", "a", first)},
		{"another date", item("Dam above Arlen fails, 7,000 told to leave", "https://post.example/r?id=7", "a", later)},
		{"another guid", item("Dam above Arlen fails, 7,000 told to leave", "https://post.example/r?id=7&amp;utm_source=rss", "b", later)},
		{"another guid and address", item("Dam above Arlen fails, 7,000 told to leave", "https://post.example/other", "c", later)},
		{"the address that the page names", item("7,000 told to leave as dam above Arlen fails", "https://www.post.example/news/dam-fails/", "d", first)},
	}
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(t.Context(), store.Options{Path: ":memory:"})
		if err != nil {
			t.Fatal(err)
		}
		d := desk.New(desk.Options{Store: s, Log: slog.New(slog.DiscardHandler)})
		post := site{"https://post.example/r?id=7": page}
		known := func(ctx context.Context, a articles.Article) (bool, error) {
			_, ok, err := s.Find(ctx, a)
			return ok, err
		}
		for _, step := range steps {
			post["https://post.example/feed"] = step.doc
			p := feed.NewPoller(feed.PollerOptions{Client: post, States: fresh{}, File: d.File, Known: known})
			p.SetSources([]articles.Source{{Name: "post", Publisher: "Post", Kind: articles.KindFeed, URL: "https://post.example/feed", FullText: articles.FullAuto}})
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() { done <- p.Run(ctx) }()
			<-time.After(time.Minute)
			cancel()
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			stories, err := s.Open(t.Context(), time.Time{})
			if err != nil || len(stories) != 1 || len(stories[0].Articles) != 1 {
				t.Errorf("%s: %v, %v", step.name, stories, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// fresh knows of no feed, so that every poller looks at once.
type fresh struct{}

func (fresh) SourceState(context.Context, string) (feed.State, error)   { return feed.State{}, nil }
func (fresh) SaveSourceState(context.Context, string, feed.State) error { return nil }
