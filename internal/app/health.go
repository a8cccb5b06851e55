package app

import (
	"context"
	"fmt"
	"time"

	"herald/bot"
)

const (
	// aliveFor is how long Herald may be silent about itself, and unable to write,
	// before whoever runs it should start it again.
	aliveFor = 3 * time.Minute
	// linkGrace is how long a platform may be away before it counts as not ready:
	// connections are made anew now and then.
	linkGrace = time.Minute
)

// alive is what /healthz says: whether a restart might help.
func (a *App) alive(context.Context) []string {
	p, now := &a.pulse, a.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	var wrong []string
	if last := later(p.looked, p.started); now.Sub(last) > aliveFor {
		wrong = append(wrong, fmt.Sprintf("stuck: Herald has not looked at itself for %s", now.Sub(last).Round(time.Second)))
	}
	if last := later(p.wrote, p.started); now.Sub(last) > aliveFor {
		wrong = append(wrong, fmt.Sprintf("database: not written to for %s%s", now.Sub(last).Round(time.Second), because(p.err)))
	}
	return wrong
}

// ready is what /readyz says: whether posts and articles get through.
func (a *App) ready(ctx context.Context) []string {
	wrong := a.alive(ctx)
	if !a.loaded.isOpen() {
		wrong = append(wrong, "sources: not all have been read yet")
	}
	for _, p := range a.platforms {
		if text := a.unready(p); text != "" {
			wrong = append(wrong, fmt.Sprintf("%s: %s", p.Name(), text))
		}
	}
	if working, failing, last := feedsAt(a.poller.Status()); working == 0 && failing > 0 {
		wrong = append(wrong, fmt.Sprintf("sources: none of %s works%s", plural(failing, "feed"), sinceWhen(last)))
	}
	queues, err := a.backlog.read(ctx)
	if err != nil {
		return append(wrong, "database: cannot be read")
	}
	for _, p := range a.platforms {
		if age, owed := waiting(queues, p.Name(), a.Now()); age > queueAge {
			wrong = append(wrong, fmt.Sprintf("%s: %s wait, the oldest for %s", p.Name(), plural(owed, "post"), age.Round(time.Second)))
		}
	}
	return wrong
}

// unready says why a platform is not; empty when it is.
func (a *App) unready(p bot.Platform) string {
	if a.refused.of(p.Name()) != nil {
		return "refuses the bot"
	}
	l, ok := p.(bot.Linked)
	if !ok {
		return ""
	}
	link := l.Link()
	switch {
	case link.Up:
		return ""
	case link.Since.IsZero() || link.Times == 0:
		return "not connected yet" + becauseOf(link.Reason)
	case a.Now().Sub(link.Since) > linkGrace:
		return "not connected" + sinceWhen(link.Since) + becauseOf(link.Reason)
	}
	return ""
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func because(err error) string {
	if err == nil {
		return ""
	}
	return becauseOf(err.Error())
}

func becauseOf(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + brief(reason)
}

func sinceWhen(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return " since " + t.UTC().Format("15:04 UTC on 2 Jan")
}
