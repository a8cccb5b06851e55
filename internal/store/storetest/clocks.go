package storetest

import (
	"time"

	"herald/bot"
)

// clockSet says that the clock was set to a minute, by so many.
func (k *kit) clockSet(minute, by int, own ...bot.Delivery) {
	k.Helper()
	k.ok(k.SetClock(k.Context(), bot.Discord, own, time.Duration(by)*time.Minute, at(minute), time.Minute))
}

// clocks are about the clock of the machine being set.
var clocks = tests{
	"set back by so much, the next attempt comes as soon as it would have": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		k.again(k.claimOne(100), 100, 110)
		k.clockSet(40, -60)
		k.none(49)
		k.next(at(50))
		same(k, "key", k.claimOne(50).Key, "breaking/story/1")
	},
	"set back before a start, nothing waits for the clock to come round": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "now", everything)
		k.owe(breaking(1, 0))
		k.sent(k.claimOne(100), "m", 100)
		k.owe(breaking(2, 0))
		k.again(k.claimOne(100), 100, 101)
		k.follow(k.channel("b"), "now", everything)
		k.owe(breaking(3, 90))
		k.clockSet(40, 0)
		got := k.claim(41, 9)
		same(k, "claimed", keys(got), []string{"a breaking/story/2", "b breaking/story/3"})
		k.sent(got[0], "m", 41)
		k.sent(got[1], "m", 41)
	},
	"a lease ends no later than one that is taken now": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		d := k.claimOne(100)
		k.begin(d, 100)
		k.clockSet(40, 0)
		k.none(40)
		k.next(at(41))
		again := k.claimOne(41)
		same(k, "begun", again.Begun, at(100))
	},
	"own leases go on, whichever way it was set": func(k *kit) {
		for _, c := range []string{"a", "b"} {
			k.follow(k.channel(c), "now", everything)
		}
		k.owe(breaking(1, 0))
		ds := k.claim(0, 9)
		k.clockSet(100, 100, ds[0])
		same(k, "the other's", keys(k.claim(100, 9)), []string{"b breaking/story/1"})
		k.clockSet(20, -80, ds[0])
		k.none(20)
		k.next(at(21))
		k.sent(ds[0], "m", 20)
	},
	"what was claimed by another since is not one's own": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		old := k.claimOne(0)
		k.claimOne(1)
		k.clockSet(90, 0, old)
		same(k, "free", k.claimOne(90).Claim, 3)
	},
	"quiet hours end when they do": func(k *kit) {
		k.follow(k.channel("a"), "list", everything)
		k.owe(listed(1, 0))
		k.ok(k.Hold(k.Context(), k.claimOne(100).ID, at(500)))
		k.clockSet(40, -60)
		k.none(499)
		k.next(at(500))
	},
	"nothing changes where it is right": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		k.again(k.claimOne(0), 0, 10)
		k.clockSet(5, 0)
		k.next(at(10))
		k.clockSet(5, 3)
		k.next(at(10))
	},
	"other platforms have a courier of their own": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		k.again(k.claimOne(100), 100, 110)
		k.ok(k.SetClock(k.Context(), bot.Telegram, nil, -time.Hour, at(40), time.Minute))
		k.next(at(110))
	},
}
