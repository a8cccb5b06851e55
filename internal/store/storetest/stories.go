package storetest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
)

var stories = tests{
	"no such story": func(k *kit) {
		_, err := k.Story(k.Context(), 7)
		k.is(err, articles.ErrNoStory)
		k.is(k.SetVerdict(k.Context(), 7, articles.Verdict{}), articles.ErrNoStory)
		_, err = k.Withdraw(k.Context(), 7, desk.Withdrawal{Reason: "wrong", At: at(0)})
		k.is(err, articles.ErrNoStory)
		k.is(k.SetTopics(k.Context(), 7, []string{"a"}), articles.ErrNoStory)
	},
	"open stories come oldest first, with text": func(k *kit) {
		late, early := k.file(9, "Late"), k.file(3, "Early")
		k.file(1, "Too early")
		k.ends(k.file(5, "Withdrawn"), "wrong")
		got, err := k.Open(k.Context(), at(2))
		k.ok(err)
		same(k, "stories", ids(got), storyIDs{early, late})
		same(k, "text", got[0].Lead().Text, article(3, "").Text)
	},
	"breaking stories come in the order judged": func(k *kit) {
		var all storyIDs
		for n := range 4 {
			all = append(all, k.file(n, fmt.Sprint("Story ", n)))
		}
		for i, minute := range []int{30, 10, 20, 25} {
			v := articles.Verdict{Breaking: i != 3, Rule: articles.RuleDecided, At: at(minute)}
			k.ok(k.SetVerdict(k.Context(), all[i], v))
		}
		got, err := k.Breaking(k.Context(), at(10))
		k.ok(err)
		same(k, "judged after 10", ids(got), storyIDs{all[2], all[0]})
		same(k, "text", got[0].Lead().Text, article(3, "").Text)
		k.ends(all[2], "wrong")
		got, err = k.Breaking(k.Context(), time.Time{})
		k.ok(err)
		same(k, "not withdrawn", ids(got), storyIDs{all[1], all[0]})
	},
	"a verdict comes back with all its facts": func(k *kit) {
		id := k.file(1, "Dam holds")
		v := articles.Verdict{
			Rule: articles.RuleObserved, Reason: "3 told it", At: at(5), Waiting: articles.WaitApproval, By: "Ada",
			Note: "One source so far.", Facts: []articles.Fact{
				{Rule: articles.RuleDeclared, Reason: "nobody"}, {Rule: articles.RuleObserved, Holds: true, Reason: "3 told it"},
			},
		}
		k.ok(k.SetVerdict(k.Context(), id, v))
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "verdict", s.Verdict, v)
		got, err := k.Waiting(k.Context())
		k.ok(err)
		same(k, "waiting", ids(got), storyIDs{id})
		judged, err := k.Judged(k.Context(), at(5))
		k.ok(err)
		same(k, "judged, while it waits", judged, []articles.Verdict{v})
		v.Waiting, v.Breaking = "", true
		k.ok(k.SetVerdict(k.Context(), id, v))
		got, err = k.Waiting(k.Context())
		k.ok(err)
		same(k, "waiting no more", len(got), 0)
		judged, err = k.Judged(k.Context(), at(4))
		k.ok(err)
		same(k, "judged", judged, []articles.Verdict{v})
		judged, err = k.Judged(k.Context(), at(5))
		k.ok(err)
		same(k, "judged since", len(judged), 0)
	},
	"every verdict that differs is remembered": func(k *kit) {
		id := k.file(1, "Dam holds")
		same(k, "a story of which nobody said anything", len(k.trace(id).Decisions), 0)
		one := articles.Verdict{Rule: articles.RuleDeclared, Reason: "one", At: at(1), Waiting: articles.WaitConfirmation}
		again, two := one, one
		again.Reason = "one, with other figures"
		two.Breaking, two.Waiting, two.At = true, "", at(2)
		for _, v := range []articles.Verdict{one, again, two} {
			k.ok(k.SetVerdict(k.Context(), id, v))
		}
		same(k, "verdicts", k.trace(id).Decisions, []bot.Decision{
			{At: at(1), Text: "waits for a second voice (declared): one"},
			{At: at(2), Text: "breaking (declared): one"},
		})
	},
	"of a verdict that stays, only what is new is told": func(k *kit) {
		id := k.file(1, "Dam holds")
		fact := func(rule articles.Rule, holds bool, reason string) articles.Fact {
			return articles.Fact{Rule: rule, Holds: holds, Reason: reason}
		}
		v := articles.Verdict{
			Breaking: true, Rule: articles.RuleDeclared, Reason: "Post marked it", At: at(1), Note: "One source so far: Post.",
			Facts: []articles.Fact{fact(articles.RuleDeclared, true, "Post marked it"), fact(articles.RuleObserved, false, "1 publisher")},
		}
		before := len(k.trace(id).Decisions)
		k.ok(k.SetVerdict(k.Context(), id, v))
		v.Note = "Confirmed by Wire."
		k.ok(k.SetVerdict(k.Context(), id, v))
		v.Facts = []articles.Fact{v.Facts[0], fact(articles.RuleObserved, true, "3 publishers")}
		k.ok(k.SetVerdict(k.Context(), id, v))
		var said []string
		for _, d := range k.trace(id).Decisions[before:] {
			said = append(said, d.Text)
		}
		same(k, "said", said, []string{
			"breaking (declared): Post marked it; its posts say “One source so far: Post.”",
			"its posts say “Confirmed by Wire.”",
			"now also observed: 3 publishers",
		})
	},
	"a headline by an admin stays": func(k *kit) {
		id := k.file(1, "Dam holds")
		k.ok(k.SetHeadline(k.Context(), id, "Dam holds, for now", "Ada"))
		f := filingOf(article(1, "Dam held"))
		f.Update = true
		_, err := k.File(k.Context(), f)
		k.ok(err)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "headline", s.Headline, "Dam holds, for now")
		same(k, "by", s.HeadlineBy, "Ada")
		k.is(k.SetHeadline(k.Context(), 99, "x", "Ada"), articles.ErrNoStory)
	},
	"filed stories by when they were opened": func(k *kit) {
		var all storyIDs
		for n := range 4 {
			f := filingOf(article(10-n, fmt.Sprint("Story ", n)))
			f.At = at(n)
			id, err := k.File(k.Context(), f)
			k.ok(err)
			all = append(all, id)
		}
		got, err := k.Filed(k.Context(), at(0), at(2))
		k.ok(err)
		same(k, "after 0, not after 2", ids(got), all[1:3])
		k.ends(all[1], "")
		got, err = k.Filed(k.Context(), time.Time{}, at(60))
		k.ok(err)
		same(k, "not withdrawn", ids(got), storyIDs{all[0], all[2], all[3]})
	},
	"latest comes newest first, in pages, without text": func(k *kit) {
		for n := range 25 {
			k.file(n, fmt.Sprint("Story ", n))
		}
		page, err := k.Latest(k.Context(), articles.Query{})
		k.ok(err)
		same(k, "size of a page", len(page.Stories), 10)
		same(k, "first", page.Stories[0].Headline, "Story 24")
		same(k, "text", page.Stories[0].Lead().Text, "")
		same(k, "more", page.More, true)
		page, err = k.Latest(k.Context(), articles.Query{Offset: 20, Limit: 5})
		k.ok(err)
		same(k, "last", page.Stories[4].Headline, "Story 0")
		same(k, "more", page.More, false)
		page, err = k.Latest(k.Context(), articles.Query{Offset: 99})
		k.ok(err)
		same(k, "beyond the end", len(page.Stories), 0)
	},
	"latest of a topic": func(k *kit) {
		one := k.file(1, "One", "water", "sport")
		two := k.file(2, "Two", "water")
		k.file(3, "Three", "sport")
		gone := k.file(4, "Four", "water")
		k.ends(gone, "wrong")
		page, err := k.Latest(k.Context(), articles.Query{Topic: "water"})
		k.ok(err)
		same(k, "stories", ids(page.Stories), storyIDs{two, one})
		k.ok(k.SetTopics(k.Context(), two, []string{"b", "a", "b"}))
		page, err = k.Latest(k.Context(), articles.Query{Topic: "water"})
		k.ok(err)
		same(k, "stories", ids(page.Stories), storyIDs{one})
		s, err := k.Story(k.Context(), two)
		k.ok(err)
		same(k, "topics in the order given, each once", s.Topics, []string{"b", "a"})
	},
	"a withdrawn story can still be read": func(k *kit) {
		id := k.file(1, "Dam holds")
		k.ends(id, "the publisher took it back")
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "reason", s.Withdrawn, "the publisher took it back")
	},
	"times before 1970 and fractions of a second": func(k *kit) {
		a := article(1, "Old")
		a.Published = time.Date(1912, time.April, 15, 2, 20, 0, 0, time.UTC)
		a.Updated = Noon.Add(123456 * time.Microsecond)
		id, err := k.File(k.Context(), filingOf(a))
		k.ok(err)
		s, err := k.Story(k.Context(), id)
		k.ok(err)
		same(k, "published", s.Lead().Published, a.Published)
		same(k, "updated", s.Lead().Updated, a.Updated)
	},
	"open stories one after the other": func(k *kit) {
		a := article(1, "Dam holds")
		a.Text = strings.Repeat("Long. ", 100) + strings.Repeat("wörter ", 1000)
		first, err := k.File(k.Context(), filingOf(a))
		k.ok(err)
		second := k.file(2, "Bridge opens")
		_, err = k.Withdraw(k.Context(), k.file(3, "Wrong"), desk.Withdrawal{Reason: "wrong", At: at(4)})
		k.ok(err)
		var got storyIDs
		k.ok(k.EachOpen(k.Context(), at(0), 10, func(s articles.Story) error {
			if got = append(got, s.ID); s.ID == first {
				text := s.Lead().Text
				same(k, "the text begins", strings.HasPrefix(text, a.Text[:1500]), true)
				same(k, "the text ends early", len(text) < len(a.Text), true)
			}
			_, err := k.Story(k.Context(), s.ID) // may be asked meanwhile
			return err
		}))
		same(k, "stories", got, storyIDs{first, second})
		same(k, "since then", eachOpen(k, at(2), 10), storyIDs{second})
		same(k, "the newest", eachOpen(k, at(0), 1), storyIDs{second})
		wrong := errors.New("wrong")
		k.is(k.EachOpen(k.Context(), at(0), 10, func(articles.Story) error { return wrong }), wrong)
	},
	"thousands of stories": func(k *kit) {
		k.fileMany(many, func(n int) desk.Filing {
			topic := []string{"even", "odd"}[n%2]
			return filingOf(article(n, fmt.Sprintf("Report number%d from the harbour", n)), topic)
		})
		page, err := k.Latest(k.Context(), articles.Query{Topic: "odd", Limit: 3, Offset: many/2 - 10})
		k.ok(err)
		same(k, "headline", page.Stories[0].Headline, "Report number19 from the harbour")
		page, err = k.Search(k.Context(), articles.Query{Words: fmt.Sprintf("number%d", many-1)})
		k.ok(err)
		same(k, "found", len(page.Stories), 1)
		page, err = k.Search(k.Context(), articles.Query{Words: "harbour report", Limit: 50})
		k.ok(err)
		same(k, "found", len(page.Stories), 50)
		open, err := k.Open(k.Context(), time.Time{})
		k.ok(err)
		same(k, "open", len(open), many)
		var each storyIDs
		k.ok(k.EachOpen(k.Context(), time.Time{}, many-7, func(s articles.Story) error {
			each = append(each, s.ID)
			return nil
		}))
		same(k, "each open but the oldest", each, ids(open)[7:])
	},
}

// eachOpen are the stories that EachOpen gives.
func eachOpen(k *kit, since time.Time, limit int) (list storyIDs) {
	k.Helper()
	k.ok(k.EachOpen(k.Context(), since, limit, func(s articles.Story) error {
		list = append(list, s.ID)
		return nil
	}))
	return list
}
