package reliability_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
)

// The documented speeds, which bound a broadcast from below: messages a second
// over all private chats, and requests a second
// (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this,
// https://discord.com/developers/docs/topics/rate-limits#global-rate-limit).
const (
	telegramRate = 30
	discordRate  = 50
)

// BenchmarkBroadcast posts one breaking article to -channels channels on each
// platform at once, through servers that enforce the documented limits and take
// -latency for each call. Its metrics are, for each platform, the time from
// owed to the last post settled divided by the lower bound (x-bound), 429s, and the
// time from owed to settled (p50, p99); and the program's processor time for
// 1,000 posts and its memory.
//
//	go test ./internal/reliability -run '^$' -bench Broadcast -benchtime 1x -channels 3000 -latency 300ms
func BenchmarkBroadcast(b *testing.B) {
	for b.Loop() {
		w := newTown(b, *channels, *channels)
		w.discord.Unleash(discordtest.Chaos{Latency: *latency})
		w.telegram.Unleash(telegramtest.Chaos{Latency: *latency})
		p := w.start(b)
		w.awaitReady(b)
		ctx, cancel := context.WithTimeout(b.Context(), time.Minute+time.Duration(*channels)*time.Second/5)
		asked := w.keepAsking(ctx)
		w.breaks(b, 1)
		total := len(w.rooms) + len(w.people)
		if !w.ledger.until(ctx, func() bool { return w.settled(b) >= total }) {
			b.Fatalf("%d of %d settled; the log ends:\n%s", w.settled(b), total, p.log.Tail(40))
		}
		cancel()
		most, _ := p.resident()
		p.stop(b)
		w.report(b, "discord", w.discord.Tally().Limited, len(w.rooms), discordRate)
		w.report(b, "telegram", w.telegram.Tally().Limited, len(w.people), telegramRate)
		asked.report(b)
		b.ReportMetric(float64(p.cpu().Milliseconds())*1000/float64(total), "cpu-ms/1000-posts")
		b.ReportMetric(most, "MiB")
		b.ReportMetric(0, "ns/op")
	}
}

// awaitReady waits until the program listens on both platforms.
func (w *town) awaitReady(b testing.TB) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), patience)
	defer cancel()
	must(b, w.discord.AwaitReady(ctx, 1))
	must(b, w.telegram.AwaitPoll(ctx))
}

func (w *town) settled(t testing.TB) int {
	return w.ledger.count(t, `SELECT COUNT(*) FROM deliveries WHERE state IN `+settled)
}

// report tells how a broadcast went on one platform.
func (w *town) report(b *testing.B, platform string, limited, n int, rate float64) {
	b.Helper()
	rows, err := w.ledger.db.QueryContext(b.Context(), `SELECT d.settled - d.owed FROM deliveries d
		JOIN channels c ON c.id = d.channel WHERE c.platform = ? ORDER BY 1`, platform)
	must(b, err)
	defer func() { _ = rows.Close() }()
	var took []time.Duration
	for rows.Next() {
		var us int64
		must(b, rows.Scan(&us))
		took = append(took, time.Duration(us)*time.Microsecond)
	}
	must(b, rows.Err())
	if len(took) != n {
		b.Errorf("%s: %d deliveries, want %d", platform, len(took), n)
		return
	}
	bound := time.Duration(float64(n) / rate * float64(time.Second))
	b.ReportMetric(took[n-1].Seconds()/bound.Seconds(), platform+"-x-bound")
	b.ReportMetric(float64(limited), platform+"-429s")
	b.ReportMetric(took[n/2].Seconds(), platform+"-p50-s")
	b.ReportMetric(took[n*99/100].Seconds(), platform+"-p99-s")
}

// answers are the times that commands took from being given to being answered.
type answers struct {
	done               chan struct{}
	discord, telegram  []time.Duration
	unanswered, failed int
}

// keepAsking makes one person on each platform ask /latest again and again until
// ctx ends, as -ask says.
func (w *town) keepAsking(ctx context.Context) *answers {
	a := &answers{done: make(chan struct{})}
	if *askEvery == 0 {
		close(a.done)
		return a
	}
	room := w.discord.NewChannel(w.guild, "questions", discordtest.Text)
	dora := discordtest.User{ID: "42", Name: "Dora"}
	// Many people ask, for each may get one message a second only.
	const people = 100
	for i := range int64(people) {
		w.telegram.AddPerson(telegramtest.User{ID: 100 + i, Name: fmt.Sprint("Tina ", i)})
	}
	go func() {
		defer close(a.done)
		tick := time.NewTicker(*askEvery)
		defer tick.Stop()
		for n := int64(0); ; n++ {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			a.discord = append(a.discord, w.askDiscord(ctx, a, room, dora))
			a.telegram = append(a.telegram, w.askTelegram(ctx, a, telegramtest.User{ID: 100 + n%people, Name: "Tina"}))
		}
	}()
	return a
}

func (w *town) askDiscord(ctx context.Context, a *answers, room string, who discordtest.User) time.Duration {
	begun, before := time.Now(), len(w.discord.Messages(room))
	if _, err := w.discord.Slash(room, who, "latest"); err != nil {
		a.failed++
		return 0
	}
	if _, err := w.discord.AwaitMessages(ctx, room, before+1); err != nil {
		a.unanswered++
	}
	return time.Since(begun)
}

func (w *town) askTelegram(ctx context.Context, a *answers, who telegramtest.User) time.Duration {
	begun, before := time.Now(), len(w.telegram.Messages(who.ID, 0))
	w.telegram.Type(who.ID, 0, who, "/latest")
	if _, err := w.telegram.Await(ctx, who.ID, 0, before+1); err != nil {
		a.unanswered++
	}
	return time.Since(begun)
}

// report tells how long the answers took. The last of each may have been broken
// off by the end.
func (a *answers) report(b *testing.B) {
	<-a.done
	for name, took := range map[string][]time.Duration{"discord": a.discord, "telegram": a.telegram} {
		if len(took) < 2 {
			continue
		}
		took = slices.Sorted(slices.Values(took[:len(took)-1]))
		b.ReportMetric(float64(took[len(took)*99/100].Milliseconds()), name+"-answer-p99-ms")
		b.Logf("%s: %d answers, p50 %v, p99 %v, longest %v", name, len(took), took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
	}
	if a.failed > 0 {
		b.Errorf("%d commands could not be given", a.failed)
	}
}
