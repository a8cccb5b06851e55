package app

import (
	"context"
	"fmt"
	"runtime/metrics"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/bot"
	"herald/bot/delivery"
	"herald/bot/layout"
)

// What /status lists of each, so that it fits one message; the others are
// counted.
const (
	problemsShown  = 5
	troubled       = 5
	schedulesShown = 8
	// sentence bounds the text of a problem in characters.
	sentence = 160
)

// status is what /status says beyond counts: problems, platforms, sources,
// schedules.
func (a *App) status(ctx context.Context) []bot.Block {
	now := a.Now()
	blocks := []bot.Block{bot.Text(bot.Item, a.selfLine(now))}
	blocks = append(blocks, a.judgedLine(ctx, now)...)
	blocks = append(blocks, a.problemLines(now)...)
	blocks = append(blocks, bot.Text(bot.Heading, "Platforms"))
	queues, _ := a.backlog.read(ctx) // without it the line says less
	for i, p := range a.platforms {
		blocks = append(blocks, bot.Text(bot.Item, a.platformLine(p, a.couriers[i].Stats(), queues, now)))
	}
	blocks = append(blocks, bot.Text(bot.Heading, "Sources"))
	blocks = append(blocks, a.sourceLines(now)...)
	blocks = append(blocks, a.embargoLine(ctx, now)...)
	return append(blocks, a.scheduleLines()...)
}

// selfLine tells of the process itself.
func (a *App) selfLine(now time.Time) string {
	text := fmt.Sprintf("Up for %s, %s of memory", lasting(now.Sub(a.pulse.started)), sizeOf(memory()))
	if n := databaseBytes(a.Config.Store); n > 0 {
		text += fmt.Sprintf(", %s of database", sizeOf(n))
	}
	return text
}

// memory is what the Go runtime has taken from the system and not given back.
func memory() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64() - sample[1].Value.Uint64())
}

// problemLines are what the admins were told of and is not over.
func (a *App) problemLines(now time.Time) []bot.Block {
	list := a.standing()
	if len(list) == 0 {
		return nil
	}
	blocks := []bot.Block{bot.Text(bot.Heading, "Problems")}
	for _, s := range list[:min(len(list), problemsShown)] {
		what, _, _ := strings.Cut(s.What, "\n")
		blocks = append(blocks, bot.Text(bot.Item, fmt.Sprintf("%s (for %s)", clip(what), lasting(now.Sub(s.Since)))))
	}
	return appendMore(blocks, len(list)-problemsShown)
}

func (a *App) platformLine(p bot.Platform, s delivery.Stats, queues []delivery.Backlog, now time.Time) string {
	name := p.Name()
	if a.refused.of(name) != nil {
		return fmt.Sprintf("%s: refuses the bot, stopped", name)
	}
	parts := []string{"on"}
	if l, ok := p.(bot.Linked); ok {
		parts[0] = "connected"
		if link := l.Link(); !link.Up {
			parts[0] = clip("not connected" + becauseOf(link.Reason))
		}
	}
	if !s.LastSent.IsZero() {
		parts = append(parts, "last post "+layout.Age(s.LastSent, now))
	}
	if age, owed := waiting(queues, name, now); owed > 0 {
		parts = append(parts, fmt.Sprintf("%d waiting for up to %s", owed, lasting(age)))
	}
	if s.Limited > 0 {
		parts = append(parts, "asked to wait "+plural(int(s.Limited), "time"))
	}
	return fmt.Sprintf("%s: %s", name, strings.Join(parts, ", "))
}

// sourceLines tell of the feeds that fail, the worst first, and count the rest.
func (a *App) sourceLines(now time.Time) []bot.Block {
	all := a.poller.Status()
	failing := slices.DeleteFunc(slices.Clone(all), func(s feed.SourceStatus) bool { return s.Failures == 0 })
	slices.SortStableFunc(failing, func(x, y feed.SourceStatus) int { return y.Failures - x.Failures })
	lines := []bot.Block{bot.Text(bot.Item, a.countSources(all, now))}
	for _, s := range failing[:min(len(failing), troubled)] {
		lines = append(lines, bot.Text(bot.Item, failure(s, now)))
	}
	return appendMore(lines, len(failing)-troubled)
}

