package reliability_test

import (
	"context"
	"testing"
	"time"
)

// BenchmarkBacklog starts the program with -owed deliveries waiting for -channels
// channels on each platform, lets it send for a few seconds and stops it. Its
// metrics are the time from the start of the process to the first post that
// people see, and its memory.
//
//	go test ./internal/reliability -run '^$' -bench Backlog -benchtime 1x -channels 5000 -owed 100000
func BenchmarkBacklog(b *testing.B) {
	for b.Loop() {
		w := newTown(b, *channels, *channels)
		lists := max(1, *owedPosts/(2**channels))
		w.oweLists(b, 1, lists)
		build(b)
		begun := time.Now()
		p := w.start(b)
		ctx, cancel := context.WithTimeout(b.Context(), patience)
		if !w.ledger.until(ctx, func() bool { return w.shown() > 0 }) {
			b.Fatalf("nothing comes; the log ends:\n%s", p.log.tail(40))
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
