package storetest

import (
	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
)

// merging is the move of a whole story into another one.
func (k *kit) merging(from, to articles.StoryID, minute int) desk.Move {
	k.Helper()
	s, err := k.Story(k.Context(), from)
	k.ok(err)
	other, err := k.Story(k.Context(), to)
	k.ok(err)
	return desk.Move{
		From: from, To: to, Whole: true, Articles: s.Articles, Verdict: other.Verdict,
		Topics: []string{"water", "floods"}, Reason: "they are one: 0.40 alike", At: at(minute),
	}
}

// regroup makes a move.
func (k *kit) regroup(m desk.Move) articles.StoryID {
	k.Helper()
	to, err := k.Regroup(k.Context(), m)
	k.ok(err)
	return to
}

// happens files an article in a story with a correction of a minute, at which
// nothing but that is told.
func (k *kit) happens(id articles.StoryID, n, minute int) {
	k.Helper()
	f := filingOf(article(100+n, "Dam holds"))
	f.Story, f.At, f.Changes = id, at(minute), []articles.Change{correction(minute)}
	_, err := k.File(k.Context(), f)
	k.ok(err)
}

var regrouping = tests{
	"a story that is another one is told there": func(k *kit) {
		one, two := k.file(1, "Dam holds", "water"), k.file(2, "Dam still holds", "floods")
		same(k, "where it came", k.regroup(k.merging(two, one, 3)), one)
		got, err := k.Story(k.Context(), two)
		k.ok(err)
		same(k, "story", got.ID, one)
		same(k, "articles", got.Articles, []articles.Article{article(1, "Dam holds"), article(2, "Dam still holds")})
		same(k, "topics", got.Topics, []string{"water", "floods"})
		open, err := k.Open(k.Context(), at(0))
		k.ok(err)
		same(k, "open stories", ids(open), storyIDs{one})
		same(k, "found by the words of both", k.search("still"), storyIDs{one})
		for _, id := range []articles.StoryID{one, two} {
			trace, err := k.Trace(k.Context(), id, 10)
			k.ok(err)
			if n := len(trace.Decisions); trace.Story.ID != one || n == 0 || trace.Decisions[n-1].Text != "they are one: 0.40 alike" {
				k.Errorf("the trace of story %s is of story %s: %+v", id, trace.Story.ID, trace.Decisions)
			}
		}
	},
	"numbers lead there however often": func(k *kit) {
		one, two, three := k.file(1, "Dam holds"), k.file(2, "Dam still holds"), k.file(3, "Dam holds on")
		k.regroup(k.merging(three, two, 4))
		k.regroup(k.merging(two, one, 5))
		got, err := k.Story(k.Context(), three)
		k.ok(err)
		same(k, "story", got.ID, one)
		_, err = k.Withdraw(k.Context(), three, desk.Withdrawal{Reason: "an error", At: at(6)})
		k.ok(err)
		got, err = k.Story(k.Context(), one)
		k.ok(err)
		same(k, "withdrawn", got.Withdrawn, "an error")
	},
	"some articles become a story of their own": func(k *kit) {
		one := k.file(1, "Dam holds", "water")
		f := filingOf(article(2, "Bridge opens"), "water", "roads")
		f.Story = one
		_, err := k.File(k.Context(), f)
		k.ok(err)
		two := k.regroup(desk.Move{
			From: one, Articles: []articles.Article{article(2, "Bridge opens")}, Topics: []string{"roads"},
			Left: []string{"water"}, Reason: "they are two", At: at(3),
		})
		for id, want := range map[articles.StoryID]articles.Story{
			one: {Headline: "Dam holds", Topics: []string{"water"}, Articles: []articles.Article{article(1, "Dam holds")}},
			two: {Headline: "Bridge opens", Topics: []string{"roads"}, Articles: []articles.Article{article(2, "Bridge opens")}},
		} {
			got, err := k.Story(k.Context(), id)
			k.ok(err)
			same(k, "headline", got.Headline, want.Headline)
			same(k, "topics", got.Topics, want.Topics)
			same(k, "articles", got.Articles, want.Articles)
		}
		for id, want := range map[articles.StoryID]articles.Change{
			one: {Kind: articles.ChangeSplit, By: "Harbour Post", Other: two, Was: "Bridge opens"},
			two: {Kind: articles.ChangePart, Other: one, Was: "Dam holds"},
		} {
			got, err := k.Story(k.Context(), id)
			k.ok(err)
			want.Number, want.At, want.Reason = 1, at(3), "they are two"
			same(k, "changes", got.Changes, []articles.Change{want})
		}
	},
	"a story has the headline of its first article, or an admin's": func(k *kit) {
		one, two, three := k.file(1, "Dam holds"), k.file(2, "Dam still holds"), k.file(3, "Dam holds on")
		early := k.regroup(desk.Move{From: one, Articles: []articles.Article{article(1, "Dam holds")}, Reason: "they are two", At: at(3)})
		k.regroup(k.merging(early, two, 4))
		got, err := k.Story(k.Context(), two)
		k.ok(err)
		same(k, "headline", got.Headline, "Dam holds")
		k.ok(k.SetHeadline(k.Context(), three, "It holds", "Ann"))
		k.regroup(k.merging(three, two, 5))
		got, err = k.Story(k.Context(), two)
		k.ok(err)
		same(k, "headline", got.Headline, "It holds")
		same(k, "by", got.HeadlineBy, "Ann")
	},
	"articles that are elsewhere already are a conflict": func(k *kit) {
		one, two := k.file(1, "Dam holds"), k.file(2, "Dam still holds")
		m := k.merging(two, one, 3)
		m.Articles = []articles.Article{article(1, "Dam holds")}
		_, err := k.Regroup(k.Context(), m)
		k.is(err, desk.ErrConflict)
		got, err := k.Story(k.Context(), two)
		k.ok(err)
		same(k, "story", got.ID, two)
	},
	"a channel with one post keeps one": func(k *kit) {
		one, two := k.file(1, "Dam holds"), k.file(2, "Dam still holds")
		c := k.channel("a")
		k.follow(c, "now", articles.Interest{})
		k.owe(breaking(two, 2))
		k.sent(k.claimOne(2), "m2", 2)
		k.regroup(k.merging(two, one, 3))
		same(k, "owed for the other one", k.owe(breaking(one, 4)), 0)
		same(k, "owed late for it", k.owe(breaking(two, 4)), 0)
		k.none(3)
		edit := k.claimOne(4) // it says more now
		same(k, "edit", edit.Edits, bot.MessageID("m2"))
		same(k, "kind", edit.Kind, bot.KindUpdate)
		same(k, "of", edit.Stories, storyIDs{one})
	},
	"a channel with both posts keeps both": func(k *kit) {
		one, two := k.file(1, "Dam holds"), k.file(2, "Dam still holds")
		c := k.channel("a")
		k.follow(c, "now", articles.Interest{})
		k.owe(breaking(one, 2), breaking(two, 2))
		k.sent(k.claimOne(2), "m1", 2)
		k.sent(k.claimOne(3), "m2", 3)
		k.regroup(k.merging(two, one, 4))
		k.none(4)
		edit := k.claimOne(5)
		same(k, "edit", edit.Edits, bot.MessageID("m2"))
		same(k, "kind", edit.Kind, bot.KindUpdate)
		same(k, "of", edit.Stories, storyIDs{two})
	},
	"what happened to both happened to one": func(k *kit) {
		one, two := k.file(1, "Dam breaks"), k.file(2, "Dam still breaks")
		k.happens(one, 3, 3)
		k.happens(two, 4, 2)
		confirmed := articles.Change{Kind: articles.ChangeConfirmation, At: at(5), By: "City Wire", Material: true, Reason: "two"}
		m := k.merging(two, one, 5)
		m.Changes = []articles.Change{confirmed}
		k.regroup(m)
		s, err := k.Story(k.Context(), one)
		k.ok(err)
		first, second := correction(2), correction(3)
		first.Number, second.Number, confirmed.Number = 2, 1, 4
		same(k, "changes", s.Changes, []articles.Change{first, second, {
			Number: 3, Kind: articles.ChangeMerge, At: at(5), Other: two, Was: "Dam still breaks", Reason: "they are one: 0.40 alike",
		}, confirmed})
	},
	"answers go where the post went": func(k *kit) {
		one, two := k.file(1, "Dam breaks"), k.file(2, "Dam still breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(two, 2))
		k.sent(k.claimOne(2), "m2", 2)
		k.happens(one, 3, 3)
		k.happens(two, 4, 4)
		m := k.merging(two, one, 5)
		m.Changes = []articles.Change{{Kind: articles.ChangeConfirmation, At: at(5), By: "City Wire", Material: true, Reason: "two"}}
		k.regroup(m)
		for _, want := range []string{"development/story/1/2", "development/story/1/4"} { // owed before, and new
			d := k.claimOne(5)
			same(k, "answer", d.Key, want)
			same(k, "stories", d.Stories, storyIDs{one})
			same(k, "answers", d.ReplyTo, bot.MessageID("m2"))
			k.sent(d, "r", 5)
		}
		same(k, "struck out", k.withdraw(two, 6), 3)
	},
	"answers to a second post stay as they are": func(k *kit) {
		one, two := k.file(1, "Dam breaks"), k.file(2, "Dam still breaks")
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(one, 2), breaking(two, 2))
		k.sent(k.claimOne(2), "m1", 2)
		k.sent(k.claimOne(3), "m2", 3)
		k.happens(two, 4, 4)
		k.sent(k.claimOne(4), "r", 4)
		k.regroup(k.merging(two, one, 5))
		for _, message := range []bot.MessageID{"m2", "m1"} { // the first one says more now
			edit := k.claimOne(6)
			same(k, "edits", edit.Edits, message)
			k.sent(edit, message, 6)
		}
		k.none(99)
	},
	"a digest does not tell it again": func(k *kit) {
		k.file(1, "Dam breaks")
		k.file(2, "Ferry sinks")
		five := k.file(5, "Dam still breaks")
		k.follow(k.channel("a"), "list", everything)
		had := digestOf(5, nil)
		had.Stories = storyIDs{five}
		k.owe(had)
		k.sent(k.claimOne(5), "m", 5)
		k.regroup(k.merging(five, 1, 6))
		k.owe(digestOf(10, nil))
		same(k, "lists", k.lists(), map[string]storyIDs{"a": {2, 3}})
	},
	"what was owed twice is sent once": func(k *kit) {
		one, two := k.file(1, "Dam holds"), k.file(2, "Dam still holds")
		c := k.channel("a")
		k.follow(c, "now", articles.Interest{})
		k.owe(breaking(one, 2), breaking(two, 2))
		k.regroup(k.merging(two, one, 3))
		k.sent(k.claimOne(4), "m1", 4)
		k.none(5)
	},
}
