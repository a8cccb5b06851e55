package storetest

import (
	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
	"herald/internal/store"
	"herald/scheduler"
)

var (
	everything = articles.Interest{}
	water      = articles.Interest{Topic: "water"}
	ferries    = articles.Interest{Words: "ferry calder"}
)

// interests are a channel's subscriptions.
func (k *kit) interests(c bot.Channel) []bot.Subscription {
	k.Helper()
	all, err := k.Subscriptions(k.Context(), c.ID)
	k.ok(err)
	return all
}

var subscriptions = tests{
	"numbers count from 1 in each channel": func(k *kit) {
		a, b := k.channel("a"), k.channel("b")
		for i, s := range []bot.Subscription{
			k.follow(a, "now", everything), k.follow(a, "now", water), k.follow(a, "daily", everything), k.follow(a, "now", ferries),
		} {
			same(k, "number", s.Number, i+1)
		}
		same(k, "number elsewhere", k.follow(b, "now", everything).Number, 1)
		same(k, "subscriptions", len(k.interests(a)), 4)
		same(k, "first", k.interests(b), []bot.Subscription{{Channel: b.ID, Number: 1, Schedule: "now", Created: at(-60)}})
	},
	"numbers are not used again": func(k *kit) {
		a := k.channel("a")
		k.follow(a, "now", everything)
		k.ok(k.Unsubscribe(k.Context(), a.ID, k.follow(a, "now", water).Number))
		same(k, "number", k.follow(a, "now", water).Number, 3)
	},
	"the same twice": func(k *kit) {
		a := k.channel("a")
		first := k.follow(a, "now", water)
		again, err := k.Subscribe(k.Context(), bot.Subscription{Channel: a.ID, Schedule: "now", Interest: water, Created: at(9)})
		k.is(err, commands.ErrSubscribed)
		same(k, "the one there is", again, first)
		same(k, "next number", k.follow(a, "now", ferries).Number, 2)
	},
	"without a channel": func(k *kit) {
		_, err := k.Subscribe(k.Context(), bot.Subscription{Channel: 9, Schedule: "now"})
		k.is(err, commands.ErrNoChannel)
		k.is(k.Unsubscribe(k.Context(), 9, 1), commands.ErrNoSubscription)
	},
	"without a time it is now": func(k *kit) {
		s, err := k.Subscribe(k.Context(), bot.Subscription{Channel: k.channel("a").ID, Schedule: "now"})
		k.ok(err)
		same(k, "created", s.Created, Noon)
	},
	"ending one drops what is owed for it alone": func(k *kit) {
		a := k.channel("a")
		k.follow(a, "now", everything)
		sub := k.follow(a, "now", water)
		other, mine := breaking(1, 0), breaking(2, 0)
		mine.Interest = water
		k.owe(other, mine)
		k.ok(k.Unsubscribe(k.Context(), a.ID, sub.Number))
		k.is(k.Unsubscribe(k.Context(), a.ID, sub.Number), commands.ErrNoSubscription)
		k.sent(k.claimOne(0), "m1", 0)
		k.none(9)
		dropped := k.all(deliveryFilter{State: bot.Dropped})
		same(k, "dropped", keys(dropped), []string{"a breaking/story/2"})
	},
	"what is being sent when one ends is sent": func(k *kit) {
		a := k.channel("a")
		sub := k.follow(a, "now", everything)
		k.owe(breaking(1, 0))
		d := k.claimOne(0)
		k.ok(k.Unsubscribe(k.Context(), a.ID, sub.Number))
		same(k, "state", k.delivery(d.ID).State, bot.Claimed)
	},
	"interests of a schedule, each once": func(k *kit) {
		a, b := k.channel("a"), k.channel("b")
		for _, c := range []bot.Channel{a, b} {
			k.follow(c, "now", everything)
			k.follow(c, "now", water)
			k.follow(c, "daily", ferries)
		}
		got, err := k.Interests(k.Context(), "now")
		k.ok(err)
		same(k, "interests", got, []articles.Interest{everything, water})
		got, err = k.Interests(k.Context(), "unknown")
		k.ok(err)
		same(k, "of an unknown schedule", len(got), 0)
	},
}

