package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/thejerf/suture/v4"

	"herald/bot"
	"herald/bot/console"
)

// stopTime is how long the parts get to finish what is in flight.
const stopTime = 18 * time.Second

// Run runs Herald until ctx ends, and returns nil when everything has stopped in
// order. It returns earlier, with the reason, only when every platform has
// refused the bot. Parts that fail are started again, with back-off.
func (a *App) Run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	a.refused.all = func(err error) { stop(err) }

	supervisor := suture.New("herald", suture.Spec{
		EventHook: a.logEvent,
		Timeout:   stopTime,
	})
	a.addParts(supervisor, stop)
	err := supervisor.Serve(ctx)
	if reason := a.refused.reason(); reason != nil {
		return reason
	}
	if report, _ := supervisor.UnstoppedServiceReport(); len(report) > 0 {
		return fmt.Errorf("did not stop within %v: %s", stopTime, report[0].Name)
	}
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// addParts hands every long-running part to the supervisor.
func (a *App) addParts(s *suture.Supervisor, stop context.CancelCauseFunc) {
	// What is owed goes out while the desk still reads what was told before; who
	// files an article waits for it.
	s.Add(part{"desk", a.desk.Load})
	s.Add(part{"folders", a.folders.Serve})
	s.Add(part{"feeds", a.poller.Run})
	s.Add(part{"embargoes", a.desk.Run})
	s.Add(part{"schedules", a.afterLoad(a.runner.Run)})
	for _, c := range a.couriers {
		s.Add(part{"courier " + string(c.Platform.Name()), a.untilRefused(c.Platform, c.Run)})
	}
	for _, p := range a.platforms {
		run := func(ctx context.Context) error { return p.Run(ctx, a.router) }
		if p.Name() == bot.Console {
			run = a.converse(stop)
		}
		s.Add(part{string(p.Name()), a.untilRefused(p, run)})
	}
	s.Add(part{"approvals", func(ctx context.Context) error { a.awaitLoad(ctx); return a.reviewWaiting(ctx) }})
	s.Add(part{"forgetting", a.forgetOld})
	if a.hubs != nil {
		s.Add(part{"hubs", a.hubs.Run})
	}
	if a.watcher != nil {
		s.Add(part{"config", a.watch})
	}
	s.Add(part{"alarms", func(ctx context.Context) error { a.awaitLoad(ctx); return a.watchSelf(ctx) }})
	if a.server != nil {
		s.Add(part{"metrics", a.server.Serve})
	}
}

// afterLoad starts a part when the sources have been read once, so that a tick
// missed while Herald was down finds what came meanwhile.
func (a *App) afterLoad(run func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		a.awaitLoad(ctx)
		if err := a.edition.CatchUp(ctx); err != nil && ctx.Err() == nil {
			// The next tick owes it all the same.
			a.Log.Warn("cannot post what broke before the start", "part", "app", "err", err)
		}
		return run(ctx)
	}
}

// awaitLoad waits until the sources have been read once: what is known of them
// before that is old, and no reason to alarm anybody. A slow source keeps nobody
// waiting for longer than loadTime.
func (a *App) awaitLoad(ctx context.Context) {
	limit, cancel := context.WithTimeout(ctx, loadTime)
	defer cancel()
	_ = a.loaded.wait(limit)
}

// loadTime is how long schedules and alarms wait for the first reading of the sources.
const loadTime = 20 * time.Second

// untilRefused ends a platform's part for good when the platform refuses the
// bot; the other platforms go on.
func (a *App) untilRefused(p bot.Platform, run func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		err := run(ctx)
		if err == nil || ctx.Err() != nil {
			return err
		}
		if bot.FateOf(err).Fate != bot.Refused {
			return err
		}
		if a.refused.add(p.Name(), err) && !errors.Is(err, console.ErrLeft) {
			a.Log.Error("platform refuses the bot", "part", "app", "platform", p.Name(), "err", err)
			a.alarms.poke()
		}
		return suture.ErrDoNotRestart
	}
}

// Idle blocks until the sources have been read once and nothing is owed that may
// go out now. It needs Run to run.
func (a *App) Idle(ctx context.Context) error {
	if err := a.loaded.wait(ctx); err != nil {
		return err
	}
	for _, c := range a.couriers {
		if err := c.Idle(ctx); err != nil {
			return err
		}
	}
	return nil
}

// part is a named service of the supervisor.
type part struct {
	name string
	run  func(context.Context) error
}

// Serve runs the part. A part that ends without an error has done its work.
func (p part) Serve(ctx context.Context) error {
	if err := p.run(ctx); err != nil {
		return err
	}
	return suture.ErrDoNotRestart
}

func (p part) String() string { return p.name }

// logEvent logs what the supervisor sees.
func (a *App) logEvent(e suture.Event) {
	log := a.Log.With("part", "app")
	switch e := e.(type) {
	case suture.EventServicePanic:
		log.Error("part panicked", "name", e.ServiceName, "panic", e.PanicMsg, "stack", e.Stacktrace)
	case suture.EventServiceTerminate:
		if err, ok := e.Err.(error); ok && errors.Is(err, context.Canceled) {
			return
		}
		log.Warn("part failed and is started again", "name", e.ServiceName, "err", e.Err)
	case suture.EventBackoff:
		log.Warn("parts keep failing; waiting before the next start")
	case suture.EventStopTimeout:
		log.Error("part does not stop", "name", e.ServiceName)
	}
}
