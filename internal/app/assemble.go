package app

import (
	"context"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/articles/feed"
	"herald/bot"
	"herald/bot/commands"
	"herald/bot/delivery"
	"herald/internal/config"
	"herald/internal/metrics"
	"herald/internal/store"
	"herald/scheduler"
	"herald/scheduler/edition"
)

// assemble builds the parts and ties them together, in the order in which news
// passes through them.
func (a *App) assemble() {
	a.refused = newRefusals(len(a.platforms))
	a.alarms = a.newAlarms()
	a.backlog = &backlog{from: a.store, now: a.Now}
	a.metrics = metrics.New(a.Version, a.sample)
	a.pulse.started = a.Now()
	a.desk = desk.New(desk.Options{
		Store:  a.store,
		Rules:  a.rules,
		Topics: func() []articles.Topic { return a.live.Load().Topics },
		Source: a.source,
		Now:    a.Now, Log: a.Log,
		OnBreaking: a.onBreaking, OnFiled: a.onFiled, OnWithdrawn: a.onWithdrawn,
		OnWaiting: a.onWaiting, OnJudged: a.onJudged,
		OnDeveloped: func(context.Context, articles.StoryID) { a.wake() },
	})
	a.assembleSources()
	a.edition = edition.New(edition.Options{
		Store:     a.store,
		Schedules: func() []scheduler.Schedule { return a.live.Load().Schedules },
		MaxAge:    func() time.Duration { return a.live.Load().Breaking.MaxAge },
		Trust:     func(source string) float64 { return a.source(source).Trust() },
		Now:       a.Now, Log: a.Log, Wake: a.wake,
	})
	a.runner = scheduler.NewRunner(scheduler.RunnerOptions{
		Tick: a.tick, Last: a.store.LastTick, Log: a.Log, Now: a.Now,
	})
	for _, p := range a.platforms {
		a.couriers = append(a.couriers, a.newCourier(p))
	}
	a.router = a.newRouter()
	if a.Path != "" {
		a.watcher = config.NewWatcher(a.Path, a.onChange, a.Log)
	}
}

func (a *App) assembleSources() {
	a.client = feed.NewClient(feed.ClientOptions{UserAgent: userAgent(a.Version, a.Config.Fetch.Contact)})
	a.assembleHubs()
	a.poller = feed.NewPoller(feed.PollerOptions{
		Client: fetcher{a.client, a.metrics}, States: a.store, File: a.file,
		Known: a.known, Pushed: a.pushed, OnHub: a.onHub, Report: a.reportSource, Ready: a.loaded.done, Log: a.Log, Every: a.Config.Fetch.Every, Slowest: a.Config.Fetch.Slowest,
	})
	a.folders = newFolders(a.file, a.reportFile, a.reportFolder, a.loaded.done, a.logEvent, a.Now, a.Log)
}

func (a *App) newCourier(p bot.Platform) *delivery.Courier {
	return delivery.New(delivery.Options{
		Platform: p, Ledger: a.store, Stories: a.store,
		Limits: limitsOf(p.Name(), a.Config.Platforms.Telegram.PaidBroadcast),
		Policy: func() delivery.Policy {
			return delivery.Policy{Uncertain: uncertain(a.live.Load().Delivery.Uncertain)}
		},
		Now: a.Now, Log: a.Log,
		OnGone: a.alarms.gone, OnEnding: a.onEnding,
	})
}

// uncertain is a setting as the courier knows it.
func uncertain(u config.Uncertain) delivery.Uncertain {
	switch u {
	case config.UncertainHold:
		return delivery.HoldAll
	case config.UncertainResend:
		return delivery.ResendAll
	}
	return delivery.ResendBreaking
}

// limitsOf are the speeds that a platform allows; paid ones where the operator
// pays for more.
func limitsOf(p bot.PlatformName, paid bool) delivery.Limits {
	switch p {
	case bot.Discord:
		return delivery.DiscordLimits()
	case bot.Telegram:
		if paid {
			return delivery.PaidTelegramLimits()
		}
		return delivery.TelegramLimits()
	default:
		return delivery.Limits{}
	}
}

func (a *App) newRouter() *commands.Router {
	reload := a.reloadNow
	if a.Path == "" {
		reload = nil // there is no file to read
	}
	return commands.New(commands.Options{
		Store:   a.store,
		Related: a.desk.Related,
		Top:     a.edition.Top,
		Break: func(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
			return a.desk.Break(ctx, id, by)
		},
		Editor:    editor{a},
		Withdraw:  a.withdraw,
		Delete:    a.remove,
		Uncertain: a.store.Doubtful,
		Resend:    a.resend,
		Trace:     a.store.Trace,
		Posts: func(ctx context.Context, id articles.StoryID, channel bot.ChannelID) ([]bot.Delivery, error) {
			return a.store.Deliveries(ctx, store.DeliveryFilter{Story: id, Channel: channel}, 0)
		},
		Reload: reload,
		Paused: a.store.Paused,
		Status: a.status,
		Snapshot: func() commands.Snapshot {
			c := a.live.Load()
			return commands.Snapshot{Schedules: c.Schedules, Topics: c.Topics, Admins: c.Admins}
		},
		Next: a.runner.Next,
		Now:  a.Now, Log: a.Log, Version: a.Version,
		OnAnswer: a.onAnswer, OnLeft: a.alarms.gone,
	})
}

// source is the source of a name in the configuration in force; zero for one
// that is gone.
func (a *App) source(name string) articles.Source {
	for _, s := range a.live.Load().Sources {
		if s.Name == name {
			return s
		}
	}
	return articles.Source{}
}

// onBreaking posts a story to those who want it at once.
func (a *App) onBreaking(ctx context.Context, s articles.Story) {
	a.metrics.Broke(string(s.Verdict.Rule))
	a.judged.note(s.ID, s.Verdict.At)
	if err := a.edition.AtOnce(ctx, s); err != nil {
		// The next tick of the schedule owes it all the same.
		a.Log.Warn("cannot post at once", "part", "app", "story", s.ID, "err", err)
	}
}

// withdraw stops telling a story; its posts are struck out.
func (a *App) withdraw(ctx context.Context, id articles.StoryID, reason string) (posts int, err error) {
	defer a.wake()
	return a.desk.Withdraw(ctx, id, desk.Withdrawal{Reason: reason})
}

// remove stops telling a story; its posts are deleted.
func (a *App) remove(ctx context.Context, id articles.StoryID, reason string) (posts int, err error) {
	defer a.wake()
	return a.desk.Withdraw(ctx, id, desk.Withdrawal{Reason: reason, Delete: true})
}

// resend owes an uncertain post again.
func (a *App) resend(ctx context.Context, id bot.DeliveryID) (bot.Delivery, error) {
	defer a.wake()
	defer a.alarms.poke()
	return a.store.Resend(ctx, id, a.Now())
}

// wake tells the couriers that something may be owed.
func (a *App) wake() {
	for _, c := range a.couriers {
		c.Wake()
	}
}
