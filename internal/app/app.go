package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"herald/articles/desk"
	"herald/articles/feed"
	"herald/articles/websub"
	"herald/bot"
	"herald/bot/commands"
	"herald/bot/console"
	"herald/bot/delivery"
	"herald/internal/config"
	"herald/internal/health"
	"herald/internal/metrics"
	"herald/internal/store"
	"herald/scheduler"
	"herald/scheduler/edition"
)

// Options are what an App is built from. Config is needed, and at least one of
// Discord, Telegram and Console.
type Options struct {
	Config *config.Config
	// Path is the file that Config came from; it is watched. Empty: Config is
	// built in and stays.
	Path string
	// Discord and Telegram are the tokens; an empty one leaves its platform off.
	Discord, Telegram bot.Secret
	// WebhookSecret is what Telegram must show where config.yaml sets a webhook;
	// empty: one made from the token.
	WebhookSecret bot.Secret
	// Console is a terminal to talk in; nil for none.
	Console *console.Platform
	// Greeting are the lines with which the console greets. Nil: as elsewhere.
	Greeting []string
	Log      *slog.Logger
	Version  string
	// Now is the clock. Nil: time.Now.
	Now func() time.Time
}

// App is Herald, assembled. Run starts it; a stopped App cannot run again.
type App struct {
	Options
	// live is the configuration in force. It is replaced whole, never changed.
	live atomic.Pointer[config.Config]
	// reloading lets one reload happen at a time.
	reloading sync.Mutex

	platforms []bot.Platform
	store     *store.Store
	desk      *desk.Desk
	edition   *edition.Edition
	runner    *scheduler.Runner
	router    *commands.Router
	client    *feed.Client
	poller    *feed.Poller
	hubs      *websub.Subscriber // nil where there is no public address
	folders   *folders
	watcher   *config.Watcher
	couriers  []*delivery.Courier
	alarms    *alarms
	backlog   *backlog
	pulse     pulse
	disk      disk
	judged    judged
	metrics   *metrics.Set
	server    *health.Server // nil where nothing is served
	loaded    *barrier
	refused   *refusals
	// reviews asks for a review of the stories that wait.
	reviews chan struct{}
}

// gatherFor is how long what was sent waits to be written down with others. It is short
// beside a call to a platform: what a kill leaves in doubt hardly grows, and a
// broadcast asks the disk a third as often.
const gatherFor = 20 * time.Millisecond

// New opens the database and assembles the parts. Nothing runs yet. The App must
// be closed, also if it never runs. Without a platform it is ErrNoPlatform, and no
// database is made.
func New(ctx context.Context, o Options) (*App, error) {
	if o.Discord == "" && o.Telegram == "" && o.Console == nil {
		return nil, ErrNoPlatform
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &App{Options: o, loaded: newBarrier(2), reviews: make(chan struct{}, 1)}
	a.live.Store(o.Config)
	db, err := store.Open(ctx, store.Options{
		Path: o.Config.Store, Log: o.Log, Now: o.Now, Gather: gatherFor,
		Updates: func() store.Updates { return store.Updates(a.live.Load().Updates) },
	})
	if err != nil {
		return nil, err
	}
	a.store, a.disk = db, disk{freeSpace, o.Config.Store}
	if err := a.switchOn(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	a.assemble()
	if err := a.listen(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if err := a.prepare(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// prepare brings the database in line with the configuration.
func (a *App) prepare(ctx context.Context) error {
	if err := a.bind(ctx, a.Config); err != nil {
		return err
	}
	if err := a.store.SetPerHour(ctx, a.Config.Breaking.PerHour, a.Now()); err != nil {
		return err
	}
	newest, err := a.store.NewestStory(ctx)
	if err != nil {
		return err
	}
	a.judged.isNew(newest)
	a.runner.Replace(a.Config.Schedules)
	a.setSources(a.Config)
	return nil
}

// Close lets go of the database and of connections. It is called after Run.
func (a *App) Close() error {
	a.client.Close()
	var err error
	if a.server != nil {
		err = a.server.Close()
	}
	return errors.Join(err, a.store.Close())
}

// Host is what platforms call.
func (a *App) Host() bot.Host { return a.router }
