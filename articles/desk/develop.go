package desk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/articles"
)

// confirmers is how many independent voices must give a figure that the posts of
// a story do not have before those who had the post are told.
const confirmers = 2

// arrived says what changed in a story when a told it, which is the last of its
// articles: nothing, mostly. It may be the correction of what its publisher said
// in an earlier article, or bring figures that others give too.
func arrived(s articles.Story, a articles.Article) []articles.Change {
	earlier := s.Articles[:len(s.Articles)-1]
	i := slices.IndexFunc(earlier, func(b articles.Article) bool { return articles.SamePublisher(a.Publisher, b.Publisher) })
	if a.Correction != "" && i >= 0 && a.Standing() {
		return []articles.Change{corrected(s.Articles[i], a, i == 0)}
	}
	if c, ok := newFigures(s, a); ok && a.CopyOf == "" {
		return []articles.Change{c}
	}
	return nil
}

// revised says what changed in a story, as it was before, when its article old
// became a.
func revised(s articles.Story, old, a articles.Article) []articles.Change {
	lead := sameArticle(s.Lead(), old)
	switch {
	case !old.Standing(): // it is told again
		return nil
	case !a.Standing():
		return []articles.Change{tookBack(a, lead)}
	case a.Correction != "" && a.Correction != old.Correction:
		return []articles.Change{corrected(old, a, lead)}
	case !sameWords(old.Headline(), a.Headline()):
		return []articles.Change{rewritten(old, a, lead)}
	}
	return nil
}

// dated are changes that were noticed at now.
func dated(changes []articles.Change, now time.Time) []articles.Change {
	for i := range changes {
		changes[i].At = now
	}
	return changes
}

// developed reports whether people are told of any of the changes.
func developed(changes []articles.Change) bool {
	return slices.ContainsFunc(changes, func(c articles.Change) bool { return c.Material })
}

// showsOther reports whether posts say something else when old became a: not of
// every change, as they show no text.
func showsOther(old, a articles.Article) bool {
	return old.Headline() != a.Headline() || old.Summary != a.Summary || old.Deck != a.Deck || old.URL != a.URL ||
		old.Image() != a.Image() || old.Publisher != a.Publisher || old.Status != a.Status ||
		old.Correction != a.Correction || !old.Published.Equal(a.Published)
}

func sameArticle(a, b articles.Article) bool { return a.Source == b.Source && a.ID == b.ID }

// sameWords reports whether two headlines differ in case, signs and spaces alone.
func sameWords(a, b string) bool { return slices.Equal(articles.Words(a), articles.Words(b)) }

// corrected is a correction by the publisher of a. It matters where the posts
// repeat what was wrong: where the article is the lead.
func corrected(old, a articles.Article, lead bool) articles.Change {
	c := articles.Change{Kind: articles.ChangeCorrection, By: a.Publisher, Material: lead}
	if a.Correction != articles.Corrected {
		c.Note = a.Correction
	}
	if !sameWords(old.Headline(), a.Headline()) {
		c.Was, c.Is = old.Headline(), a.Headline()
	}
	c.Reason = a.Publisher + " corrected the article that the posts show"
	if !lead {
		c.Reason = a.Publisher + " corrected its article; the posts show another one"
	}
	return c
}

// rewritten is another headline. It matters where the posts show it and its
// figures are others.
func rewritten(old, a articles.Article, lead bool) articles.Change {
	c := articles.Change{Kind: articles.ChangeHeadline, By: a.Publisher, Was: old.Headline(), Is: a.Headline()}
	fresh := missing(figures(c.Is), figures(c.Was))
	switch {
	case !lead:
		c.Reason = "the posts show the headline of another article"
	case len(fresh) == 0:
		c.Reason = "it has no figure that the old one had not"
	default:
		c.Material = true
		c.Reason = fmt.Sprintf("the headline that the posts show now has %s", strings.Join(fresh, ", "))
	}
	return c
}

// confirmed is that a story was posted as one source's claim and is not one any
// more, since publisher tells it.
func confirmed(was, is articles.Verdict, publisher string) []articles.Change {
	if !was.Breaking || !strings.HasPrefix(was.Note, soleMark) || strings.HasPrefix(is.Note, soleMark) {
		return nil
	}
	return []articles.Change{{
		Kind: articles.ChangeConfirmation, By: publisher, Note: is.Note, Material: true,
		Reason: "the posts called it one source's claim, and a second independent voice tells it",
	}}
}

// tookBack is what a publisher withdrew that others may still tell. It matters
// where the posts show its article.
func tookBack(a articles.Article, lead bool) articles.Change {
	c := articles.Change{Kind: articles.ChangeWithdrawal, By: a.Publisher, Was: a.Headline(), Material: lead}
	if a.Correction != articles.Corrected {
		c.Note = a.Correction
	}
	c.Reason = a.Publisher + " took back the article that the posts show"
	if !lead {
		c.Reason = a.Publisher + " took its article back; the posts show another one"
	}
	return c
}

// newFigures says whether the headline of a, the last article of s, has a figure
// that the posts do not have and that at least confirmers voices give, in a
// headline or summary. A figure is told once.
func newFigures(s articles.Story, a articles.Article) (c articles.Change, ok bool) {
	var shown strings.Builder
	shown.WriteString(s.Headline + " " + s.Lead().Summary)
	for _, c := range s.Changes {
		shown.WriteString(" " + c.Is)
	}
	fresh := missing(figures(a.Headline()), figures(shown.String()))
	for _, f := range fresh {
		voices := givers(s, f)
		if len(voices) < confirmers {
			continue
		}
		return articles.Change{
			Kind: articles.ChangeFigures, By: a.Publisher, Is: a.Headline(), Material: true,
			Reason: fmt.Sprintf("%d independent voices (%s) give %s, which the posts did not have; the limit is %d",
				len(voices), strings.Join(voices, ", "), f, confirmers),
		}, true
	}
	return articles.Change{}, false
}

// givers are the independent voices that give a figure.
func givers(s articles.Story, figure string) []string {
	return slices.DeleteFunc(s.Voices(), func(voice string) bool {
		return !slices.ContainsFunc(s.Articles, func(a articles.Article) bool {
			return a.Publisher == voice && slices.Contains(figures(a.Headline()+" "+a.Summary), figure)
		})
	})
}
