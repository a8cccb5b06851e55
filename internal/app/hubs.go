package app

import (
	"context"
	"net/url"

	"herald/articles/feed"
	"herald/articles/websub"
	"herald/internal/health"
)

// hubPath is where hubs find Herald, below the public address.
const hubPath = "/websub"

// assembleHubs makes what holds leases at the hubs of feeds, where hubs can reach
// Herald.
func (a *App) assembleHubs() {
	if a.Config.WebSub == "" || a.Config.Listen == "" {
		return
	}
	a.hubs = websub.New(websub.Options{
		Base: a.Config.WebSub + hubPath, Store: a.store, Now: a.Now, Log: a.Log.With("part", "websub"),
		Feeds: a.hubbed, Push: a.takePush,
		Post: func(ctx context.Context, hub string, form url.Values, private bool) error {
			return a.client.Post(ctx, feed.Form{URL: hub, Values: form, Private: private})
		},
		OnChange: func() { a.poller.Repace() },
		OnPush:   func(f websub.Fate) { a.metrics.Pushed(string(f)) },
	})
}

// hubRoutes are where hubs are answered.
func (a *App) hubRoutes() []health.Route {
	if a.hubs == nil {
		return nil
	}
	return []health.Route{{Pattern: hubPath + "/{id}", Handler: a.hubs.Handler()}}
}

// hubbed are the feeds that name a hub.
func (a *App) hubbed() (list []websub.Feed, ok bool) {
	hubs, ok := a.poller.Hubs()
	for _, h := range hubs {
		list = append(list, websub.Feed{URL: h.URL, Private: h.Private, Topic: h.Hub.Topic, Hub: h.Hub.URL})
	}
	return list, ok
}

// onHub is told when feeds begin or cease to name hubs.
func (a *App) onHub() {
	if a.hubs != nil {
		a.hubs.Poke()
	}
}

// takePush files what a hub sent.
func (a *App) takePush(ctx context.Context, f websub.Feed, doc []byte) error {
	return a.poller.Push(ctx, feed.Hubbed{URL: f.URL, Private: f.Private, Hub: feed.Hub{URL: f.Hub, Topic: f.Topic}}, doc)
}

// pushed reports whether a hub tells of the news of a feed.
func (a *App) pushed(url string, private bool) bool {
	return a.hubs != nil && a.hubs.Holds(url, private)
}
