package storetest

import "herald/bot"

const developed = "development/story/1/1"

// reply owes answers to the posts of story 1, and counts them.
func (k *kit) reply(minute int) int {
	k.Helper()
	n, err := k.OweReplies(k.Context(), 1, developed, at(minute), at(minute+60))
	k.ok(err)
	return n
}

var replies = tests{
	"what was posted is answered, once": func(k *kit) {
		d := k.posted()
		k.follow(d.Channel, "list", everything)
		k.owe(listed(2, 1))
		same(k, "replies", k.reply(5), 1)
		same(k, "replies the second time", k.reply(6), 0)
		got := k.claimOne(5)
		k.sent(got, "list", 5)
		got = k.claimOne(5)
		k.sent(got, "r", 5)
		same(k, "message", k.delivery(got.ID).Message, "r")
		got.ID, got.Claim, got.Channel = 0, 0, bot.Channel{}
		same(k, "reply", got, bot.Delivery{
			Key: developed, Kind: bot.KindDevelopment, Schedule: "now", Stories: storyIDs{1},
			ReplyTo: "m", Owed: at(5), NotBefore: at(5), Expires: at(65), State: bot.Claimed,
		})
	},
	"a reply goes before lists of other channels": func(k *kit) {
		k.posted()
		k.follow(k.channel("b"), "list", everything)
		k.owe(listed(2, 1))
		k.reply(5)
		same(k, "first", keys(k.claim(5, 1)), []string{"a " + developed})
	},
	"who did not get the post gets no reply": func(k *kit) {
		k.posted()
		k.follow(k.channel("b"), "now", everything)
		same(k, "replies", k.reply(5), 1)
		same(k, "claimed", keys(k.claim(5, 9)), []string{"a " + developed})
	},
	"who has unsubscribed gets none any more": func(k *kit) {
		d := k.posted()
		k.reply(5)
		subs, err := k.Subscriptions(k.Context(), d.Channel.ID)
		k.ok(err)
		k.ok(k.Unsubscribe(k.Context(), d.Channel.ID, subs[0].Number))
		k.none(6)
	},
	"what is withdrawn develops no more": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		k.reply(5)
		k.withdraw(1, 6)
		same(k, "what is left", k.claimOne(6).Kind, bot.KindWithdrawal)
		k.none(6)
	},
}

// remove withdraws a story and owes the deletion of its posts.
func (k *kit) remove(minute int) int {
	k.Helper()
	k.ok(k.Withdraw(k.Context(), 1, "a court said so"))
	n, err := k.OweDeletion(k.Context(), 1, at(minute))
	k.ok(err)
	return n
}

var deletion = tests{
	"posts and what answers them are deleted, once": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		k.reply(5)
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
		k.file(1, "Dam breaks")
		k.posted()
		k.follow(k.channel("b"), "now", everything)
		k.owe(breaking(1, 1))
		k.reply(5)
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
