package discord

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"herald/bot"
)

// The bounds of what is worked on and what may wait.
const (
	handlers      = 32
	waitingJobs   = 256
	waitingEvents = 1024
)

// run is one call of Run: what it works on, and what it knows.
type run struct {
	*Platform
	log    *slog.Logger
	host   bot.Host
	ctx    context.Context // of handlers; it ends a while after Run's
	cancel context.CancelFunc
	guilds *guilds
	lines  lines
	found  found
	// people answers interactions; house tells the host who came and went, in
	// order.
	people, house *pool
	asking        sync.WaitGroup
	registrar     *registrar
	self          atomic.Pointer[string] // the bot's own user id
}

func newRun(ctx context.Context, p *Platform, host bot.Host) *run {
	r := &run{
		Platform: p, log: p.log, host: host, guilds: newGuilds(),
		people: newPool(p.log, handlers, waitingJobs),
		house:  newPool(p.log, 1, waitingEvents),
	}
	r.ctx, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	r.registrar = newRegistrar(r)
	r.registrar.start(ctx)
	return r
}

// stop takes no more work, and waits for what was begun; after a while it is told
// to hurry.
func (r *run) stop() {
	hurry := time.AfterFunc(r.timing.stop, r.cancel)
	defer hurry.Stop()
	r.registrar.stop()
	r.people.close()
	r.house.close()
	r.people.wait()
	r.house.wait()
	r.asking.Wait()
	r.cancel()
	r.rest.http.CloseIdleConnections()
}

// event takes an event from the gateway. It only looks and queues: the gateway's
// reader waits for it.
func (r *run) event(from shard, kind string, data json.RawMessage) {
	defer rescue(r.log)
	switch kind {
	case "READY":
		r.onReady(from, data)
	case "GUILD_CREATE":
		r.onGuildCreate(data)
	case "GUILD_DELETE":
		r.onGuildDelete(data)
	case "CHANNEL_CREATE", "THREAD_CREATE":
		r.onChannelCreate(data)
	case "CHANNEL_UPDATE":
		r.onChannelUpdate(data)
	case "CHANNEL_DELETE", "THREAD_DELETE":
		r.onChannelDelete(data)
	case "INTERACTION_CREATE":
		r.onInteraction(data, time.Now())
	}
}

// read parses the data of an event. It takes only the fields that matter, so that
// a new kind of component or a changed field elsewhere breaks nothing.
func (r *run) read(kind string, data json.RawMessage, into any) bool {
	if err := json.Unmarshal(data, into); err != nil {
		r.log.Warn("unreadable event from the gateway", "event", kind, "err", err)
		return false
	}
	return true
}

// releasing calls release when the body is closed.
type releasing struct {
	io.ReadCloser
	release context.CancelFunc
}

// Close closes the body.
func (b *releasing) Close() error {
	defer b.release()
	return b.ReadCloser.Close()
}
