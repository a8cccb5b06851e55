package storetest

import (
	"herald/bot"
	"herald/bot/commands"
	"herald/scheduler"
)

var channels = tests{
	"no such channel": func(k *kit) {
		_, err := k.Channel(k.Context(), place("a"))
		k.is(err, commands.ErrNoChannel)
		k.is(k.SetQuiet(k.Context(), 5, scheduler.Quiet{}), commands.ErrNoChannel)
		k.is(k.SetZone(k.Context(), 5, "UTC"), commands.ErrNoChannel)
		k.ok(k.Pause(k.Context(), place("a"), "gone", at(0)))
		k.ok(k.Move(k.Context(), place("a"), place("b")))
		_, err = k.Channel(k.Context(), place("b"))
		k.is(err, commands.ErrNoChannel)
	},
	"a channel becomes known, and keeps its settings": func(k *kit) {
		c := k.channel("a")
		if c.ID == 0 {
			k.Error("no number")
		}
		same(k, "channel", c, bot.Channel{ID: c.ID, Address: place("a"), Title: "#a", Place: bot.PlaceGroup})
		quiet := scheduler.Quiet{From: 22 * 60, To: 7 * 60, Mode: scheduler.QuietSilent}
		k.ok(k.SetQuiet(k.Context(), c.ID, quiet))
		k.ok(k.SetZone(k.Context(), c.ID, "Asia/Tehran"))
		c.Title, c.Place = "#renamed", bot.PlaceBroadcast
		got, err := k.SaveChannel(k.Context(), bot.Channel{Address: c.Address, Title: c.Title, Place: c.Place})
		k.ok(err)
		c.Quiet, c.Zone = quiet, "Asia/Tehran"
		same(k, "saved again", got, c)
		got, err = k.Channel(k.Context(), c.Address)
		k.ok(err)
		same(k, "read", got, c)
		got, err = k.SaveChannel(k.Context(), bot.Channel{Address: c.Address})
		k.ok(err)
		same(k, "nothing new said", got, c)
		c.Title = "#renamed again"
		got, err = k.SaveChannel(k.Context(), bot.Channel{Address: c.Address, Title: c.Title})
		k.ok(err)
		same(k, "a new name alone", got, c)
		c.Place = bot.PlaceGroup
		got, err = k.SaveChannel(k.Context(), bot.Channel{Address: c.Address, Title: c.Title, Place: c.Place})
		k.ok(err)
		same(k, "a new place alone", got, c)
	},
	"the same id on two platforms is two channels": func(k *kit) {
		a := k.channel("a")
		b, err := k.SaveChannel(k.Context(), bot.Channel{Address: bot.Address{Platform: bot.Telegram, ID: "a"}})
		k.ok(err)
		if a.ID == b.ID {
			k.Error("they are one")
		}
	},
	"a pause drops what is owed, and says why": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "now", everything)
		k.owe(breaking(1, 0), breaking(2, 0))
		claimed := k.claimOne(0)
		k.ok(k.Pause(k.Context(), c.Address, "the bot was removed", at(1)))
		got, err := k.Channel(k.Context(), c.Address)
		k.ok(err)
		same(k, "paused", got.Paused, "the bot was removed")
		for _, d := range k.all(deliveryFilter{}) {
			same(k, d.Key, d.State, bot.Dropped)
			same(k, d.Key, d.Reason, "the bot was removed")
		}
		k.none(10)
		k.next(never)
		same(k, "owed to a paused channel", k.owe(breaking(3, 2)), 0)
		k.sent(claimed, "m1", 3)
		same(k, "what arrived is known", k.delivery(claimed.ID).State, bot.Sent)
	},
	"a paused channel is active again when it is saved": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "now", everything)
		k.ok(k.Pause(k.Context(), c.Address, "", at(1)))
		paused, err := k.Channel(k.Context(), c.Address)
		k.ok(err)
		if paused.Paused == "" {
			k.Error("a pause without a reason is none")
		}
		same(k, "saved", k.channel("a"), c)
		same(k, "owed", k.owe(breaking(1, 2)), 1)
		k.claimOne(2)
	},
}

