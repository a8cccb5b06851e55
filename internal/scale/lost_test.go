package scale

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/articles/feed"
	"herald/internal/store"
)

// busy is a store that fails now and then: transactions when they are about to be
// written, and what is remembered of sources.
type busy struct {
	*store.Store
	calls atomic.Int64
	// well says that it fails no more.
	well atomic.Bool
}

var errBusy = errors.New("another program keeps the database locked")

// fails is so for two of three calls, in a pattern that no source is in step with.
func (b *busy) fails() bool {
	n := b.calls.Add(1)
	return !b.well.Load() && n%7 != 0 && n%3 != 0
}

func (b *busy) Together(ctx context.Context, f func(desk.Store) error) error {
	return b.Store.Together(ctx, func(s desk.Store) error {
		if err := f(s); err != nil {
			return err
		}
		if b.fails() {
			return errBusy
		}
		return nil
	})
}

func (b *busy) SaveSourceStates(ctx context.Context, states map[string]feed.State) error {
	if b.fails() {
		return errBusy
	}
	return b.Store.SaveSourceStates(ctx, states)
}

func (b *busy) SaveFiledItems(ctx context.Context, items map[string][]byte) error {
	if b.fails() {
		return errBusy
	}
	return b.Store.SaveFiledItems(ctx, items)
}

// press plays publishers whose feeds hold ever more items, and knows what it has
// said, each version by its validator.
type press struct{ items atomic.Int64 }

func (p *press) RoundTrip(r *http.Request) (*http.Response, error) {
	n := int(p.items.Load())
	tag := fmt.Sprintf(`"%d"`, n)
	res := &http.Response{Request: r, Header: http.Header{"Etag": {tag}}, Body: http.NoBody}
	if r.Header.Get("If-None-Match") == tag {
		res.StatusCode = http.StatusNotModified
		return res, nil
	}
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>T</title>`)
	for i := n; i > 0; i-- {
		fmt.Fprintf(&b, `<item><title>Ship %d calls at %s with cargo %d</title><guid>%[1]d</guid></item>`, i, r.URL.Host, i*i)
	}
	b.WriteString(`</channel></rss>`)
	res.StatusCode, res.Body = http.StatusOK, io.NopCloser(strings.NewReader(b.String()))
	return res, nil
}

// TestNothingLost reads feeds into a store that fails most of the time, with
// restarts: in the end every item is filed, and none was filed twice. A validator
// that was kept before the items of its document would lose some for good.
func TestNothingLost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "herald.db")})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		b, world := &busy{Store: s}, &press{}
		var mu sync.Mutex
		filed := map[string]int{}
		var list []articles.Source
		for _, host := range []string{"aune", "brack", "carrow"} {
			list = append(list, articles.Source{Name: host, Kind: articles.KindFeed, Publisher: host, URL: "https://" + host + ".example/feed"})
		}
		read := func(span time.Duration) {
			d := desk.New(desk.Options{Store: b, OnFiled: func(_ context.Context, a articles.Article, _ articles.StoryID) {
				mu.Lock()
				defer mu.Unlock()
				filed[a.Source+"/"+a.ID]++
			}})
			p := feed.NewPoller(feed.PollerOptions{
				Client: feed.NewClient(feed.ClientOptions{Transport: world}), States: b, File: d.File, Every: time.Minute, Slowest: time.Minute,
			})
			p.SetSources(list)
			ctx, cancel := context.WithTimeout(t.Context(), span)
			defer cancel()
			if err := p.Run(ctx); err != nil {
				t.Fatal(err)
			}
		}
		const most = 110 // more than a transaction takes
		for n := int64(30); n <= most; n += 40 {
			world.items.Store(n)
			read(3 * time.Minute)
		}
		b.well.Store(true)
		read(5 * time.Minute)
		for _, source := range list {
			for i := range most {
				if n := filed[fmt.Sprint(source.Name, "/", i+1)]; n != 1 {
					t.Errorf("item %d of %s was filed %d times", i+1, source.Name, n)
				}
			}
		}
	})
}
