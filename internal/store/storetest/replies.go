package storetest

import (
	"slices"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
)

const developed = "development/story/1/1"

// develops files a change of story 1 that people are told of, and says how many are
// owed an answer for it.
func (k *kit) develops(minute int) int {
	k.Helper()
	answers := func() int {
		return len(slices.DeleteFunc(k.all(deliveryFilter{}), func(d bot.Delivery) bool { return d.Kind != bot.KindDevelopment }))
	}
	before := answers()
	f := filingOf(article(1000+minute, "Dam holds"))
	f.Story, f.At, f.Changes = 1, at(minute), []articles.Change{correction(minute)}
	_, err := k.File(k.Context(), f)
	k.ok(err)
	return answers() - before
}

// breaks files story 1 and posts it.
func (k *kit) breaks() bot.Delivery {
	k.Helper()
	k.file(1, "Dam breaks")
	return k.posted()
}

var replies = tests{
	"what was posted is answered": func(k *kit) {
		d := k.breaks()
		k.follow(d.Channel, "list", everything)
		k.owe(listed(2, 1))
		same(k, "answers", k.develops(5), 1)
		got := k.claimOne(5)
		k.sent(got, "list", 5)
		got = k.claimOne(5)
		k.sent(got, "r", 5)
		same(k, "message", k.delivery(got.ID).Message, "r")
		same(k, "change", got.Change(), 1)
		got.ID, got.Claim, got.Channel = 0, 0, bot.Channel{}
		same(k, "reply", got, bot.Delivery{
			Key: developed, Kind: bot.KindDevelopment, Schedule: "now", Stories: storyIDs{1},
			ReplyTo: "m", Owed: at(5), NotBefore: at(5), Expires: at(6*60 + 5), State: bot.Claimed,
		})
	},
	"a reply goes before lists of other channels": func(k *kit) {
		k.breaks()
		k.follow(k.channel("b"), "list", everything)
		k.owe(listed(2, 1))
		k.develops(5)
		same(k, "first", keys(k.claim(5, 1)), []string{"a " + developed})
	},
	"who did not get the post gets no reply": func(k *kit) {
		k.breaks()
		k.follow(k.channel("b"), "now", everything)
		same(k, "answers", k.develops(5), 1)
		same(k, "claimed", keys(k.claim(5, 9)), []string{"a " + developed})
	},
	"who has unsubscribed gets none any more": func(k *kit) {
		d := k.breaks()
		k.develops(5)
		subs, err := k.Subscriptions(k.Context(), d.Channel.ID)
		k.ok(err)
		k.ok(k.Unsubscribe(k.Context(), d.Channel.ID, subs[0].Number))
		k.none(6)
		same(k, "answers to who is gone", k.develops(7), 0)
	},
	"three a day, and the withdrawal": func(k *kit) {
		k.breaks()
		same(k, "the first", k.develops(5), 1)
		same(k, "the second", k.develops(6), 1)
		same(k, "the third", k.develops(7), 1)
		same(k, "the fourth", k.develops(8), 0)
		for range 3 {
			k.sent(k.claimOne(9), "r", 9)
		}
		k.withdraw(1, 10)
		for range 4 {
			k.sent(k.claimOne(10), "struck out", 10)
		}
		same(k, "the last", k.claimOne(10).Key, "development/story/1/5")
	},
	"an old post is not answered": func(k *kit) {
		k.breaks()
		same(k, "in time", k.develops(5*60), 1)
		same(k, "later", k.develops(7*60), 0)
	},
	"what does not matter is not told": func(k *kit) {
		k.breaks()
		c := correction(5)
		c.Material = false
		k.joins(2, 5, c)
		k.none(5)
	},
	"what is withdrawn is answered once more, and struck out": func(k *kit) {
		k.breaks()
		k.develops(5)
		k.sent(k.claimOne(5), "r", 5)
		k.develops(6)
		same(k, "struck out", k.withdraw(1, 7), 2)
		var got []string
		for range 3 {
			d := k.claimOne(7)
			got = append(got, d.Key+" "+string(d.Edits))
			k.sent(d, d.Edits+"x", 7)
		}
		slices.Sort(got)
		same(k, "owed", got, []string{"development/story/1/3 ", "withdrawal/story/1 m", "withdrawal/story/1/1 r"})
		k.none(99)
	},
}

// remove withdraws a story and has its posts deleted.
func (k *kit) remove(minute int) int {
	k.Helper()
	n, err := k.Withdraw(k.Context(), 1, desk.Withdrawal{Reason: "a court said so", Delete: true, At: at(minute)})
	k.ok(err)
	return n
}

var deletion = tests{
	"posts and what answers them are deleted, once": func(k *kit) {
		k.breaks()
		k.develops(5)
		k.sent(k.claimOne(5), "r", 5)
		same(k, "deletions", k.remove(6), 2)
		same(k, "deletions the second time", k.remove(7), 0)
		first := k.claimOne(7)
		same(k, "edits", first.Edits, "m")
		same(k, "kind", first.Kind, bot.KindDeletion)
		same(k, "class", first.Class(), bot.ClassEdit)
		k.sent(first, "m", 7)
		second := k.claimOne(7)
		same(k, "edits", second.Edits, "r")
		k.sent(second, "r", 7)
		k.none(99)
	},
	"what is still owed is dropped": func(k *kit) {
		k.breaks()
		k.follow(k.channel("b"), "now", everything)
		k.owe(breaking(1, 1))
		k.develops(5)
		same(k, "deletions", k.remove(6), 1)
		same(k, "left", keys(k.claim(6, 9)), []string{"a deletion/breaking/story/1"})
	},
	"a post that arrives afterwards is deleted too": func(k *kit) {
		k.file(1, "Dam breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 0))
		d := k.claimOne(0)
		same(k, "deletions", k.remove(1), 0)
		k.sent(d, "late", 2)
		got := k.claimOne(2)
		same(k, "kind", got.Kind, bot.KindDeletion)
		same(k, "edits", got.Edits, "late")
		k.again(got, 2, 3)
		k.next(at(3))
	},
}
