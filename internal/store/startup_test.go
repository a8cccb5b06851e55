package store_test

import (
	"context"
	"database/sql"
	"flag"
	"path/filepath"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/store"
)

// scale is the size of the archive of BenchmarkStart, in thousands of channels;
// there are ten times as many articles, and as many deliveries owed.
var scale = flag.Int("scale", 1, "thousands of channels in BenchmarkStart")

// BenchmarkStart opens an archive and waits for the first post of a backlog:
//
//	go test ./internal/store -run '^$' -bench Start -benchtime 3x -scale 100
func BenchmarkStart(b *testing.B) {
	path := filepath.Join(b.TempDir(), "herald.db")
	fill(b, path, *scale*1000)
	for b.Loop() {
		start(b, path)
	}
}

// start opens the database, sends one post, and closes it.
func start(b *testing.B, path string) {
	b.Helper()
	begin := time.Now()
	s, err := store.Open(b.Context(), store.Options{Path: path})
	must(b, err)
	opened := time.Since(begin)
	p := &sink{first: make(chan struct{})}
	c := delivery.New(delivery.Options{
		Platform: p, Ledger: s, Limits: delivery.DiscordLimits(),
		Compose: func(context.Context, bot.Delivery) (bot.Message, error) { return bot.Say("x"), nil },
	})
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	<-p.first
	b.ReportMetric(float64(time.Since(begin).Milliseconds()), "first-post-ms")
	b.ReportMetric(float64(opened.Milliseconds()), "open-ms")
	cancel()
	must(b, <-ended)
	must(b, s.Close())
}

// fill makes an archive with n channels, 10 n articles of the last year and n
// deliveries owed. Articles are written as rows, by the database itself.
func fill(b *testing.B, path string, n int) {
	b.Helper()
	must(b, open(b, path).Close())
	db, err := sql.Open("sqlite", path)
	must(b, err)
	defer func() { _ = db.Close() }()
	numbers := `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) `
	now := time.Now().UnixMicro()
	for _, step := range []struct {
		text string
		args []any
	}{
		{numbers + `INSERT INTO channels (platform, address) SELECT 'discord', i FROM n`, []any{n}},
		{numbers + `INSERT INTO subscriptions (channel, number, schedule, topic, words, created) SELECT i, 1, 'now', '', '', 1 FROM n`, []any{n}},
		{numbers + `INSERT INTO stories (id, headline, appeared, filed) SELECT i, 'Story ' || i, ? - i * 31000000, ? - i * 31000000 FROM n`,
			[]any{10 * n, now, now}},
		{numbers + `INSERT INTO articles (seq, story, source, id, publisher, url, title, deck, summary, authors, keywords, published,
				updated, language, images, marker, marked_title, credits, appeared, filed, joined, text)
			SELECT i, i, 'feed', i, 'Post', '', 'Story ' || i, '', 'What came of it.', '', '', ? - i * 31000000, 0, '', '', '', '', '',
				? - i * 31000000, ? - i * 31000000, 'it is the first', '' FROM n`, []any{10 * n, now, now, now}},
		{numbers + `INSERT INTO article_texts (article, text) SELECT i, hex(zeroblob(500)) FROM n`, []any{10 * n}},
	} {
		_, err := db.Exec(step.text, step.args...)
		must(b, err)
	}
	s := open(b, path)
	owe(b, s, 0, 1)
	must(b, s.Close())
}
