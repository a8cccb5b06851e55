package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"herald/articles"
	"herald/bot"
	"herald/bot/delivery"
)

var settling = tests{
	"sent is known with its message": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		d := k.claimOne(0)
		k.sent(d, "message-7", 1)
		got := k.delivery(d.ID)
		same(k, "state", got.State, bot.Sent)
		same(k, "message", got.Message, "message-7")
		k.none(99)
		k.next(never)
	},
	"what was sent stays sent": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		d := k.claimOne(0)
		k.sent(d, "message-7", 1)
		k.again(d, 2, 3)
		k.sent(d, "message-8", 4)
		got := k.delivery(d.ID)
		same(k, "state", got.State, bot.Sent)
		same(k, "message", got.Message, "message-7")
	},
	"dropped and uncertain stay so, with their reason": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0), breaking(2, 0))
		for _, state := range []bot.State{bot.Dropped, bot.Undecided} {
			d := k.claimOne(0)
			k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: state, Reason: "because", At: at(0)}))
			got := k.delivery(d.ID)
			same(k, "state", got.State, state)
			same(k, "reason", got.Reason, "because")
		}
		k.none(99)
	},
	"given back untried is as if never claimed": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0), breaking(2, 0))
		for range 2 {
			d := k.claimOne(0)
			same(k, "key", d.Key, "breaking/story/1")
			same(k, "attempts before", d.Attempts, 0)
			k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Owed, NotBefore: at(0), At: at(0), Untried: true}))
		}
	},
	"given back for later holds back what came after it, untried": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0), breaking(2, 0))
		d := k.claimOne(0)
		k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Owed, NotBefore: at(5), At: at(0), Untried: true, Claim: d.Claim}))
		k.none(4)
		k.next(at(5))
		d = k.claimOne(5)
		same(k, "key", d.Key, "breaking/story/1")
		same(k, "attempts", d.Attempts, 0)
	},
	"one that is not claimed does not change": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		d := k.all(deliveryFilter{})[0]
		k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Dropped, At: at(0)}))
		same(k, "state", k.delivery(d.ID).State, bot.Owed)
	},
	"many at once, and what is wrong with one hurts no other": func(k *kit) {
		for n := range 40 {
			k.follow(k.channel(fmt.Sprint("c", n)), "now", everything)
		}
		k.owe(breaking(1, 0))
		var all sync.WaitGroup
		for _, d := range k.claim(0, 99) {
			all.Go(func() {
				if err := k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Sent, Message: "m", At: at(0)}); err != nil {
					k.Errorf("delivery %d: %v", d.ID, err)
				}
			})
			all.Go(func() {
				if err := k.Settle(k.Context(), 10_000+d.ID, delivery.Settlement{State: bot.Sent}); err == nil {
					k.Errorf("settled what is not there")
				}
			})
		}
		all.Wait()
		same(k, "sent", len(k.all(deliveryFilter{State: bot.Sent})), 40)
	},
	"who has given up settles nothing": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		d := k.claimOne(0)
		ctx, cancel := context.WithCancel(k.Context())
		cancel()
		if err := k.Settle(ctx, d.ID, delivery.Settlement{State: bot.Sent}); !errors.Is(err, context.Canceled) {
			k.Errorf("got %v", err)
		}
		same(k, "state", k.delivery(d.ID).State, bot.Claimed)
	},
	"no such delivery": func(k *kit) {
		if err := k.Settle(k.Context(), 99, delivery.Settlement{State: bot.Sent}); err == nil {
			k.Error("settled")
		}
		if err := k.Hold(k.Context(), 99, at(0)); err == nil {
			k.Error("held")
		}
	},
}

var holding = tests{
	"a held one waits, and nothing waits for it": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "list", everything)
		k.follow(c, "now", everything)
		k.owe(listed(1, 0), breaking(2, 0))
		d := k.claimOne(0)
		k.ok(k.Hold(k.Context(), d.ID, at(60)))
		k.next(at(0))
		b := k.claimOne(0)
		same(k, "breaking goes on", b.Key, "breaking/story/2")
		k.sent(b, "m", 0)
		k.none(59)
		k.next(at(60))
		held := k.claimOne(60)
		same(k, "delivery", held.ID, d.ID)
		same(k, "attempts before", held.Attempts, 0)
	},
	"one that was tried before and is held lets others pass": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "list", everything)
		k.follow(c, "now", everything)
		k.owe(listed(1, 0), breaking(2, 0))
		k.again(k.claimOne(0), 0, 1)
		d := k.claimOne(1)
		k.ok(k.Hold(k.Context(), d.ID, at(60)))
		same(k, "breaking goes on", k.claimOne(1).Key, "breaking/story/2")
		same(k, "attempts", k.delivery(d.ID).Attempts, 1)
	},
	"lists of a night become one": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "list", everything)
		for n, f := range []struct {
			stories storyIDs
			more    int
		}{{storyIDs{1, 2}, 0}, {storyIDs{2, 3}, 5}, {storyIDs{4}, 1}} {
			one := listed(9, n)
			one.Key, one.Stories, one.More, one.Expires = "latest/list/"+string(rune('a'+n)), f.stories, f.more, at(100+n)
			k.owe(one)
			k.ok(k.Hold(k.Context(), k.claimOne(n).ID, at(60)))
		}
		k.next(at(60))
		d := k.claimOne(60)
		same(k, "key", d.Key, "latest/list/a")
		same(k, "stories", d.Stories, storyIDs{1, 2, 3, 4})
		same(k, "more", d.More, 6)
		same(k, "expires", d.Expires, at(102))
		dropped := k.all(deliveryFilter{State: bot.Dropped})
		same(k, "dropped", len(dropped), 2)
		same(k, "reason", dropped[0].Reason, "merged with the list held as latest/list/a")
	},
	"lists of other schedules, interests and kinds stay apart": func(k *kit) {
		c := k.channel("a")
		k.follow(c, "list", everything)
		k.follow(c, "list", water)
		k.follow(c, "other", everything)
		interest, schedule, kind := listed(2, 0), listed(3, 0), listed(4, 0)
		interest.Interest, schedule.Schedule, kind.Kind = water, "other", bot.KindDigest
		k.owe(listed(1, 0), interest, schedule, kind)
		for range 4 {
			k.ok(k.Hold(k.Context(), k.claimOne(0).ID, at(60)))
		}
		same(k, "held", len(k.all(deliveryFilter{State: bot.Owed})), 4)
	},
	"breaking posts stay apart": func(k *kit) {
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0), breaking(2, 0))
		for range 2 {
			k.ok(k.Hold(k.Context(), k.claimOne(0).ID, at(60)))
		}
		for _, want := range []string{"breaking/story/1", "breaking/story/2"} {
			d := k.claimOne(60)
			same(k, "key", d.Key, want)
			k.sent(d, "m", 60)
		}
	},
	"a very long list is cut and counted": func(k *kit) {
		k.follow(k.channel("a"), "list", everything)
		for n := range 2 {
			f := listed(articles.StoryID(n), 0)
			f.Stories = nil
			for i := range 80 {
				f.Stories = append(f.Stories, articles.StoryID(n*1000+i))
			}
			k.owe(f)
			k.ok(k.Hold(k.Context(), k.claimOne(0).ID, at(60)))
		}
		d := k.claimOne(60)
		same(k, "stories", len(d.Stories), 100)
		same(k, "more", d.More, 60)
	},
}
