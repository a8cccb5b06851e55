package storetest

import (
	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
)

// withdraw withdraws a story and counts the posts to be edited.
func (k *kit) withdraw(id articles.StoryID, minute int) int {
	k.Helper()
	n, err := k.Store.Withdraw(k.Context(), id, desk.Withdrawal{Reason: "the publisher took it back", At: at(minute)})
	k.ok(err)
	return n
}

// ends withdraws a story that was posted nowhere.
func (k *kit) ends(id articles.StoryID, reason string) {
	k.Helper()
	_, err := k.Withdraw(k.Context(), id, desk.Withdrawal{Reason: reason, At: at(0)})
	k.ok(err)
}

var withdrawal = tests{
	"posts that were sent are edited, once": func(k *kit) {
		id := k.file(1, "Dam breaks")
		for _, c := range []string{"a", "b"} {
			k.follow(k.channel(c), "now", everything)
		}
		k.owe(breaking(id, 0))
		for _, d := range k.claim(0, 9) {
			k.sent(d, bot.MessageID("m-"+d.Channel.Address.ID), 0)
		}
		same(k, "edits", k.withdraw(id, 5), 2)
		same(k, "edits the second time", k.withdraw(id, 6), 0)
		edits := k.claim(5, 9)
		same(k, "claimed", keys(edits), []string{"a withdrawal/story/1", "b withdrawal/story/1"})
		d := edits[0]
		d.ID, d.Claim, d.Channel = 0, 0, bot.Channel{}
		same(k, "edit", d, bot.Delivery{
			Key: "withdrawal/story/1", Kind: bot.KindWithdrawal, Schedule: "now", Stories: storyIDs{id},
			Edits: "m-a", Owed: at(5), NotBefore: at(5), State: bot.Claimed,
		})
	},
	"what is still owed is dropped": func(k *kit) {
		id := k.file(1, "Dam breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(id, 0), breaking(77, 0))
		same(k, "edits", k.withdraw(id, 5), 0)
		same(k, "goes on", k.claimOne(5).Key, "breaking/story/77")
		same(k, "dropped", keys(k.all(deliveryFilter{State: bot.Dropped})), []string{"a breaking/story/1"})
	},
	"a post that arrives afterwards is edited too": func(k *kit) {
		id := k.file(1, "Dam breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(id, 0))
		d := k.claimOne(0)
		same(k, "edits", k.withdraw(id, 1), 0)
		k.sent(d, "late", 2)
		edit := k.claimOne(2)
		same(k, "kind", edit.Kind, bot.KindWithdrawal)
		same(k, "edits", edit.Edits, "late")
	},
	"lists are left as they are": func(k *kit) {
		id := k.file(1, "Dam breaks")
		k.follow(k.channel("a"), "list", everything)
		k.owe(listed(id, 0))
		k.sent(k.claimOne(0), "m", 0)
		same(k, "edits", k.withdraw(id, 5), 0)
		k.none(9)
	},
	"paused channels are left out": func(k *kit) {
		id := k.file(1, "Dam breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(id, 0))
		k.sent(k.claimOne(0), "m", 0)
		k.ok(k.Pause(k.Context(), place("a"), "gone", at(1)))
		same(k, "edits", k.withdraw(id, 5), 0)
	},
	"an edit is due after unsubscribing as well": func(k *kit) {
		id := k.file(1, "Dam breaks")
		c := k.channel("a")
		sub := k.follow(c, "now", everything)
		k.owe(breaking(id, 0))
		k.sent(k.claimOne(0), "m", 0)
		same(k, "edits", k.withdraw(id, 5), 1)
		k.ok(k.Unsubscribe(k.Context(), c.ID, sub.Number))
		same(k, "kind", k.claimOne(5).Kind, bot.KindWithdrawal)
	},
}
