package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"herald/articles/feed"
	"herald/bot"
	"herald/bot/layout"
)

const (
	// lookEvery is how often Herald looks at itself, lookTime how long that may
	// take.
	lookEvery = 15 * time.Second
	lookTime  = 30 * time.Second
	// probeEvery is how often the database is written to, to see that it can be,
	// and probeTime how long that may take.
	probeEvery = time.Minute
	probeTime  = 10 * time.Second
	// directTime bounds a notice that is sent past the database.
	directTime = 20 * time.Second
)

// pulse is what Herald knows of its own heart.
type pulse struct {
	mu sync.Mutex
	// started is when Herald started, looked when it last looked at itself.
	started, looked time.Time
	// probed is when the database was last tried, wrote when that went well;
	// failing since when it does not, with err.
	probed, wrote, failing time.Time
	err                    error
	// told says that the admins know of it.
	told bool
}

// watchSelf looks at Herald every few seconds, and tells the admins what is
// wrong.
func (a *App) watchSelf(ctx context.Context) error {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	var last string // what was logged, until a look goes well
	for ctx.Err() == nil {
		switch err := a.look(ctx); {
		case err == nil:
			last = ""
		case ctx.Err() == nil && err.Error() != last:
			last = err.Error()
			a.alarms.log.Error("cannot tell the admins", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-ticker.C:
		case <-a.alarms.poked:
		}
	}
	return nil
}

// look is one look at everything.
func (a *App) look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	a.probe(ctx)
	err := a.alarms.board.Load(ctx)
	if err == nil {
		err = a.alarms.board.Look(ctx, a.picture(ctx))
	}
	a.pulse.mu.Lock()
	a.pulse.looked = a.Now()
	a.pulse.mu.Unlock()
	return err
}

// probe writes to the database now and then. When it fails twice in a row the
// admins are told past the database, which could not keep a notice.
func (a *App) probe(ctx context.Context) {
	p, now := &a.pulse, a.Now()
	p.mu.Lock()
	early := now.Sub(p.probed) < probeEvery && !now.Before(p.probed)
	p.mu.Unlock()
	if early {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	err := a.store.Put(ctx, "alive", now.UTC().Format(time.RFC3339))
	if errors.Is(err, context.Canceled) {
		return
	}
	if text := p.note(now, err); text != "" {
		a.alarms.log.Error("database", "state", text)
		a.tellDirectly(ctx, text)
	}
}

// note takes in how writing went, and words what the admins are to be told.
func (p *pulse) note(now time.Time, err error) (text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	again := !p.failing.IsZero()
	p.probed, p.err = now, err
	switch {
	case err == nil && p.told:
		text = fmt.Sprintf("Over: The database takes writes again. It lasted since %s.", p.failing.UTC().Format("15:04 UTC on 2 Jan"))
		p.told, p.failing, p.wrote = false, time.Time{}, now
	case err == nil:
		p.failing, p.wrote = time.Time{}, now
	case !again:
		p.failing = now
	case !p.told:
		text = fmt.Sprintf("Herald cannot write to its database: %s. Since %s.\n"+
			"Nothing new is filed or posted meanwhile. Herald keeps trying.\n"+
			"Look at the free space and the permissions of its disk.", brief(err.Error()), p.failing.UTC().Format("15:04 UTC"))
		p.told = true
	}
	return text
}

// tellDirectly sends a notice to the admin channels at once, and only once.
func (a *App) tellDirectly(ctx context.Context, text string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), directTime)
	defer cancel()
	for _, at := range a.adminChannels() {
		for _, p := range a.platforms {
			if p.Name() != at.Platform || a.refused.of(at.Platform) != nil {
				continue
			}
			if _, err := p.Send(ctx, bot.Post{To: at, Message: layout.Notice(text)}); err != nil {
				a.alarms.log.Error("cannot tell the admins", "channel", at.String(), "err", err)
			}
		}
	}
}

// feedsAt counts the feeds that work and fail, and says when one last worked.
func feedsAt(list []feed.SourceStatus) (working, failing int, last time.Time) {
	for _, s := range list {
		if s.Failures > 0 {
			failing++
		} else {
			working++
		}
		if s.OK.After(last) {
			last = s.OK
		}
	}
	return working, failing, last
}
