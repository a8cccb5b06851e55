package app

import (
	"context"
	"os"

	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/alarm"
	"herald/internal/metrics"
)

// sample is what metrics read at each scrape.
func (a *App) sample(ctx context.Context) metrics.Sample {
	s := metrics.Sample{DatabaseBytes: databaseBytes(a.Config.Store), Alarms: len(a.standing())}
	if n, known := a.disk.space(); known {
		s.DiskFree = &n
	}
	s.SourcesWorking, s.SourcesFailing, s.FetchedAt = feedsAt(a.poller.Status())
	a.pulse.mu.Lock()
	s.WrittenAt = a.pulse.wrote
	a.pulse.mu.Unlock()
	queues, err := a.backlog.read(ctx)
	if err == nil { // a figure that is missing shows as one
		for _, p := range a.platforms {
			s.Queues = append(s.Queues, a.queuesOf(p.Name(), queues)...)
		}
	}
	for i, p := range a.platforms {
		s.Platforms = append(s.Platforms, a.platformSample(p, a.couriers[i].Stats()))
	}
	for _, schedule := range a.live.Load().Schedules {
		if next, ok := a.runner.Next(schedule.Name); ok {
			s.Schedules = append(s.Schedules, metrics.Schedule{Name: schedule.Name, Next: next})
		}
	}
	return s
}

// standing are the failures that the admins know of; lost channels are not
// Herald's failure.
func (a *App) standing() []alarm.Standing {
	var list []alarm.Standing
	for _, s := range a.alarms.board.Standing() {
		if alarm.Group(s.Key) != groupGone {
			list = append(list, s)
		}
	}
	return list
}

// databaseBytes is what a database takes on disk; 0 for one in memory.
func databaseBytes(path string) (n int64) {
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(path + suffix); err == nil {
			n += info.Size()
		}
	}
	return n
}

// queuesOf are the queues of a platform, one for each class; none is left out, so
// that a series never ends.
func (a *App) queuesOf(p bot.PlatformName, list []delivery.Backlog) []metrics.Queue {
	var queues []metrics.Queue
	for _, c := range bot.Classes() {
		q := metrics.Queue{Platform: string(p), Class: c.String()}
		for _, b := range list {
			if b.Platform != p || b.Class != c {
				continue
			}
			q.Owed, q.Later = b.Owed, b.Later
			if !b.Oldest.IsZero() {
				q.Age = max(a.Now().Sub(b.Oldest), 0)
			}
		}
		queues = append(queues, q)
	}
	return queues
}

func (a *App) platformSample(p bot.Platform, s delivery.Stats) metrics.Platform {
	m := metrics.Platform{
		Name: string(p.Name()), Up: true, Refused: a.refused.of(p.Name()) != nil,
		Waiting: s.Queued, InFlight: s.InFlight, Rate: s.PerSecond, Ceiling: s.Ceiling, InvalidLeft: s.InvalidLeft,
		Limited: s.Limited, LimitedAll: s.LimitedAll, SentAt: s.LastSent,
	}
	if l, ok := p.(bot.Linked); ok {
		link := l.Link()
		m.Up, m.Connections = link.Up, link.Times
	}
	m.Up = m.Up && !m.Refused
	return m
}
