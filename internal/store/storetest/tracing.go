package storetest

import (
	"herald/articles"
	"herald/bot"
)

func (k *kit) trace(id articles.StoryID) bot.Trace {
	k.Helper()
	t, err := k.Trace(k.Context(), id, 10)
	k.ok(err)
	return t
}

// joined is why each article of a story joined it.
func (k *kit) joined(id articles.StoryID) (reasons []string) {
	k.Helper()
	for _, f := range k.trace(id).Filings {
		reasons = append(reasons, f.Joined)
	}
	return reasons
}

var tracing = tests{
	"how an article came in": func(k *kit) {
		f := filingOf(article(1, "Dam holds"), "water")
		f.Article.Text, f.Article.Origin = "The dam held all night.", "feed https://harbour.example/rss"
		f.Matches = []articles.TopicMatch{{Topic: "water", Reason: `“dam” in the headline`}}
		id, err := k.File(k.Context(), f)
		k.ok(err)
		f.Article.Title, f.Update, f.Joined = "Dam breaks", true, ""
		_, err = k.File(k.Context(), f)
		k.ok(err)
		got := k.trace(id)
		same(k, "filings", got.Filings, []bot.FilingTrace{{
			At: f.At, Origin: "feed https://harbour.example/rss", Joined: "it is the first",
			Topics: []string{`water: “dam” in the headline`}, Words: 5, Versions: 1,
		}})
		same(k, "headline", got.Story.Headline, "Dam breaks")
		same(k, "text", got.Story.Lead().Text, "")
	},
	"those articles that are told, each with how it came in": func(k *kit) {
		id := k.file(1, "Dam holds")
		f := filingOf(article(2, "Bridge opens"))
		f.Story, f.Joined = id, "it is the second"
		_, err := k.File(k.Context(), f)
		k.ok(err)
		k.takeBack(1, articles.Canceled, "", false)
		told := k.trace(id).Story.Articles
		same(k, "articles", len(told), 1)
		same(k, "headline", told[0].Title, "Bridge opens")
		same(k, "joined", k.joined(id), []string{"it is the second"})
	},
	"what was decided, once each": func(k *kit) {
		id := k.file(1, "Dam breaks")
		before := len(k.trace(id).Decisions)
		stale := articles.Verdict{Rule: articles.RuleStale, Reason: "marked 7 h ago", At: at(1)}
		k.ok(k.SetVerdict(k.Context(), id, stale))
		stale.Reason, stale.At = "marked 8 h ago", at(2)
		k.ok(k.SetVerdict(k.Context(), id, stale))
		k.ok(k.SetVerdict(k.Context(), id, articles.Verdict{Breaking: true, Rule: articles.RuleDecided, Reason: "Ada said so", At: at(3)}))
		k.ends(id, "it held")
		got := k.trace(id).Decisions[before:]
		same(k, "decisions", got[:2], []bot.Decision{
			{At: at(1), Text: "not breaking (stale): marked 7 h ago"},
			{At: at(3), Text: "breaking (decided): Ada said so"},
		})
		same(k, "withdrawal", got[2].Text, "withdrawn: it held")
		same(k, "how many", len(got), 3)
	},
	"what became of its posts": func(k *kit) {
		id, other := k.file(1, "Dam breaks"), k.file(2, "Bridge opens")
		for _, c := range []string{"a", "b"} {
			k.follow(k.channel(c), "now", everything)
			k.follow(k.channel(c), "list", everything)
		}
		k.owe(breaking(id, 0), breaking(other, 0), listed(id, 0))
		k.sent(k.claim(0, 1)[0], "m", 0)
		got := k.trace(id)
		platform := k.channel("a").Address.Platform
		same(k, "tallies", got.Tallies, []bot.Tally{
			{Platform: platform, Kind: bot.KindBreaking, State: bot.Owed, Count: 1},
			{Platform: platform, Kind: bot.KindBreaking, State: bot.Sent, Count: 1},
			{Platform: platform, Kind: bot.KindLatest, State: bot.Owed, Count: 2},
		})
		same(k, "deliveries", len(got.Deliveries), 4)
	},
	"no such story": func(k *kit) {
		_, err := k.Trace(k.Context(), 99, 10)
		k.is(err, articles.ErrNoStory)
		_, err = k.StoryAt(k.Context(), "https://harbour.example/nothing")
		k.is(err, articles.ErrNoStory)
	},
	"a story by an address of its articles": func(k *kit) {
		k.file(1, "Dam breaks")
		id := k.file(2, "Bridge opens")
		got, err := k.StoryAt(k.Context(), article(2, "").URL+"?utm_source=mail#top")
		k.ok(err)
		same(k, "story", got, id)
	},
}
