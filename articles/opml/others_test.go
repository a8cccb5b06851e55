package opml

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadAny(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, doc string
		want      []Feed
	}{
		{"OPML", `<opml><body><outline text="A" xmlUrl="https://a.example/rss"/></body></opml>`,
			[]Feed{{Title: "A", URL: "https://a.example/rss"}}},
		{"FeedCord", "\ufeff" + `{"Instances": [{"Id": "News", "RssUrls": ["https://a.example/rss", ""], "YoutubeUrls": ["https://video.example/@a"]},
			{"Id": "Sport", "RssUrls": ["https://a.example/rss"]}], "ConcurrentRequests": 40}`,
			[]Feed{{URL: "https://a.example/rss", Folders: []string{"News", "Sport"}}, {URL: "https://video.example/@a", Folders: []string{"News"}}}},
		{"older FeedCord", `{"RssUrls": ["YOUR URL", "https://a.example/rss"], "DiscordWebhookUrl": "https://discord.example/secret"}`,
			[]Feed{{URL: "https://a.example/rss"}}},
		{"irc-rss-feed-bot", `host: irc.example
feeds:
  "#news":
    Gazette: &base
      url: https://a.example/rss
      period: 12
    Both:
      url: [https://b.example/1, https://b.example/2]
    Page:
      url: https://c.example/
      hext: <a href:link/>
    Copy:
      <<: *base
      url: https://d.example/rss
  "##sport": {Wire: {url: https://a.example/rss}}
`, []Feed{
			{Title: "Wire", URL: "https://a.example/rss", Folders: []string{"sport", "news"}},
			{Title: "Both", URL: "https://b.example/1", Folders: []string{"news"}},
			{Title: "Both", URL: "https://b.example/2", Folders: []string{"news"}},
			{Title: "Copy", URL: "https://d.example/rss", Folders: []string{"news"}},
		}},
		{"newsboat", `# mine
https://a.example/rss news "two words" "~The Gazette"
http://b.example/rss "!" hidden
"query:Unread:unread = \"yes\""
exec:~/bin/feed
`, []Feed{
			{Title: "The Gazette", URL: "https://a.example/rss", Folders: []string{"news", "two words"}},
			{URL: "http://b.example/rss", Folders: []string{"hidden"}},
		}},
	} {
		got, err := ReadAny([]byte(c.doc))
		if d := cmp.Diff(c.want, got); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", c.name, err, d)
		}
	}
}

func TestReadAnyElse(t *testing.T) {
	t.Parallel()
	for name, doc := range map[string]string{"nothing": "", "words": "some words", "config": "sources:\n- a\n", "JSON": `{"a": 1}`, "empty": "feeds:\n"} {
		if got, err := ReadAny([]byte(doc)); !errors.Is(err, ErrNoList) {
			t.Errorf("%s: %v, got %+v", name, err, got)
		}
	}
	for name, doc := range map[string]string{"JSON": `{"RssUrls": 7}`, "YAML": "feeds: [a", "line": strings.Repeat("x", 1<<20)} {
		if got, err := ReadAny([]byte(doc)); err == nil {
			t.Errorf("%s: read as %+v", name, got)
		}
	}
}

func FuzzReadAny(f *testing.F) {
	for _, doc := range []string{`{"RssUrls": ["https://a.example/rss"]}`, "feeds:\n  a:\n    b: {url: https://a.example}\n", `https://a.example/rss "~A" b`} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		feeds, err := ReadAny(doc)
		if err == nil && len(feeds) > maxFeeds {
			t.Fatalf("%d feeds", len(feeds))
		}
		for _, feed := range feeds {
			if webAddress(feed.URL) != feed.URL {
				t.Fatalf("%q is no address", feed.URL)
			}
		}
	})
}
