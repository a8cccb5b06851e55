package commands

import (
	"fmt"
	"time"

	"herald/bot"
	"herald/scheduler"
)

// next is the next tick of a schedule; zero where none comes.
func (r *Router) next(s scheduler.Schedule, now time.Time) time.Time {
	if r.o.Next != nil {
		if t, ok := r.o.Next(s.Name); ok {
			return t
		}
	}
	return s.Spec.Next(now)
}

// coming says when a schedule posts next, in now's zone.
func (r *Router) coming(s scheduler.Schedule, now time.Time) []bot.Span {
	breaking := s.Posts == scheduler.PostsBreaking
	if breaking && s.AtOnce {
		return []bot.Span{{Text: "as soon as something breaks"}}
	}
	t := r.next(s, now)
	if t.IsZero() {
		return []bot.Span{{Text: "no time is set"}}
	}
	at := bot.Span{Text: clock(t, now), Time: t}
	if breaking {
		return []bot.Span{{Text: "when something breaks, looked for "}, at}
	}
	return []bot.Span{at}
}

// clock is a moment as people of now's zone say it: "at 07:00 on Mon 23 Nov
// (Europe/Berlin)".
func clock(t, now time.Time) string {
	t = t.In(now.Location())
	day := t.Format("on Mon 2 Jan")
	switch date := t.Format(time.DateOnly); date {
	case now.Format(time.DateOnly):
		day = "today"
	case now.AddDate(0, 0, 1).Format(time.DateOnly):
		day = "tomorrow"
	}
	return fmt.Sprintf("at %s %s (%s)", t.Format("15:04"), day, now.Location())
}

// posts says what a schedule posts.
func posts(s scheduler.Schedule) string {
	about := ""
	if s.Topic != "" {
		about = " about " + s.Topic
	}
	switch s.Posts {
	case scheduler.PostsBreaking:
		return "breaking stories" + about
	case scheduler.PostsDigest:
		return fmt.Sprintf("the %d top stories%s", s.Limit, about)
	}
	return fmt.Sprintf("the %d newest stories%s", s.Limit, about)
}
