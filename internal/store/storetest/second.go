package storetest

import (
	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
)

// bothPosted are two stories of which a channel has a post each, with an answer to
// the second, which turned out to be one at minute 5; the posts say so.
func (k *kit) bothPosted() (one, two articles.StoryID) {
	k.Helper()
	one, two = k.file(1, "Dam breaks"), k.file(2, "Dam still breaks")
	k.follow(k.channel("a"), "now", everything)
	k.owe(breaking(one, 2), breaking(two, 2))
	k.sent(k.claimOne(2), "m1", 2)
	k.sent(k.claimOne(3), "m2", 3)
	k.happens(two, 4, 4)
	k.sent(k.claimOne(4), "r2", 4)
	k.regroup(k.merging(two, one, 5))
	same(k, "edited", k.edits(6), messages{"m2", "m1"})
	return one, two
}

type messages []bot.MessageID

// edits makes all that is owed at a minute, and returns the messages that change.
func (k *kit) edits(minute int) (all messages) {
	k.Helper()
	for {
		ds := k.claim(minute, 1)
		if len(ds) == 0 {
			return all
		}
		if ds[0].Edits != "" {
			all = append(all, ds[0].Edits)
		}
		k.sent(ds[0], "x", minute)
	}
}

// second are the posts of stories that turned out to be others which the channel
// has a post of, too.
var second = tests{
	"lead to the first, and follow what it is called": func(k *kit) {
		one, _ := k.bothPosted()
		k.ok(k.SetHeadline(k.Context(), one, "Dam holds", "Ann"))
		same(k, "edited", k.edits(10), messages{"m2", "m1"})
	},
	"are struck out with it": func(k *kit) {
		_, two := k.bothPosted()
		same(k, "messages", k.withdraw(two, 10), 3)
		same(k, "struck out", k.edits(10), messages{"m1", "m2", "r2"})
	},
	"are deleted with it": func(k *kit) {
		one, _ := k.bothPosted()
		n, err := k.Withdraw(k.Context(), one, desk.Withdrawal{Reason: "a test", Delete: true, At: at(10)})
		k.ok(err)
		same(k, "messages", n, 3)
		same(k, "deleted", k.edits(10), messages{"m1", "m2", "r2"})
	},
	"come back with it": func(k *kit) {
		_, two := k.bothPosted()
		k.takeBack(1, articles.Canceled, "made up", false)
		k.takeBack(2, articles.Canceled, "made up", false)
		k.edits(10)
		f := filingOf(article(1, "Dam breaks"))
		f.Update, f.Restored, f.Shown, f.At = true, true, true, at(11)
		_, err := k.File(k.Context(), f)
		k.ok(err)
		same(k, "edited", k.edits(99), messages{"m2", "m1"})
		same(k, "struck out once more", k.withdraw(two, 100), 3)
	},
	"that arrive late lead there, too": func(k *kit) {
		one, two := k.file(1, "Dam breaks"), k.file(2, "Dam still breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(one, 2), breaking(two, 2))
		k.sent(k.claimOne(2), "m1", 2)
		late := k.claimOne(3)
		k.begin(late, 3)
		k.regroup(k.merging(two, one, 3))
		k.sent(late, "m2", 4)
		same(k, "edited", k.edits(5), messages{"m1", "m2"})
	},
	"are told of in the trace": func(k *kit) {
		one, two := k.bothPosted()
		k.ok(k.SetHeadline(k.Context(), one, "Dam holds", "Ann"))
		trace := k.trace(two)
		said := trace.Decisions[0].Text
		same(k, "first decision", said, "as story 2, correction by Harbour Post, told in answer to the posts: it was the lead (It holds.)")
		posts := 0
		for _, d := range trace.Deliveries {
			if d.Kind == bot.KindBreaking {
				posts++
			}
		}
		same(k, "posts", posts, 2)
	},
}
