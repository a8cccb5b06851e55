package storetest

import (
	"herald/articles"
	"herald/bot"
	"herald/bot/delivery"
	"herald/scheduler/edition"
)

var claiming = tests{
	"nothing is owed": func(k *kit) {
		k.none(0)
		k.next(never)
	},
	"one a channel, oldest first": func(k *kit) {
		for _, id := range []string{"a", "b", "c"} {
			k.follow(k.channel(id), "now", everything)
		}
		k.follow(k.channel("c"), "early", everything)
		early := breaking(9, -5)
		early.Schedule = "early"
		k.owe(early, breaking(1, 0), breaking(2, 0))
		same(k, "two", keys(k.claim(0, 2)), []string{"c breaking/story/9", "a breaking/story/1"})
		same(k, "the rest", keys(k.claim(0, 9)), []string{"b breaking/story/1"})
		k.none(0)
	},
	"not before it may go out": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 5))
		k.next(at(5))
		k.none(4)
		k.claimOne(5)
	},
	"another platform's is left alone": func(k *kit) {
		c, err := k.SaveChannel(k.Context(), bot.Channel{Address: bot.Address{Platform: bot.Telegram, ID: "a"}})
		k.ok(err)
		k.follow(c, "now", everything)
		k.owe(breaking(1, 0))
		k.none(0)
		k.next(never)
		ds, err := k.Claim(k.Context(), bot.Telegram, at(0), 0, 5)
		k.ok(err)
		same(k, "claimed", len(ds), 1)
	},
	"the next of a channel follows when one is settled": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0), breaking(2, 0))
		d := k.claimOne(0)
		k.none(0)
		k.next(at(1)) // when the lease ends
		k.sent(d, "m1", 0)
		k.next(at(0))
		same(k, "next", k.claimOne(0).Key, "breaking/story/2")
	},
	"a lease that ended is claimed again": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		first := k.claimOne(0)
		same(k, "claim", first.Claim, 1)
		k.none(0)
		second := k.claimOne(1)
		same(k, "delivery", second.ID, first.ID)
		same(k, "claim", second.Claim, 2)
		same(k, "attempts: to be killed is none", second.Attempts, 0)
		k.sent(first, "m1", 1) // the first sender was only slow
		same(k, "message", k.delivery(first.ID).Message, "m1")
		k.none(9)
	},
	"what the last but one says is not heard, unless it has sent": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		first := k.claimOne(0)
		second := k.claimOne(1)
		k.ok(k.Settle(k.Context(), first.ID, delivery.Settlement{State: bot.Owed, NotBefore: at(1), At: at(1), Claim: first.Claim}))
		k.none(1) // the second is still at it
		same(k, "attempts", k.delivery(first.ID).Attempts, 0)
		k.ok(k.Settle(k.Context(), first.ID, delivery.Settlement{State: bot.Sent, Message: "m1", At: at(1), Claim: first.Claim}))
		k.ok(k.Settle(k.Context(), first.ID, delivery.Settlement{State: bot.Owed, NotBefore: at(1), At: at(1), Claim: second.Claim}))
		same(k, "message", k.delivery(first.ID).Message, "m1")
		k.none(9)
	},
	"one waiting to be tried again holds back later ones": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0), breaking(2, 0))
		d := k.claimOne(0)
		k.again(d, 0, 10)
		k.none(9)
		k.next(at(10))
		again := k.claimOne(10)
		same(k, "key", again.Key, "breaking/story/1")
		same(k, "attempts before", again.Attempts, 1)
		same(k, "reason", again.Reason, "the server was busy")
	},
	"and only in its own channel": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.follow(k.channel("b"), "now", everything)
		k.owe(breaking(1, 0))
		two := k.claim(0, 9)
		k.again(two[0], 0, 10)
		k.sent(two[1], "m", 0)
		k.owe(breaking(2, 1))
		same(k, "goes on", keys(k.claim(1, 9)), []string{"b breaking/story/2"})
	},
	"the next time is true in every situation": func(k *kit) {
		// Whatever happens, a claim at the next time finds something, and one
		// just before it finds nothing.
		c := k.channel("a")
		k.follow(c, "now", everything)
		k.follow(c, "list", everything)
		minute := 0
		for step := range 60 {
			if step%3 == 0 {
				k.owe(breaking(articles.StoryID(step+1), minute))
			}
			if step%7 == 0 {
				k.owe(listed(articles.StoryID(step+1), minute))
			}
			next, err := k.Next(k.Context(), bot.Discord)
			k.ok(err)
			if next.IsZero() {
				continue
			}
			if next.After(at(minute)) {
				k.none(int(next.Sub(Noon).Minutes()) - 1)
				minute = int(next.Sub(Noon).Minutes())
			}
			d := k.claimOne(minute)
			switch {
			case d.Kind == bot.KindLatest && step%2 == 0:
				k.ok(k.Hold(k.Context(), d.ID, at(minute+20)))
			case step%5 == 1:
				k.again(d, minute, minute+3)
			case step%5 == 2: // crashed
			default:
				k.sent(d, "m", minute)
			}
		}
	},
	"many owed to one channel, and one who waits": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.follow(k.channel("b"), "late", everything)
		var flood []edition.Fanout
		for n := range many {
			flood = append(flood, breaking(articles.StoryID(n+1), 0))
		}
		k.owe(flood...)
		k.again(k.claimOne(0), 0, 60)
		late := breaking(9999, 1)
		late.Schedule = "late"
		k.owe(late)
		same(k, "b is not behind a", keys(k.claim(1, 9)), []string{"b breaking/story/9999"})
	},
}

// listed is a list for all that follow the schedule "list".
func listed(id articles.StoryID, minute int) edition.Fanout {
	return edition.Fanout{
		Schedule: "list", Key: "latest/list/" + id.String(), Kind: bot.KindLatest,
		Stories: storyIDs{id}, Owed: at(minute),
	}
}
