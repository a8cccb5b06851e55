package storetest

import (
	"strings"

	"herald/articles"
	"herald/bot"
)

// rationing is that a channel gets only so many breaking posts in an hour.
var rationing = tests{
	"what is over waits for its turn, the weightiest first": func(k *kit) {
		k.rationed(2)
		k.weighed(0, 1, 5, 3, 4) // stories 1 to 4
		same(k, "at once", k.posts(0), []string{"2", "4"})
		k.none(59)
		same(k, "an hour later", k.posts(60), []string{"1", "3"}) // as they were owed
		k.none(999)
	},
	"a weightier one goes before those that wait": func(k *kit) {
		k.rationed(1)
		k.weighed(0, 1, 2)
		same(k, "at once", k.posts(0), []string{"2"})
		k.oweWeighed(3, 10, 9)
		same(k, "an hour later", k.posts(60), []string{"3"})
		same(k, "two hours later", k.posts(120), []string{"1"})
	},
	"it says what it waits for": func(k *kit) {
		k.rationed(1)
		k.weighed(0, 1, 2)
		k.posts(0)
		waits := k.delivery(1)
		if waits.State != bot.Owed || !strings.HasPrefix(waits.Reason, "waits for its turn at 13:00:00 UTC: no more than 1 in an hour") {
			k.Errorf("%s: %q", waits.State, waits.Reason)
		}
		k.posts(60)
		same(k, "reason once sent", k.delivery(1).Reason, "")
	},
	"it says when it waits in vain": func(k *kit) {
		k.rationed(1)
		k.weighed(0, 2)
		id := k.file(2, "Story C")
		f := breaking(id, 0)
		f.Expires = at(30)
		k.owe(f)
		if reason := k.delivery(2).Reason; !strings.Contains(reason, "; it expires before, at 12:30:00 UTC") {
			k.Errorf("it says %q", reason)
		}
	},
	"each channel is counted by itself": func(k *kit) {
		k.rationed(1)
		k.follow(k.channel("b"), "now", everything)
		k.weighed(0, 1, 2)
		same(k, "at once", k.posts(0), []string{"2", "2"})
	},
	"lists and notices are not counted": func(k *kit) {
		k.rationed(1)
		k.weighed(0, 1)
		k.posts(0)
		k.ok(k.OweNotice(k.Context(), place("a"), "n", "careful", at(1), at(99)))
		same(k, "kind", k.claimOne(1).Kind, bot.KindNotice)
	},
	"the limit may change": func(k *kit) {
		k.rationed(1)
		k.weighed(0, 1, 2, 3)
		same(k, "at once", k.posts(0), []string{"3"})
		k.ok(k.SetPerHour(k.Context(), 2, at(5)))
		same(k, "with one more", k.posts(5), []string{"2"})
		k.none(6)
		k.ok(k.SetPerHour(k.Context(), 0, at(7)))
		same(k, "with any number", k.posts(7), []string{"1"})
	},
	"one that gains voices goes before others": func(k *kit) {
		k.rationed(1)
		k.weighed(0, 9, 3, 5)
		same(k, "at once", k.posts(0), []string{"1"})
		f := filingOf(article(20, "Story C goes on"))
		f.Story, f.At, f.Weight = 2, at(10), 7
		f.Verdict = articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "marked", At: at(10)}
		_, err := k.File(k.Context(), f)
		k.ok(err)
		same(k, "an hour later", k.posts(60), []string{"2"})
		same(k, "two hours later", k.posts(120), []string{"3"})
	},
	"one that turns out to be another takes its weight": func(k *kit) {
		k.rationed(1)
		k.weighed(0, 9, 3, 5)
		same(k, "at once", k.posts(0), []string{"1"})
		k.file(4, "Story E")
		m := k.merging(4, 2, 10)
		m.Weight = 7
		k.regroup(m)
		same(k, "an hour later", k.posts(60), []string{"2"})
	},
	"quiet hours end slowly": func(k *kit) {
		k.rationed(1)
		k.weighed(0, 1)
		k.oweWeighed(2, 0, 2)
		d := k.claimOne(0)
		same(k, "the weightiest", d.Key, "breaking/story/2")
		k.ok(k.Hold(k.Context(), d.ID, at(300)))
		k.ok(k.Hold(k.Context(), k.claimOne(0).ID, at(300)))
		k.none(299)
		same(k, "the weightiest", k.posts(300), []string{"2"})
		k.none(359)
		same(k, "an hour later", k.posts(360), []string{"1"})
	},
}

// rationed has a channel a follow the schedule "now" and get n posts an hour.
func (k *kit) rationed(n int) {
	k.Helper()
	k.ok(k.SetPerHour(k.Context(), n, at(0)))
	k.follow(k.channel("a"), "now", everything)
}

// weighed owes stories from 1 on, of these weights, in one go.
func (k *kit) weighed(minute int, weights ...float64) {
	k.Helper()
	for i, w := range weights {
		k.oweWeighed(i+1, minute, w)
	}
}

func (k *kit) oweWeighed(story, minute int, weight float64) {
	k.Helper()
	id := k.file(story, "Story "+string(rune('A'+story)))
	f := breaking(id, minute)
	f.Weight = weight
	k.owe(f)
}

// posts sends what may go out at a time, and gives the numbers of its stories.
func (k *kit) posts(minute int) (stories []string) {
	k.Helper()
	for {
		all := k.claim(minute, 10)
		if len(all) == 0 {
			return stories
		}
		for _, d := range all {
			stories = append(stories, d.Stories[0].String())
			k.sent(d, "m", minute)
		}
	}
}
