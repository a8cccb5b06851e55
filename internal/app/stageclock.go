package app

import (
	"context"
	"errors"
	"time"

	"herald/bot"
	"herald/bot/delivery"
	"herald/scheduler"
	"herald/scheduler/edition"
)

// advance lets time go by: ticks run, and what was held goes out.
func (s *stage) advance(ctx context.Context, to time.Time) error {
	for {
		sch, at := s.nextTick()
		held, err := s.nextHeld(ctx)
		if err != nil {
			return err
		}
		switch {
		case !s.review.IsZero() && !s.review.After(to) && (at.IsZero() || s.review.Before(at)) && (held.IsZero() || s.review.Before(held)):
			s.set(s.review)
			if s.review, err = s.app.desk.Review(ctx); err != nil {
				return err
			}
		case !held.IsZero() && !held.After(to) && (at.IsZero() || held.Before(at)):
			s.set(held)
		case !at.IsZero() && !at.After(to):
			s.set(at)
			if err := s.tick(ctx, sch, at); err != nil {
				return err
			}
		default:
			s.set(to)
			return nil
		}
		if err := s.send(ctx); err != nil {
			return err
		}
	}
}

// set moves the clock on; it never goes back.
func (s *stage) set(at time.Time) {
	if at.After(s.now) {
		s.now = at
	}
}

// nextTick is the next tick of a schedule for which something has come. Ticks that
// would find nothing new are only remembered.
func (s *stage) nextTick() (which scheduler.Schedule, at time.Time) {
	for _, sch := range s.app.Config.Schedules {
		if !s.fresh[sch.Name] {
			continue
		}
		for next := s.next[sch.Name]; !next.IsZero() && !next.After(s.now); next = s.next[sch.Name] {
			s.last[sch.Name], s.next[sch.Name] = next, sch.Spec.Next(next)
		}
		if next := s.next[sch.Name]; !next.IsZero() && (at.IsZero() || next.Before(at)) {
			which, at = sch, next
		}
	}
	return which, at
}

// unsettled is how long before a tick an article must be filed to be surely in
// what the tick posts.
const unsettled = 2 * time.Second

// tick runs a tick of a schedule, after noting the one before it, which found
// nothing.
func (s *stage) tick(ctx context.Context, sch scheduler.Schedule, at time.Time) error {
	if last := s.last[sch.Name]; !last.IsZero() {
		_, err := s.app.store.Owe(ctx, edition.Tick{Schedule: sch.Name, At: last}, nil)
		if err != nil && !errors.Is(err, edition.ErrTicked) {
			return err
		}
	}
	s.last[sch.Name], s.next[sch.Name] = at, sch.Spec.Next(at)
	s.fresh[sch.Name] = at.Sub(s.filedAt) < unsettled
	return s.app.edition.Tick(ctx, sch, at)
}

// platforms are those to which a replay posts.
func platforms() []bot.PlatformName {
	return []bot.PlatformName{bot.Discord, bot.Telegram, bot.Console}
}

// nextHeld is when the next of what is held goes out, zero where nothing is.
func (s *stage) nextHeld(ctx context.Context) (first time.Time, err error) {
	for _, p := range platforms() {
		next, err := s.app.store.Next(ctx, p)
		if err != nil {
			return time.Time{}, err
		}
		if !next.IsZero() && (first.IsZero() || next.Before(first)) {
			first = next
		}
	}
	return first, nil
}

// send takes note of what goes out now.
func (s *stage) send(ctx context.Context) error {
	for _, p := range platforms() {
		list, err := delivery.Rehearse(ctx, s.app.store, p, s.now)
		if err != nil {
			return err
		}
		s.posts = append(s.posts, list...)
	}
	return nil
}