var fixed = tests{
	"channels and subscriptions are added once": func(k *kit) {
		quiet := scheduler.Quiet{From: 60, To: 120, Mode: scheduler.QuietHold}
		config := []store.FixedChannel{{
			Address: place("a"), Title: "#a", Zone: "Europe/Berlin", Quiet: quiet,
			Subscriptions: []store.FixedSubscription{{Schedule: "now"}, {Schedule: "daily", Interest: water}},
		}}
		for minute := range 3 {
			k.ok(k.SyncFixed(k.Context(), config, at(minute)))
		}
		c, err := k.Channel(k.Context(), place("a"))
		k.ok(err)
		same(k, "channel", c, bot.Channel{ID: c.ID, Address: place("a"), Title: "#a", Zone: "Europe/Berlin", Quiet: quiet})
		same(k, "subscriptions", k.interests(c), []bot.Subscription{
			{Channel: c.ID, Number: 1, Schedule: "now", Created: at(0), Fixed: true},
			{Channel: c.ID, Number: 2, Schedule: "daily", Interest: water, Created: at(0), Fixed: true},
		})
	},
	"what is no longer listed ends, people's own stays": func(k *kit) {
		a := k.channel("a")
		own := k.follow(a, "now", water)
		k.sync("a", "now", "daily")
		k.owe(breaking(1, 0))
		k.sync("a", "daily")
		subs := k.interests(a)
		same(k, "subscriptions", len(subs), 2)
		same(k, "own", subs[0], own)
		same(k, "fixed", subs[1].Schedule, "daily")
		k.none(1)
		k.ok(k.SyncFixed(k.Context(), nil, at(2)))
		same(k, "subscriptions", k.interests(a), []bot.Subscription{own})
	},
	"one that people have already becomes fixed": func(k *kit) {
		own := k.follow(k.channel("a"), "now", everything)
		k.sync("a", "now")
		own.Fixed = true
		same(k, "subscriptions", k.interests(bot.Channel{ID: own.Channel}), []bot.Subscription{own})
	},
	"settings that config.yaml gives no more are unset": func(k *kit) {
		quiet := scheduler.Quiet{From: 60, To: 120, Mode: scheduler.QuietHold}
		k.ok(k.SyncFixed(k.Context(), []store.FixedChannel{
			{Address: place("a"), Zone: "Europe/Berlin", Quiet: quiet}, {Address: place("b"), Zone: "Europe/Berlin", Quiet: quiet},
		}, at(0)))
		b := k.channel("b")
		k.ok(k.SetZone(k.Context(), b.ID, "Asia/Tokyo"))
		k.ok(k.SetQuiet(k.Context(), b.ID, scheduler.Quiet{From: 1, To: 2}))
		k.ok(k.SyncFixed(k.Context(), []store.FixedChannel{{Address: place("a")}, {Address: place("b")}}, at(1)))
		a, b := k.channel("a"), k.channel("b")
		same(k, "zone", a.Zone, "")
		same(k, "quiet", a.Quiet, scheduler.Quiet{})
		same(k, "zone chosen in chat", b.Zone, "Asia/Tokyo")
		same(k, "quiet chosen in chat", b.Quiet, scheduler.Quiet{From: 1, To: 2})
	},
	"a paused channel is tried again": func(k *kit) {
		k.sync("a", "now")
		k.ok(k.Pause(k.Context(), place("a"), "no permission", at(0)))
		k.sync("a", "now")
		c, err := k.Channel(k.Context(), place("a"))
		k.ok(err)
		same(k, "paused", c.Paused, "")
	},
	"a channel that moved stays bound": func(k *kit) {
		k.sync("a", "now")
		k.ok(k.Move(k.Context(), place("a"), place("b")))
		k.sync("a", "now")
		_, err := k.Channel(k.Context(), place("a"))
		k.is(err, commands.ErrNoChannel)
		b, err := k.Channel(k.Context(), place("b"))
		k.ok(err)
		same(k, "subscriptions", k.interests(b), []bot.Subscription{
			{Channel: b.ID, Number: 1, Schedule: "now", Created: at(0), Fixed: true},
		})
	},
}

// sync binds one channel to schedules.
func (k *kit) sync(id string, schedules ...string) {
	k.Helper()
	c := store.FixedChannel{Address: place(id)}
	for _, s := range schedules {
		c.Subscriptions = append(c.Subscriptions, store.FixedSubscription{Schedule: s})
	}
	k.ok(k.SyncFixed(k.Context(), []store.FixedChannel{c}, at(0)))
}
