package desk

import (
	"fmt"
	"time"

	"herald/articles"
)

// declare finds whether a publisher says of a fresh article that it is breaking:
// by a marker, or by an urgency. The freshest such word counts; where none does,
// the reason tells why the nearest one does not.
func (c *judging) declare() {
	c.declared = articles.Fact{Rule: articles.RuleDeclared, Reason: "no publisher marked it"}
	limit := c.rules.maxAge()
	for i, a := range c.story.Articles {
		said := c.said(a)
		if said == "" {
			continue
		}
		if what, is := articles.Listing(a.Headline()); is {
			c.declared.Reason = fmt.Sprintf("%s %s, but it is %s", a.Publisher, said, what)
			continue
		}
		age, repeat := c.age(i)
		ago := span(max(c.now.Sub(a.Appeared), 0))
		switch {
		case age <= limit:
			c.declared.Holds = true
			c.declared.Reason = fmt.Sprintf("%s %s; it appeared %s ago (limit %s)", a.Publisher, said, ago, span(limit))
			c.stale = false
			return
		case repeat != "":
			c.declared.Reason = fmt.Sprintf("%s %s %s ago, which only repeats %s of %s ago (limit %s)",
				a.Publisher, said, ago, repeat, span(age), span(limit))
		default:
			c.declared.Reason = fmt.Sprintf("%s %s, but it is too old: it appeared %s ago (limit %s)", a.Publisher, said, ago, span(limit))
		}
		c.stale = true
	}
}

// said is in which words the publisher of an article called it breaking; empty
// where it did not.
func (c *judging) said(a articles.Article) string {
	switch {
	case a.Marker != "":
		return "marked it " + a.Marker
	case a.Urgency > 0 && a.Urgency <= c.rules.Urgency:
		return fmt.Sprintf("gave it urgency %d (%d is enough)", a.Urgency, c.rules.Urgency)
	}
	return ""
}

// age is how long ago the news of article i was declared first, and what it
// repeats where that was not now: a headline that the publisher has told before
// (feeds give old pieces new dates), or another one has.
func (c *judging) age(i int) (age time.Duration, repeat string) {
	a := c.story.Articles[i]
	first := a.Appeared
	for _, b := range c.story.Articles {
		if !b.Appeared.Before(first) {
			continue
		}
		switch {
		case !sameNews(a.Headline(), b.Headline()):
		case b.Publisher == a.Publisher:
			first, repeat = b.Appeared, "its own headline"
		default:
			first, repeat = b.Appeared, "the headline of "+b.Publisher
		}
	}
	return max(c.now.Sub(first), 0), repeat
}

// sameShare is how much of all words of two headlines both must have to say the
// same.
const sameShare = 0.7

// sameNews reports whether two headlines say the same in almost the same words.
func sameNews(a, b string) bool {
	x, y := wordSet(a), wordSet(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	all := len(x) + len(y) - both
	return all > 0 && float64(both) >= sameShare*float64(all)
}

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range articles.Words(s) {
		set[w] = true
	}
	return set
}
