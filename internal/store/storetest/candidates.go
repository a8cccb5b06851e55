package storetest

import (
	"herald/articles"
	"herald/bot"
)

// candidates are the questions to admins whether a story is breaking.
var candidates = tests{
	"asked once, first of all, and edited when it is decided": func(k *kit) {
		id := k.candidate()
		d := k.claimOne(1)
		same(k, "stories", d.Stories, storyIDs{id})
		same(k, "text", d.Text, "or else")
		same(k, "class", d.Class(), bot.ClassBreaking)
		k.sent(d, "m", 1)
		k.none(1)
		k.ok(k.OweCandidate(k.Context(), place("a"), id, "or else", at(1)))
		k.none(1)
		k.ok(k.SetVerdict(k.Context(), id, articles.Verdict{Breaking: true, Rule: articles.RuleDecided, By: "Ada", At: at(2)}))
		edit := k.claimOne(2)
		same(k, "edits", edit.Edits, "m")
		same(k, "kind", edit.Kind, bot.KindNotice)
		same(k, "stories", edit.Stories, storyIDs{id})
		k.sent(edit, "m", 2)
		k.ok(k.SetHeadline(k.Context(), id, "Dam broken", "Ada"))
		again := k.claimOne(2)
		same(k, "the same edit", again.ID, edit.ID)
		k.sent(again, "m", 2)
		k.ends(id, "it held")
		k.sent(k.claimOne(2), "m", 2)
		k.none(99)
	},
	"decided while it was on its way": func(k *kit) {
		id := k.candidate()
		d := k.claimOne(1)
		k.ok(k.SetHeadline(k.Context(), id, "Dam broken", "Ada"))
		k.none(1)
		k.sent(d, "m", 1)
		same(k, "edits", k.claimOne(1).Edits, "m")
	},
	"decided before it was sent": func(k *kit) {
		id := k.candidate()
		k.ok(k.SetVerdict(k.Context(), id, articles.Verdict{Rule: articles.RuleDecided, By: "Ada", At: at(1)}))
		k.sent(k.claimOne(1), "m", 1) // it says so itself
		k.none(99)
	},
	"more voices make a later edit": func(k *kit) {
		id := k.candidate()
		k.sent(k.claimOne(0), "m", 0)
		f := filingOf(article(2, "Dam breaks"))
		f.Story, f.At = id, at(0)
		f.Verdict = articles.Verdict{Rule: articles.RuleDeclared, Waiting: articles.WaitApproval, At: at(0), Reason: "two"}
		_, err := k.File(k.Context(), f)
		k.ok(err)
		k.none(0)
		same(k, "edits", k.claimOne(1).Edits, "m")
	},
	"asked about a story that turned out to be another": func(k *kit) {
		one := k.file(9, "Dam holds")
		two := k.candidate()
		k.sent(k.claimOne(0), "m", 0)
		k.regroup(k.merging(two, one, 1))
		edit := k.claimOne(1)
		same(k, "edits", edit.Edits, "m")
		k.sent(edit, "m", 1)
		k.ok(k.SetHeadline(k.Context(), one, "Dam broken", "Ada"))
		same(k, "edits", k.claimOne(2).Edits, "m")
	},
	"a paused channel is not asked": func(k *kit) {
		c := k.channel("a")
		k.ok(k.Pause(k.Context(), c.Address, "gone", at(0)))
		k.ok(k.OweCandidate(k.Context(), c.Address, k.file(1, "Dam breaks"), "", at(0)))
		k.none(99)
	},
}

// candidate is a story about which the channel a is asked.
func (k *kit) candidate() articles.StoryID {
	k.Helper()
	id := k.file(1, "Dam breaks")
	k.ok(k.SetVerdict(k.Context(), id, articles.Verdict{Rule: articles.RuleDeclared, Waiting: articles.WaitApproval, At: at(0)}))
	k.ok(k.OweCandidate(k.Context(), place("a"), id, "or else", at(0)))
	return id
}
