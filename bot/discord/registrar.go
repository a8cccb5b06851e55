package discord

import (
	"context"
	"net/http"
	"reflect"
	"sync"

	"herald/bot"
)

// registrar keeps Discord's list of commands like the host's. It compares first:
// Discord allows few changes a day
// (https://discord.com/developers/docs/interactions/application-commands#registering-a-command).
type registrar struct {
	run    *run
	wakes  chan string
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

func newRegistrar(r *run) *registrar { return &registrar{run: r, wakes: make(chan string, 1)} }

func (g *registrar) start(ctx context.Context) {
	ctx, g.cancel = context.WithCancel(ctx)
	g.wg.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case application := <-g.wakes:
				g.see(ctx, application)
			}
		}
	})
}

func (g *registrar) stop() {
	g.cancel()
	g.wg.Wait()
}

// wake has the commands of an application looked at. It does not block.
func (g *registrar) wake(application string) {
	if !isSnowflake(application) {
		g.run.log.Warn("commands not registered: the application has no id")
		return
	}
	select {
	case g.wakes <- application:
	default:
	}
}

// see tries until the commands are registered, or can not be.
func (g *registrar) see(ctx context.Context, application string) {
	defer rescue(g.run.log)
	for {
		changed, err := g.register(ctx, application)
		if err == nil {
			if changed {
				g.run.log.Info("commands registered")
			}
			return
		}
		if ctx.Err() != nil {
			return
		}
		e := classify(err, true)
		g.run.log.Warn("commands not registered", "err", err)
		if e.Fate != bot.Retry && e.Fate != bot.Wait {
			return
		}
		if !sleep(ctx, max(g.run.timing.retry, e.After)) {
			return
		}
	}
}

// register compares, and writes the whole list where it differs.
func (g *registrar) register(ctx context.Context, application string) (changed bool, err error) {
	path := "/applications/" + application + "/commands"
	want := menu(g.run.host.Commands())
	var have []command
	if err := g.run.rest.do(ctx, http.MethodGet, path, nil, &have); err != nil {
		return false, err
	}
	if same(have, want) {
		return false, nil
	}
	return true, g.run.rest.do(ctx, http.MethodPut, path, want, nil)
}

// same reports whether two lists are alike, in whatever order.
func same(a, b []command) bool {
	if len(a) != len(b) {
		return false
	}
	byName := map[string]command{}
	for _, c := range a {
		byName[c.Name] = c
	}
	for _, c := range b {
		if have, ok := byName[c.Name]; !ok || !reflect.DeepEqual(have, c) {
			return false
		}
	}
	return true
}