var moves = tests{
	"to a new address": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "now", everything)
		k.owe(breaking(1, 0))
		k.ok(k.Move(k.Context(), c.Address, place("b")))
		_, err := k.Channel(k.Context(), c.Address)
		k.is(err, commands.ErrNoChannel)
		got, err := k.Channel(k.Context(), place("b"))
		k.ok(err)
		same(k, "number", got.ID, c.ID)
		same(k, "claimed there", k.claimOne(0).Channel.Address, place("b"))
	},
	"messages stay behind": func(k *kit) {
		k.file(1, "Dam breaks")
		d := k.posted()
		k.changes(5)
		k.develops(5)
		k.ok(k.Move(k.Context(), d.Channel.Address, place("b")))
		reply := k.claimOne(6)
		same(k, "kind", reply.Kind, bot.KindDevelopment)
		same(k, "answers", reply.ReplyTo, "")
		k.sent(reply, "r", 6)
		k.none(9)
		k.changes(10)
		d = k.delivery(d.ID)
		same(k, "state", d.State, bot.Sent)
		same(k, "message", d.Message, "")
		same(k, "reason", d.Reason, "sent as message m, before the conversation moved")
	},
	"to itself": func(k *kit) {
		c := k.channel("a")
		k.ok(k.Move(k.Context(), c.Address, c.Address))
		_, err := k.Channel(k.Context(), c.Address)
		k.ok(err)
	},
	"onto a known address": func(k *kit) {
		a, b := k.channel("a"), k.channel("b")
		k.follow(a, "now", everything)
		k.follow(a, "now", water)
		k.follow(b, "now", everything)
		k.owe(breaking(1, 0))
		only := breaking(2, 0)
		only.Interest = water
		k.owe(only)
		k.ok(k.Pause(k.Context(), b.Address, "upgraded", at(0)))
		k.ok(k.SetZone(k.Context(), a.ID, "Asia/Tokyo"))
		k.ok(k.Move(k.Context(), a.Address, b.Address))

		_, err := k.Channel(k.Context(), a.Address)
		k.is(err, commands.ErrNoChannel)
		b, err = k.Channel(k.Context(), b.Address)
		k.ok(err)
		same(k, "active", b.Paused, "")
		same(k, "zone", b.Zone, "Asia/Tokyo")
		same(k, "subscriptions", k.interests(b), []bot.Subscription{
			{Channel: b.ID, Number: 1, Schedule: "now", Created: at(-60)},
			{Channel: b.ID, Number: 2, Schedule: "now", Interest: water, Created: at(-60)},
		})
		first := k.claimOne(1)
		same(k, "address", first.Channel.Address, b.Address)
		k.sent(first, "m1", 1)
		k.sent(k.claimOne(1), "m2", 1)
		k.none(9)
	},
	"what was sent before is not sent again": func(k *kit) {
		a, b := k.channel("a"), k.channel("b")
		k.follow(a, "now", everything)
		k.owe(breaking(1, 0))
		k.sent(k.claimOne(0), "m1", 0)
		k.follow(b, "now", everything)
		k.owe(breaking(1, 0))
		k.ok(k.Move(k.Context(), a.Address, b.Address))
		k.none(9)
		k.next(never)
		same(k, "owed again", k.owe(breaking(1, 0)), 0)
		same(k, "sent", len(k.all(deliveryFilter{State: bot.Sent})), 1)
	},
	"while one is being sent": func(k *kit) {
		a, b := k.channel("a"), k.channel("b")
		k.follow(a, "now", everything)
		k.owe(breaking(1, 0))
		d := k.claimOne(0)
		k.ok(k.Move(k.Context(), a.Address, b.Address))
		k.none(0)
		k.again(d, 0, 0)
		got := k.claimOne(0)
		same(k, "delivery", got.ID, d.ID)
		same(k, "address", got.Channel.Address, b.Address)
	},
	"a notice finds those who moved": func(k *kit) {
		a := k.channel("a")
		k.ok(k.Move(k.Context(), a.Address, place("b")))
		k.ok(k.Move(k.Context(), place("b"), place("c")))
		k.ok(k.OweNotice(k.Context(), place("a"), "notice/1", "All is well.", at(0), never))
		same(k, "address", k.claimOne(0).Channel.Address, place("c"))
		k.channel("a")
		k.ok(k.OweNotice(k.Context(), place("a"), "notice/2", "All is well.", at(0), never))
		same(k, "somebody is there again", k.claimOne(0).Channel.Address, place("a"))
	},
	"back and forth": func(k *kit) {
		k.channel("a")
		k.ok(k.Move(k.Context(), place("a"), place("b")))
		k.ok(k.Move(k.Context(), place("b"), place("a")))
		k.ok(k.OweNotice(k.Context(), place("b"), "notice/1", "All is well.", at(0), never))
		same(k, "address", k.claimOne(0).Channel.Address, place("a"))
	},
}
