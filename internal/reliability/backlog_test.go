package reliability_test

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// BenchmarkBacklog starts the program with -owed deliveries waiting for -channels
// channels on each platform and -articles articles of the year before, lets it send
// for a few seconds and stops it. Its metrics are the time from the start of the
// process to the first post that people see, and its memory.
//
//	go test ./internal/reliability -run '^$' -bench Backlog -benchtime 1x -channels 5000 -owed 100000
//	go test ./internal/reliability -run '^$' -bench Backlog -benchtime 1x -channels 50000 -owed 100000 -articles 1000000 -timeout 1h
func BenchmarkBacklog(b *testing.B) {
	build(b)
	for b.Loop() {
		w := newTown(b, *channels, *channels)
		lists := max(1, *owedPosts/(2**channels))
		w.oweLists(b, 1, lists)
		w.fillArchive(b, *archive)
		begun := time.Now()
		p := w.start(b)
		ctx, cancel := context.WithTimeout(b.Context(), patience)
		if !w.ledger.until(ctx, func() bool { return w.shown() > 0 }) {
			b.Fatalf("nothing comes; the log ends:\n%s", p.log.Tail(40))
		}
		took := time.Since(begun)
		// Memory tells only when posts have been flowing for a while.
		enough := min(1000, 2**channels*lists)
		w.ledger.until(ctx, func() bool { return w.shown() >= enough })
		cancel()
		most, now := p.resident()
		p.stop(b)
		b.ReportMetric(took.Seconds(), "first-post-s")
		b.ReportMetric(most, "MiB-most")
		b.ReportMetric(now, "MiB")
		b.ReportMetric(float64(2**channels*lists), "owed")
		b.ReportMetric(0, "ns/op")
	}
}

// shown is how many messages people see.
func (w *town) shown() int { return w.discord.Tally().Shown + w.telegram.Tally().Shown }

// fillArchive writes articles of the last year straight into the database, each a
// story of its own.
func (w *town) fillArchive(b *testing.B, n int) {
	if n == 0 {
		return
	}
	conn, err := w.ledger.db.Conn(b.Context())
	must(b, err)
	defer func() { _ = conn.Close() }()
	year, now := (365 * 24 * time.Hour).Microseconds(), time.Now().UnixMicro()
	const long, short = `hex(randomblob(4)) || ' '`, `hex(randomblob(3)) || ' '`
	for _, q := range []string{
		`PRAGMA synchronous = OFF`,
		`CREATE TEMP TABLE made (n INTEGER PRIMARY KEY, at BIGINT, words TEXT)`,
		fmt.Sprintf(`INSERT INTO made WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < %d)
			SELECT n, %d + n * %d, %s || %s || %s || %s || %s FROM count`, n, now-year, year/int64(n), long, short, long, short, long),
		`INSERT INTO stories (id, headline, appeared, filed) SELECT n + 1000000, words, at, at FROM made`,
		`INSERT INTO articles (seq, story, source, id, publisher, url, link, title, deck, summary, authors, keywords, published, updated,
			language, images, marker, marked_title, credits, appeared, filed, joined, text)
			SELECT n + 1000000, n + 1000000, 'archive', n, 'Archive', 'https://archive.example/' || n, 'https://archive.example/' || n,
			words, '', words || '.', '', '', at, 0, 'en', '', '', '', '', at, at, 'it is the first', '' FROM made`,
		`INSERT INTO article_texts (article, text) SELECT n + 1000000, words || words || words FROM made`,
		`INSERT INTO search (rowid, title, deck, summary, text, keywords) SELECT n + 1000000, words, '', words, words, '' FROM made`,
		`DROP TABLE made`,
		`PRAGMA wal_checkpoint(TRUNCATE)`, // else the program's first write would do it
	} {
		_, err := conn.ExecContext(b.Context(), q)
		must(b, err)
	}
}
