package storetest

import (
	"context"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/articles/feed"
	"herald/articles/websub"
	"herald/bot"
	"herald/bot/commands"
	"herald/bot/delivery"
	"herald/internal/store"
	"herald/scheduler/edition"
)

// Store is all that a database of Herald must be able to do.
type Store interface {
	desk.Store
	edition.Store
	delivery.Ledger
	delivery.Stories
	commands.Store
	feed.ItemStates
	websub.Store

	Trace(ctx context.Context, id articles.StoryID, limit int) (bot.Trace, error)
	Archive(ctx context.Context, from, to time.Time) ([]articles.Article, error)
	Subscribers(ctx context.Context) ([]bot.Channel, error)
	StoryAt(ctx context.Context, url string) (articles.StoryID, error)
	Judged(ctx context.Context, since time.Time) ([]articles.Verdict, error)
	Embargoes(ctx context.Context) ([]store.Embargoed, error)
	EmbargoOf(ctx context.Context, address string) (time.Time, error)
	Versions(ctx context.Context, source, id string) ([]store.Version, error)
	SyncFixed(ctx context.Context, channels []store.FixedChannel, now time.Time) error
	Backlog(ctx context.Context) ([]delivery.Backlog, error)
	Doubtful(ctx context.Context, limit int) ([]bot.Delivery, int, error)
	Resend(ctx context.Context, id bot.DeliveryID, now time.Time) (bot.Delivery, error)
	Prune(ctx context.Context, before time.Time) (int, error)
	SetPerHour(ctx context.Context, n int, now time.Time) error
	OweCandidate(ctx context.Context, at bot.Address, id articles.StoryID, text string, now time.Time) error
	OweNotice(ctx context.Context, at bot.Address, key, text string, now, expires time.Time) error
	KeepUpdate(ctx context.Context, platform bot.PlatformName, id int64, data []byte) (isNew bool, err error)
	OpenUpdates(ctx context.Context, platform bot.PlatformName, n int) ([][]byte, error)
	UpdateHandled(ctx context.Context, platform bot.PlatformName, id int64) (bool, error)
	FinishUpdate(ctx context.Context, platform bot.PlatformName, id int64) error
	Get(ctx context.Context, key string) (string, error)
	Put(ctx context.Context, key, value string) error
	Deliveries(ctx context.Context, f store.DeliveryFilter, limit int) ([]bot.Delivery, error)
}

// Open opens a new, empty store that t closes; its clock stands at Noon.
type Open func(t *testing.T) Store

// Noon is the time of the suite.
var Noon = time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC)

// Run is the suite. Every test gets a store of its own and runs in parallel.
func Run(t *testing.T, open Open) {
	for _, group := range []struct {
		name  string
		tests tests
	}{
		{"filing", filing},
		{"together", together},
		{"versions", versions},
		{"shelf", shelf},
		{"taking back", takingBack},
		{"identity", identity},
		{"regrouping", regrouping},
		{"stories", stories},
		{"search", search},
		{"channels", channels},
		{"moves", moves},
		{"subscriptions", subscriptions},
		{"fixed", fixed},
		{"owing", owing},
		{"claiming", claiming},
		{"turns", turns},
		{"beginnings", beginnings},
		{"clocks", clocks},
		{"settling", settling},
		{"doubts", doubts},
		{"holding", holding},
		{"withdrawal", withdrawal},
		{"updating", updating},
		{"candidates", candidates},
		{"second posts", second},
		{"rationing", rationing},
		{"replies", replies},
		{"deletion", deletion},
		{"tracing", tracing},
		{"archive", archive},
		{"changes", changes},
		{"telling", telling},
		{"memory", remembered},
		{"leases", leases},
		{"inbox", inbox},
		{"concurrency", concurrency},
	} {
		t.Run(group.name, func(t *testing.T) {
			for name, test := range group.tests {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					test(&kit{T: t, Store: open(t)})
				})
			}
		})
	}
}

// tests are the tests of one theme by name.
type tests map[string]func(k *kit)
