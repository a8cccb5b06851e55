package feed

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// TestFiledItems: of a document that has changed only what is new is filed, also
// after a restart.
func TestFiledItems(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		body := item("2", "1")
		w.serve = func(*http.Request) *http.Response { return answer(200, body) }
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.want("filed", &w.filed, "a/1", "a/2")
		body = item("3", "2", "1")
		w.pass(defaultEvery)
		w.want("filed", &w.filed, "a/1", "a/2", "a/3")
		if st := w.poller.Status()[0]; st.Articles != 3 {
			t.Errorf("the document held %d articles, want 3", st.Articles)
		}
		stop()
		w.poller = w.newPoller()
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		body = strings.Replace(item("4", "3", "2", "1"), "Story 1", "Story 1, corrected", 1)
		stop = w.run()
		defer stop()
		w.pass(defaultEvery)
		w.want("filed", &w.filed, "a/1", "a/2", "a/3", "a/1", "a/4")
	})
}

// TestFiledItemsNotFiled: what could not be filed is not taken for filed.
func TestFiledItemsNotFiled(t *testing.T) {
	bubble(t, func(_ *testing.T, w *world) {
		become := func(body string, failure error) {
			w.become(func() {
				w.serve = func(*http.Request) *http.Response { return answer(200, body) }
				w.file = func([]articles.Article) error { return failure }
			})
		}
		become(item("1"), nil)
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		defer w.run()()
		become(item("2", "1"), errors.New("the disk is full"))
		w.pass(defaultEvery)
		w.want("filed", &w.filed, "a/1")
		become(item("2", "1"), nil)
		w.pass(defaultEvery)
		w.want("filed", &w.filed, "a/1", "a/2")
	})
}

// TestFiledItemsOfOthers: they are filed again when the source is read for
// somebody else.
func TestFiledItemsOfOthers(t *testing.T) {
	bubble(t, func(_ *testing.T, w *world) {
		w.serve = func(*http.Request) *http.Response { return answer(200, item("1")) }
		list := []articles.Source{source("a", "https://a.example/feed")}
		w.poller.SetSources(list)
		w.run()()
		list[0].Publisher = "Somebody else"
		w.poller = w.newPoller()
		w.poller.SetSources(list)
		defer w.run()()
		w.pass(defaultEvery)
		w.want("filed", &w.filed, "a/1", "a/1")
	})
}

func TestPackItems(t *testing.T) {
	t.Parallel()
	data := packItems([]filedItem{{1, 0}, {1 << 63, -5}}, 7, "readers")
	want := &filedItems{context: 7, dates: map[uint64]int64{1: 0, 1 << 63: -5}}
	if diff := cmp.Diff(want, unpackItems(data, "readers"), cmp.AllowUnexported(filedItems{})); diff != "" {
		t.Errorf("unpacked (-want +got):\n%s", diff)
	}
	for _, bad := range []string{"", "readers", "others\n1234567812345678", string(data[:9])} {
		if got := unpackItems([]byte(bad), "readers"); len(got.dates) != 0 {
			t.Errorf("%q: unpacked %v", bad, got)
		}
	}
}

// TestHash: whatever a publisher changes about an item is seen.
func TestHash(t *testing.T) {
	t.Parallel()
	const doc = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title><language>en</language>` +
		`<item><title>Headline</title><guid>7</guid><description>Words.</description><category>Sea</category>` +
		`<media:content url="https://a.example/p.jpg"/></item></channel></rss>`
	hash := func(s string) string {
		d, err := read([]byte(s), source("a", ""), "https://a.example/", time.Now(), &filedItems{})
		if err != nil || len(d.items) != 1 {
			t.Fatalf("%d items, %v", len(d.items), err)
		}
		return fmt.Sprint(d.items[0].hash, d.context)
	}
	if hash(doc) != hash(strings.Replace(doc, "<title>T<", "<lastBuildDate>now</lastBuildDate><title>T<", 1)) {
		t.Error("an item changes when only the feed does")
	}
	for _, change := range [][2]string{
		{"Headline", "Headlines"}, {">7<", ">8<"}, {"Words", "Word"}, {"Sea", "See"}, {"p.jpg", "q.jpg"}, {">en<", ">de<"},
	} {
		if hash(doc) == hash(strings.Replace(doc, change[0], change[1], 1)) {
			t.Errorf("%s for %s is not seen", change[1], change[0])
		}
	}
}
