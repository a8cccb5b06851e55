package storetest

import (
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
)

// joins files a further article in story 1 that says something new to its readers.
func (k *kit) joins(n, minute int, changes ...articles.Change) {
	k.Helper()
	a := article(n, "Dam still holds")
	f := filingOf(a)
	f.Story, f.Shown, f.Changes, f.At = 1, true, changes, at(minute)
	_, err := k.File(k.Context(), f)
	k.ok(err)
}

// correction is a change that counts, of a minute.
func correction(minute int) articles.Change {
	return articles.Change{
		Kind: articles.ChangeCorrection, At: at(minute), By: "Harbour Post", Was: "Dam breaks", Is: "Dam holds",
		Note: "It holds.", Material: true, Reason: "it was the lead",
	}
}

var changes = tests{
	"are kept with their story, in order": func(k *kit) {
		k.file(1, "Dam breaks")
		first, second := correction(3), articles.Change{Kind: articles.ChangeHeadline, At: at(4), By: "City Wire", Was: "a", Is: "b", Reason: "no"}
		k.joins(2, 3, first)
		k.joins(3, 4, second)
		s, err := k.Story(k.Context(), 1)
		k.ok(err)
		first.Number, second.Number = 1, 2
		same(k, "changes", s.Changes, []articles.Change{first, second})
	},
	"a withdrawal is one, once": func(k *kit) {
		k.file(1, "Dam breaks")
		for range 2 {
			_, err := k.Withdraw(k.Context(), 1, desk.Withdrawal{By: "Harbour Post", Reason: "made up", At: at(7)})
			k.ok(err)
		}
		s, err := k.Story(k.Context(), 1)
		k.ok(err)
		same(k, "changes", s.Changes, []articles.Change{{
			Number: 1, Kind: articles.ChangeWithdrawal, At: at(7), By: "Harbour Post", Was: "Dam breaks", Note: "made up",
			Material: true, Reason: "the story was withdrawn",
		}})
	},
	"a headline of an admin is one, and edits the posts": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		k.ok(k.SetHeadline(k.Context(), 1, "Dam holds", "Ann"))
		s, err := k.Story(k.Context(), 1)
		k.ok(err)
		same(k, "changes", s.Changes, []articles.Change{{
			Number: 1, Kind: articles.ChangeHeadline, At: at(0), Was: "Dam breaks", Is: "Dam holds", Reason: "an admin wrote it",
		}})
		same(k, "kind", k.claimOne(1).Kind, bot.KindUpdate)
	},
	"another verdict edits what was posted before, not what is posted for it": func(k *kit) {
		k.file(1, "Dam breaks")
		k.ok(k.SetVerdict(k.Context(), 1, articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "marked", At: at(0)}))
		k.posted()
		k.none(99)
		k.ok(k.SetVerdict(k.Context(), 1, articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "marked", Note: "two now", At: at(0)}))
		same(k, "kind", k.claimOne(99).Kind, bot.KindUpdate)
	},
	"what joins edits the posts with it": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		k.joins(2, 5)
		k.none(5)
		same(k, "kind", k.claimOne(6).Kind, bot.KindUpdate)
	},
	"what nobody sees edits nothing": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		f := filingOf(article(1, "Dam breaks"))
		f.Story, f.Update, f.At = 1, true, at(5)
		_, err := k.File(k.Context(), f)
		k.ok(err)
		k.none(99)
	},
	"an old post is edited for a correction alone": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		k.joins(2, 7*60)
		k.none(8 * 60)
		k.joins(3, 9*60, correction(9*60))
		same(k, "kind", k.claimOne(10*60).Kind, bot.KindUpdate)
	},
	"a post laid out before a change and sent after it is edited": func(k *kit) {
		k.file(1, "Dam breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 1))
		d := k.claimOne(2)
		k.begin(d, 2)
		k.joins(2, 3)
		k.sent(d, "m", 4)
		edit := k.claimOne(5)
		same(k, "kind", edit.Kind, bot.KindUpdate)
		same(k, "edits", edit.Edits, "m")
	},
	"one laid out after the change is not": func(k *kit) {
		k.file(1, "Dam breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 1))
		k.joins(2, 2)
		d := k.claimOne(3)
		k.begin(d, 3)
		k.sent(d, "m", 4)
		k.none(99)
	},
	"a withdrawal waits a minute after another edit": func(k *kit) {
		k.file(1, "Dam breaks")
		k.posted()
		k.joins(2, 5)
		k.sent(k.claimOne(6), "m", 6)
		_, err := k.Withdraw(k.Context(), 1, desk.Withdrawal{Reason: "made up", At: at(6).Add(10 * time.Second)})
		k.ok(err)
		k.next(at(6).Add(10 * time.Second))
		ds, err := k.Claim(k.Context(), bot.Discord, at(6).Add(10*time.Second), time.Minute, 9)
		k.ok(err)
		same(k, "what answers the post comes at once", keys(ds), []string{"a development/story/1/1"})
		k.sent(ds[0], "r", 6)
		k.next(at(7))
		same(k, "kind", k.claimOne(7).Kind, bot.KindWithdrawal)
	},
	"the next article leads when the first is taken back": func(k *kit) {
		k.file(1, "Dam breaks")
		k.joins(2, 3)
		a := article(1, "Dam breaks")
		a.Status = articles.Canceled
		f := filingOf(a)
		f.Update, f.Story = true, 1
		_, err := k.File(k.Context(), f)
		k.ok(err)
		s, err := k.Story(k.Context(), 1)
		k.ok(err)
		same(k, "headline", s.Headline, "Dam still holds")
		same(k, "lead", s.Lead().ID, "guid-2")
	},
}
