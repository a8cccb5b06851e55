package storetest

import (
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/delivery"
	"herald/scheduler/edition"
)

// digestOf is a list of stories 1 and 2 for all that follow "list", with 3 and 4 to
// spare.
func digestOf(minute int, developed map[articles.StoryID]time.Time) edition.Fanout {
	return edition.Fanout{
		Schedule: "list", Key: "digest/list/" + at(minute).Format(time.RFC3339), Kind: bot.KindDigest,
		Stories: []articles.StoryID{1, 2}, More: 2, Owed: at(minute),
		Once: &edition.Once{Since: at(0), Developed: developed, Spare: []articles.StoryID{3, 4}},
	}
}

// lists are the digests that channels are owed or were dropped, by channel.
func (k *kit) lists() map[string]storyIDs {
	k.Helper()
	all := map[string]storyIDs{}
	for _, d := range k.all(deliveryFilter{State: bot.Owed}) {
		if d.Kind == bot.KindDigest {
			all[d.Channel.Address.ID] = d.Stories
		}
	}
	return all
}

var telling = tests{
	"a digest tells no channel what it has had": func(k *kit) {
		for _, name := range []string{"a", "b", "c"} {
			k.follow(k.channel(name), "list", everything)
		}
		k.follow(k.channel("a"), "now", everything)
		k.follow(k.channel("b"), "now", everything)
		k.owe(breaking(1, 5))
		k.sent(k.claim(5, 9)[0], "m", 6) // a has it, b is about to
		same(k, "digests", k.owe(digestOf(10, nil)), 3)
		same(k, "lists", k.lists(), map[string]storyIDs{"a": {2, 3}, "b": {2, 3}, "c": {1, 2}})
		for _, d := range k.all(deliveryFilter{State: bot.Owed}) {
			if d.Channel.Address.ID == "a" {
				same(k, "more", d.More, 1)
			}
		}
	},
	"but what developed since": func(k *kit) {
		k.follow(k.channel("a"), "list", everything)
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 5), breaking(2, 5))
		for range 2 {
			k.sent(k.claimOne(6), "m", 6)
		}
		k.owe(digestOf(10, map[articles.StoryID]time.Time{1: at(7), 2: at(5)}))
		same(k, "lists", k.lists(), map[string]storyIDs{"a": {1, 3}})
	},
	"what was long ago, or dropped, does not count": func(k *kit) {
		k.follow(k.channel("a"), "list", everything)
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, -5), breaking(2, 5))
		k.sent(k.claimOne(6), "m", 6)
		d := k.claimOne(6)
		k.ok(k.Settle(k.Context(), d.ID, delivery.Settlement{State: bot.Dropped, Reason: "rejected", At: at(6)}))
		k.owe(digestOf(10, nil))
		same(k, "lists", k.lists(), map[string]storyIDs{"a": {1, 2}})
	},
	"what expires before its turn does not count": func(k *kit) {
		k.follow(k.channel("a"), "list", everything)
		k.follow(k.channel("a"), "now", everything)
		late, soon := breaking(1, 5), breaking(2, 5)
		late.Expires, soon.Expires = at(9), at(15)
		k.owe(late, soon)
		k.owe(digestOf(10, nil))
		same(k, "lists", k.lists(), map[string]storyIDs{"a": {1, 3}})
	},
	"who has had all of it gets nothing": func(k *kit) {
		k.follow(k.channel("a"), "list", everything)
		k.follow(k.channel("a"), "now", everything)
		k.owe(breaking(1, 5), breaking(2, 5), breaking(3, 5), breaking(4, 5))
		same(k, "digests", k.owe(digestOf(10, nil)), 0)
		same(k, "lists", k.lists(), map[string]storyIDs{})
		dropped := k.all(deliveryFilter{State: bot.Dropped})
		same(k, "reason", dropped[0].Reason, "the channel has had all of it")
	},
	"a second digest does not repeat the first": func(k *kit) {
		k.follow(k.channel("a"), "list", everything)
		k.owe(digestOf(10, nil))
		k.sent(k.claimOne(10), "m", 10)
		k.owe(digestOf(20, nil))
		same(k, "lists", k.lists(), map[string]storyIDs{"a": {3, 4}})
	},
	"developed stories are found": func(k *kit) {
		k.file(1, "Dam breaks")
		k.file(2, "Ferry sinks")
		k.joins(3, 5, correction(5), correction(6))
		got, err := k.Developed(k.Context(), at(4), at(6))
		k.ok(err)
		same(k, "developed", ids(got), storyIDs{1})
		got, err = k.Developed(k.Context(), at(6), at(9))
		k.ok(err)
		same(k, "later", ids(got), storyIDs{})
	},
	"recent stories, those told by most first": func(k *kit) {
		k.file(1, "Dam breaks", "rivers")
		k.file(2, "Ferry sinks")
		k.file(3, "Mayor resigns", "rivers")
		a := article(9, "Dam gone")
		a.Publisher, a.Source = "City Wire", "wire"
		f := filingOf(a, "rivers")
		f.Story = 1
		_, err := k.File(k.Context(), f)
		k.ok(err)
		for topic, want := range map[string]storyIDs{"": {1, 3, 2}, "rivers": {1, 3}, "none": {}} {
			got, err := k.Recent(k.Context(), at(0), topic, 9)
			k.ok(err)
			same(k, "recent of "+topic, ids(got), want)
		}
		got, err := k.Recent(k.Context(), at(2), "", 1)
		k.ok(err)
		same(k, "bounded", ids(got), storyIDs{3})
	},
}
