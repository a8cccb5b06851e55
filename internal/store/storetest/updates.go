package storetest

import (
	"herald/bot"
	"herald/bot/delivery"
)

// updating are edits of posts whose story has changed.
var updating = tests{
	"a post is edited when its story has changed, again and again": func(k *kit) {
		d := k.posted()
		for _, minute := range []int{5, 10} {
			k.changes(minute, 1)
			k.none(minute) // further changes are waited for
			edit := k.claimOne(minute + 1)
			same(k, "key", edit.Key, "update/story/1")
			same(k, "kind", edit.Kind, bot.KindUpdate)
			same(k, "edits", edit.Edits, d.Message)
			same(k, "attempts", edit.Attempts, 0)
			k.sent(edit, edit.Edits, minute+1)
		}
		k.none(99)
	},
	"many changes are one edit": func(k *kit) {
		k.posted()
		k.changes(5, 1)
		k.changes(5, 0)
		k.changes(5, 0)
		k.sent(k.claimOne(6), "m", 6)
		k.none(99)
	},
	"a change while the edit is made makes another": func(k *kit) {
		k.posted()
		k.changes(5, 1)
		edit := k.claimOne(6)
		k.changes(6, 1)
		k.none(6)
		k.sent(edit, "m", 6)
		again := k.claimOne(6)
		same(k, "the same", again.ID, edit.ID)
		k.sent(again, "m", 6)
		k.none(99)
	},
	"an edit of what was deleted is not made again": func(k *kit) {
		k.posted()
		k.changes(5, 1)
		edit := k.claimOne(6)
		k.ok(k.Settle(k.Context(), edit.ID, delivery.Settlement{State: bot.Dropped, Reason: "rejected: no such message", At: at(6)}))
		k.changes(7, 0)
		k.none(99)
	},
	"nothing where nothing was posted, lately": func(k *kit) {
		k.follow(k.channel("b"), "now", everything)
		k.owe(breaking(2, 0))
		n, err := k.OweUpdate(k.Context(), 2, at(1))
		k.ok(err)
		same(k, "of what is still owed", n, 0)
		n, err = k.OweUpdate(k.Context(), 77, at(1))
		k.ok(err)
		same(k, "of another story", n, 0)
		k.sent(k.claimOne(1), "m", 1)
		n, err = k.OweUpdate(k.Context(), 2, at(25*60))
		k.ok(err)
		same(k, "of an old post", n, 0)
	},
}

// posted is a post of story 1 that was sent.
func (k *kit) posted() bot.Delivery {
	k.Helper()
	k.follow(k.channel("a"), "now", everything)
	k.owe(breaking(1, 0))
	d := k.claimOne(0)
	k.sent(d, "m", 0)
	return k.delivery(d.ID)
}

// changes owes the edits of story 1 and counts them.
func (k *kit) changes(minute, want int) {
	k.Helper()
	n, err := k.OweUpdate(k.Context(), 1, at(minute))
	k.ok(err)
	same(k, "edits", n, want)
}
