package discord

import (
	"context"
	"sync"

	"herald/bot"
)

// maxFound bounds the channels that wait to be looked at.
const maxFound = 200_000

// found are channels in which the bot may write, and their names. Many come at
// once at the start, so they are looked at together.
type found struct {
	mu       sync.Mutex
	channels map[string]string
}

// add notes channels, and reports whether they are the first since take.
func (f *found) add(list []guildChannel) (first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	first = len(f.channels) == 0
	if first {
		f.channels = map[string]string{}
	}
	for _, c := range list {
		if len(f.channels) < maxFound {
			f.channels[c.ID] = c.Name
		}
	}
	return first && len(f.channels) > 0
}

func (f *found) take() map[string]string {
	f.mu.Lock()
	defer f.mu.Unlock()
	taken := f.channels
	f.channels = nil
	return taken
}

// foundOpen has the host told of those channels that were given up and can be
// written to again: the bot was added again, or got its permissions back.
func (r *run) foundOpen(list []guildChannel) {
	keeper, ok := r.host.(bot.Keeper)
	if ok && r.found.add(list) {
		r.do("channels to come back to", func() { r.comeBack(keeper) })
	}
}

func (r *run) comeBack(keeper bot.Keeper) {
	open := r.found.take()
	ctx, cancel := context.WithTimeout(r.ctx, r.timing.handle)
	defer cancel()
	paused, err := keeper.Paused(ctx, bot.Discord)
	if err != nil {
		r.log.Warn("cannot tell which channels were given up", "err", err)
		return
	}
	for _, a := range paused {
		if name, ok := open[a.ID]; ok {
			r.host.Joined(ctx, a, bot.PlaceGroup, channelTitle(name))
			r.log.Info("channel can be written to again", "channel", a.ID)
		}
	}
}