func (a *App) countSources(feeds []feed.SourceStatus, now time.Time) string {
	folders := 0
	for _, s := range a.live.Load().Sources {
		if s.Kind == articles.KindFolder {
			folders++
		}
	}
	working, failing, last := feedsAt(feeds)
	parts := []string{plural(folders, "folder") + " watched"}
	if len(feeds) > 0 {
		parts = append(parts, plural(working, "feed")+" in order")
	}
	if failing > 0 {
		parts = append(parts, fmt.Sprintf("%d failing", failing))
	}
	if !last.IsZero() {
		parts = append(parts, "last fetch "+layout.Age(last, now))
	}
	return strings.Join(parts, ", ")
}

// embargoLine counts what waits under an embargo, and says when the first ends.
func (a *App) embargoLine(ctx context.Context, now time.Time) []bot.Block {
	list, err := a.store.Embargoes(ctx)
	if err != nil {
		a.Log.Warn("cannot count embargoes", "part", "app", "err", err)
	}
	if err != nil || len(list) == 0 {
		return nil
	}
	all := list[0]
	for _, e := range list[1:] {
		all.Articles += e.Articles
		if e.Next.Before(all.Next) {
			all.Next = e.Next
		}
	}
	return []bot.Block{bot.Text(bot.Item, fmt.Sprintf("Under an embargo: %s, the first for %s more",
		plural(all.Articles, "article"), lasting(max(all.Next.Sub(now), 0))))}
}

func failure(s feed.SourceStatus, now time.Time) string {
	last := "never worked"
	if !s.OK.IsZero() {
		last = "last worked " + layout.Age(s.OK, now)
	}
	return fmt.Sprintf("%s fails (%s, %s): %s", s.Name, plural(s.Failures, "time"), last, clip(s.Error))
}

// scheduleLines tell when each schedule ticks next.
func (a *App) scheduleLines() []bot.Block {
	blocks := []bot.Block{bot.Text(bot.Heading, "Schedules")}
	schedules := a.live.Load().Schedules
	for _, s := range schedules[:min(len(schedules), schedulesShown)] {
		line := s.Name + ": no further tick"
		if at, ok := a.runner.Next(s.Name); ok {
			line = fmt.Sprintf("%s: next %s", s.Name, at.Format("Mon 2 Jan 15:04 MST"))
		}
		blocks = append(blocks, bot.Text(bot.Item, line))
	}
	return appendMore(blocks, len(schedules)-schedulesShown)
}

// appendMore counts what is not shown.
func appendMore(blocks []bot.Block, n int) []bot.Block {
	if n <= 0 {
		return blocks
	}
	return append(blocks, bot.Text(bot.Small, fmt.Sprintf("and %d more", n)))
}

// clip bounds a text that others wrote.
func clip(s string) string {
	if r := []rune(s); len(r) > sentence {
		return string(r[:sentence]) + "…"
	}
	return s
}

// oneDay and oneYear are the longer units in which lasting counts; a leap day is one more day.
const (
	oneDay  = 24 * time.Hour
	oneYear = 365 * oneDay
)

// lasting writes how long something lasts, in its two largest units.
func lasting(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", max(d, 0)/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < oneDay:
		return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
	case d < oneYear:
		return fmt.Sprintf("%d d %d h", d/oneDay, d%oneDay/time.Hour)
	}
	return fmt.Sprintf("%d y %d d", d/oneYear, d%oneYear/oneDay)
}

// sizeOf writes a size as people read it.
func sizeOf(n int64) string {
	const unit = 1 << 20
	if n < unit {
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d MiB", n/unit)
}
