package storetest

import (
	"time"

	"herald/articles"
	"herald/bot"
	"herald/internal/store"
	"herald/scheduler/edition"
)

var never time.Time

// all reads deliveries, newest first.
func (k *kit) all(f store.DeliveryFilter) []bot.Delivery {
	k.Helper()
	ds, err := k.Deliveries(k.Context(), f, 0)
	k.ok(err)
	return ds
}

var owing = tests{
	"a tick runs once": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		tick := edition.Tick{Schedule: "now", At: at(5)}
		n, err := k.Owe(k.Context(), tick, []edition.Fanout{breaking(1, 5)})
		k.ok(err)
		same(k, "owed", n, 1)
		n, err = k.Owe(k.Context(), tick, []edition.Fanout{breaking(2, 5)})
		k.is(err, edition.ErrTicked)
		same(k, "owed", n, 0)
		same(k, "deliveries", len(k.all(deliveryFilter{})), 1)
		_, err = k.Owe(k.Context(), edition.Tick{Schedule: "daily", At: at(5)}, nil)
		k.ok(err)
	},
	"the last tick": func(k *kit) {
		for _, minute := range []int{5, 9, 7} {
			_, err := k.Owe(k.Context(), edition.Tick{Schedule: "now", At: at(minute)}, nil)
			k.ok(err)
		}
		last, err := k.LastTick(k.Context(), "now")
		k.ok(err)
		same(k, "last", last, at(9))
		last, err = k.LastTick(k.Context(), "daily")
		k.ok(err)
		same(k, "last of one that never ran", last, never)
	},
	"a delivery carries what was owed": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "daily", ferries)
		f := edition.Fanout{
			Schedule: "daily", Interest: ferries, Key: "latest/daily/1", Kind: bot.KindLatest,
			Stories: storyIDs{3, 1, 2}, More: 4, Owed: at(0), Expires: at(60),
		}
		same(k, "owed", k.owe(f), 1)
		got := k.claimOne(0)
		same(k, "delivery", got, bot.Delivery{
			ID: got.ID, Channel: c, Key: "latest/daily/1", Kind: bot.KindLatest, Schedule: "daily", Interest: ferries,
			Stories: storyIDs{3, 1, 2}, More: 4, Owed: at(0), NotBefore: at(0), Expires: at(60), State: bot.Claimed, Claim: 1,
		})
	},
	"only who subscribes to it gets it": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.follow(k.channel("b"), "now", water)
		k.follow(k.channel("c"), "daily", everything)
		k.channel("d")
		same(k, "owed", k.owe(breaking(1, 0)), 1)
		same(k, "to", keys(k.all(deliveryFilter{})), []string{"a breaking/story/1"})
	},
	"a channel gets a key once": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "now", everything)
		k.follow(c, "now", water)
		second := breaking(1, 0)
		second.Interest = water
		same(k, "owed", k.owe(breaking(1, 0), second, breaking(1, 0)), 1)
		k.sent(k.claimOne(0), "m1", 0)
		same(k, "owed after it was sent", k.owe(breaking(1, 0)), 0)
	},
	"nobody gets what was news before they asked": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		f := breaking(1, 0)
		f.Before = at(-60)
		same(k, "subscribed at that time", k.owe(f), 0)
		f.Before = at(-60).Add(time.Microsecond)
		same(k, "subscribed before it", k.owe(f), 1)
	},
	"unless they have had another": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		k.follow(k.channel("b"), "now", everything)
		f := breaking(2, 0)
		f.Unless = breaking(1, 0).Key
		same(k, "owed", k.owe(f), 1)
		same(k, "to", keys(k.all(deliveryFilter{Story: 2})), []string{"b breaking/story/2"})
	},
	"notices": func(k *kit) {
		for range 2 {
			k.ok(k.OweNotice(k.Context(), place("admins"), "notice/feed/x", "The feed x fails.\x00", at(0), at(60)))
		}
		d := k.claimOne(0)
		same(k, "delivery", d, bot.Delivery{
			ID: d.ID, Channel: bot.Channel{ID: d.Channel.ID, Address: place("admins")}, Key: "notice/feed/x",
			Kind: bot.KindNotice, Text: "The feed x fails.", Owed: at(0), NotBefore: at(0), Expires: at(60), State: bot.Claimed, Claim: 1,
		})
		k.ok(k.Pause(k.Context(), place("admins"), "gone", at(0)))
		k.ok(k.OweNotice(k.Context(), place("admins"), "notice/2", "Never read.", at(0), at(60)))
		same(k, "notices", len(k.all(deliveryFilter{})), 1)
	},
	"deliveries by story, channel and state": func(k *kit) {
		a, b := k.channel("a"), k.channel("b")
		k.follow(a, "now", everything)
		k.follow(b, "now", everything)
		for i, list := range []storyIDs{{12}, {1, 12, 3}, {12, 3}, {3, 12}, {112}, {121, 1}} {
			f := breaking(articles.StoryID(100+i), 0)
			f.Stories, f.Kind = list, bot.KindLatest
			k.owe(f)
		}
		same(k, "of story 12", len(k.all(deliveryFilter{Story: 12})), 8)
		same(k, "of a", len(k.all(deliveryFilter{Story: 12, Channel: a.ID})), 4)
		k.claim(0, 2)
		same(k, "claimed", keys(k.all(deliveryFilter{State: bot.Claimed})), []string{"b breaking/story/100", "a breaking/story/100"})
		two, err := k.Deliveries(k.Context(), deliveryFilter{}, 2)
		k.ok(err)
		same(k, "the newest two", keys(two), []string{"b breaking/story/105", "a breaking/story/105"})
	},
}
