package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/feed"
	"herald/bot"
	"herald/bot/layout"
)

// troubled is how many failing sources /status lists; the others are counted.
const troubled = 8

// status is what /status says beyond counts: platforms, sources, schedules.
func (a *App) status(context.Context) []bot.Block {
	now := a.Now()
	blocks := []bot.Block{bot.Text(bot.Heading, "Platforms")}
	for _, p := range a.platforms {
		blocks = append(blocks, bot.Text(bot.Item, a.platformLine(p.Name())))
	}
	blocks = append(blocks, bot.Text(bot.Heading, "Sources"))
	blocks = append(blocks, a.sourceLines(now)...)
	blocks = append(blocks, bot.Text(bot.Heading, "Schedules"))
	for _, s := range a.live.Load().Schedules {
		line := s.Name + ": no further tick"
		if at, ok := a.runner.Next(s.Name); ok {
			line = fmt.Sprintf("%s: next %s", s.Name, at.Format("Mon 2 Jan 15:04 MST"))
		}
		blocks = append(blocks, bot.Text(bot.Item, line))
	}
	return blocks
}

func (a *App) platformLine(p bot.PlatformName) string {
	if err := a.refused.of(p); err != nil {
		return fmt.Sprintf("%s: refuses the bot, stopped", p)
	}
	return fmt.Sprintf("%s: on", p)
}

// sourceLines tell of the feeds that fail, the worst first, and count the rest.
func (a *App) sourceLines(now time.Time) []bot.Block {
	all := a.poller.Status()
	failing := slices.DeleteFunc(slices.Clone(all), func(s feed.SourceStatus) bool { return s.Failures == 0 })
	slices.SortStableFunc(failing, func(x, y feed.SourceStatus) int { return y.Failures - x.Failures })
	lines := []bot.Block{bot.Text(bot.Item, a.countSources(len(all)-len(failing), len(failing)))}
	for _, s := range failing[:min(len(failing), troubled)] {
		lines = append(lines, bot.Text(bot.Item, failure(s, now)))
	}
	return lines
}

func (a *App) countSources(working, failing int) string {
	folders := 0
	for _, s := range a.live.Load().Sources {
		if s.Kind == articles.KindFolder {
			folders++
		}
	}
	parts := []string{fmt.Sprintf("%d folders watched", folders), fmt.Sprintf("%d feeds in order", working)}
	if failing > 0 {
		parts = append(parts, fmt.Sprintf("%d failing", failing))
	}
	return strings.Join(parts, ", ")
}

func failure(s feed.SourceStatus, now time.Time) string {
	last := "never worked"
	if !s.OK.IsZero() {
		last = "last worked " + layout.Age(s.OK, now)
	}
	return fmt.Sprintf("%s fails (%d times, %s): %s", s.Name, s.Failures, last, s.Error)
}
