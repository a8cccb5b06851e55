package storetest

import (
	"herald/bot"
	"herald/bot/delivery"
)

// updating are edits of posts whose story has changed.
var updating = tests{
	"a post is edited when its story has changed, again and again": func(k *kit) {
		k.file(1, "Dam breaks")
		d := k.posted()
		for _, minute := range []int{5, 10} {
			k.changes(minute)
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
		k.file(1, "Dam breaks")
		k.posted()
		k.changes(5)
		k.changes(5)
		k.changes(5)
		k.sent(k.claimOne(6), "m", 6)
		k.none(99)
	},
	"a change while the edit is made makes another": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		k.changes(5)
		edit := k.claimOne(6)
		k.changes(6)
		k.none(6)
		k.sent(edit, "m", 6)
		again := k.claimOne(6)
		same(k, "the same", again.ID, edit.ID)
		k.sent(again, "m", 6)
		k.none(99)
	},
	"an edit of what was deleted is not made again": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		k.changes(5)
		edit := k.claimOne(6)
		k.ok(k.Settle(k.Context(), edit.ID, delivery.Settlement{State: bot.Dropped, Reason: "rejected: no such message", At: at(6)}))
		k.changes(7)
		k.none(99)
	},
	"nothing where nothing was posted, lately": func(k *kit) {
		k.file(1, "Dam breaks")
		k.follow(k.channel("b"), "now", everything)
		k.owe(breaking(1, 0))
		k.changes(0)
		k.sent(k.claimOne(1), "m", 1) // it said so from the start
		k.changes(25 * 60)
		k.none(26 * 60)
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

// changes changes what the posts of story 1 say.
func (k *kit) changes(minute int) {
	k.Helper()
	s, err := k.Story(k.Context(), 1)
	k.ok(err)
	k.joins(len(s.Articles)+1, minute)
}
