package app

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/articles/websub"
	"herald/internal/config"
	"herald/internal/store"
)

func TestReportSources(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "herald.db")
	source := func(name string) articles.Source {
		return articles.Source{Name: name, Kind: articles.KindFeed, URL: "https://" + name + ".example/feed?key=hush"}
	}
	inbox := t.TempDir()
	c := &config.Config{Store: path, Sources: []articles.Source{
		source("good"), source("bad"), source("new"),
		{Name: "wire", Kind: articles.KindFolder, Path: inbox}, {Name: "lost", Kind: articles.KindFolder, Path: filepath.Join(inbox, "gone")},
	}}
	report := func() string {
		var b strings.Builder
		if err := ReportSources(t.Context(), &b, c, now); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if got := report(); strings.Count(got, "not asked yet") != 3 {
		t.Errorf("without a database:\n%s", got)
	}
	db, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for name, st := range map[string]feed.State{
		"good": {OK: now.Add(-time.Minute), Due: now.Add(time.Hour), Memory: feed.Memory{Why: "its own rhythm", Address: "https://moved.example/?key=hush"}},
		"bad":  {OK: now.Add(-time.Hour), Due: now, Failures: 3, Error: "bad.example: HTTP 503", Memory: feed.Memory{Why: "back-off after failure 3"}},
	} {
		if err := db.SaveSourceState(t.Context(), name, st); err != nil {
			t.Fatal(err)
		}
	}
	for i, until := range []time.Time{now.Add(2 * time.Hour), now.Add(time.Hour)} {
		a := articles.Article{ID: strconv.Itoa(i), Source: "wire", Publisher: "Wire", Title: "Bridge closes", Embargo: until, URL: "https://wire.example/" + strconv.Itoa(i)}
		if err := db.Shelve(t.Context(), a, now); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Why(t.Context(), c, "https://wire.example/1?utm_source=x", 9, now); err == nil || !strings.Contains(err.Error(), "under an embargo until Sat 14 Mar 2026 13:00:00 UTC") {
		t.Errorf("why of what waits: %v", err)
	}
	hubs := map[string]feed.Hub{}
	for _, name := range []string{"told", "denied", "slow", "fresh"} {
		c.Sources = append(c.Sources, source(name))
		hubs[name] = feed.Hub{URL: "https://hub.example/?key=hush", Topic: "https://" + name + ".example/feed"}
		st := feed.State{OK: now, Due: now, Memory: feed.Memory{Why: "its hub tells of news", Hub: hubs[name]}}
		if name == "told" {
			st.Memory.Pushed = now.Add(-time.Hour)
			st.Memory.Hub.Others = []string{"https://other.example/hub"}
		}
		if err := db.SaveSourceState(t.Context(), name, st); err != nil {
			t.Fatal(err)
		}
	}
	if got := report(); strings.Count(got, "  hub: hub.example; it could tell of news if websub.public_url were set\n") != 4 {
		t.Errorf("without a public address:\n%s", got)
	}
	c.WebSub = "https://herald.example"
	for name, l := range map[string]websub.Lease{
		"told": {State: websub.Held, Until: now.Add(time.Hour)}, "denied": {State: websub.Denied, Reason: "no room"},
		"slow": {State: websub.Asked, Reason: "hub.example: HTTP 503"},
	} {
		l.ID, l.URL, l.Hub, l.Secret = name, source(name).URL, hubs[name].URL, "hush"
		if err := db.SaveHubLease(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	const asked = `
  works
  last success: Sat 14 Mar 2026 12:00:00 UTC
  next look: at once (its hub tells of news)
  hub: hub.example`
	want := `
good: https://good.example/feed (found at https://moved.example/)
  works
  last success: Sat 14 Mar 2026 11:59:00 UTC
  next look: Sat 14 Mar 2026 13:00:00 UTC (its own rhythm)

bad: https://bad.example/feed
  fails (3 times): bad.example: HTTP 503
  last success: Sat 14 Mar 2026 11:00:00 UTC
  next look: at once (back-off after failure 3)

new: https://new.example/feed
  not asked yet

wire: folder ` + inbox + `
  can be read; it is whenever a file in it changes
  under an embargo: 2 articles, the first until Sat 14 Mar 2026 13:00:00 UTC

lost: folder ` + inbox + `/gone
  cannot be read: no such file or directory

told: https://told.example/feed` + asked + ` tells of news until Sat 14 Mar 2026 13:00:00 UTC, last at Sat 14 Mar 2026 11:00:00 UTC
  hub: other.example, not asked yet

denied: https://denied.example/feed` + asked + ` refuses to tell of news: no room

slow: https://slow.example/feed` + asked + ` has not agreed yet: hub.example: HTTP 503

fresh: https://fresh.example/feed` + asked + `, not asked yet
`
	if got := report(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
