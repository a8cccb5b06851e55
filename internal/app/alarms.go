package app

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"herald/bot"
	"herald/internal/alarm"
)

// noticeLife is how long a notice to the admins is worth sending.
const noticeLife = 24 * time.Hour

// gather is for how long what comes after a notice waits for company.
var gather = map[string]time.Duration{groupSource: 5 * time.Minute, groupFolder: 5 * time.Minute, groupGone: time.Minute, groupUncertain: 10 * time.Minute}

// alarms tells the admins, in the admin channels, what goes wrong. What is wrong
// is looked at again and again (see watch.go); a poke has it done at once.
type alarms struct {
	store interface {
		OweNotice(ctx context.Context, at bot.Address, key, text string, now, expires time.Time) error
	}
	channels func() []bot.Address
	now      func() time.Time
	log      *slog.Logger
	wake     func()
	board    *alarm.Board
	poked    chan struct{}

	mu sync.Mutex
	// lost are channels that could not be written to since the last look.
	lost map[bot.Address]bool
	// config is the mistake of a changed configuration that was refused, empty
	// while the newest one is in force; version tells mistakes apart.
	config, version string
	// folders are why folders cannot be read, nil for those that can, by source.
	folders map[string]error
}

// newAlarms ties the alarms to what the App has by now.
func (a *App) newAlarms() *alarms {
	n := &alarms{
		store: a.store, channels: a.adminChannels, now: a.Now, log: a.Log.With("part", "alarm"), wake: a.wake,
		poked: make(chan struct{}, 1), lost: map[bot.Address]bool{}, folders: map[string]error{},
	}
	n.board = alarm.New(alarm.Options{Store: a.store, Tell: n.tell, Gather: gather, Now: a.Now})
	return n
}

// tell owes a notice to every admin channel.
func (n *alarms) tell(ctx context.Context, key, text string) error {
	n.log.Info("telling the admins", "key", key)
	now := n.now()
	var errs []error
	for _, at := range n.channels() {
		errs = append(errs, n.store.OweNotice(ctx, at, "notice/"+key, text, now, now.Add(noticeLife)))
	}
	n.wake()
	return errors.Join(errs...)
}

// poke asks for a look at once.
func (n *alarms) poke() {
	select {
	case n.poked <- struct{}{}:
	default:
	}
}

// maxLost bounds the channels that are noted between two looks.
const maxLost = 1000

// gone notes a channel that cannot be written to any more.
func (n *alarms) gone(_ context.Context, c bot.Channel, reason string) {
	n.log.Warn("channel lost", "channel", c.Address.String(), "reason", reason)
	n.lose(c.Address)
	n.poke()
}

// lose has the next look see to a channel.
func (n *alarms) lose(at bot.Address) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.lost) < maxLost {
		n.lost[at] = true
	}
}

// takeLost are the channels noted since the last call.
func (n *alarms) takeLost() []bot.Address {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := slices.Collect(maps.Keys(n.lost))
	clear(n.lost)
	return list
}

// folder notes whether the folder of a source can be read.
func (n *alarms) folder(source string, err error) {
	n.mu.Lock()
	n.folders[source] = err
	n.mu.Unlock()
	n.poke()
}

// folderOf is why the folder of a source cannot be read, nil where it can; known is
// false where nobody has looked yet.
func (n *alarms) folderOf(source string) (known bool, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	err, known = n.folders[source]
	return known, err
}

// configRefused notes the mistakes of a changed configuration; none: it is in
// force.
func (n *alarms) configRefused(version, mistakes string) {
	n.mu.Lock()
	n.version, n.config = version, mistakes
	n.mu.Unlock()
	n.poke()
}

func (n *alarms) refusedConfig() (version, mistakes string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.version, n.config
}
