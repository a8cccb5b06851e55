package desk

import (
	"slices"

	"herald/articles"
)

// overtaken reports whether a, a version of the article known as old, is to be
// passed over: it is the older one, or knows nothing of the publisher's having
// taken the article back. What was taken back comes back only as a version that
// is said to be newer, from the source that took it back.
func overtaken(old, a articles.Article) bool {
	same := old.Source == a.Source && old.ID == a.ID
	switch {
	case same && a.OlderThan(old):
		return true
	case old.Standing() || !a.Standing():
		return false
	}
	return !same || !old.OlderThan(a) && !a.Updated.After(old.Updated)
}

// takenBack is how readers are told that the publisher of an article took it back.
func takenBack(a articles.Article) string {
	reason := "killed by " + a.Publisher
	if a.Status == articles.Withheld {
		reason = "withheld by " + a.Publisher
	}
	if a.Correction != "" && a.Correction != articles.Corrected {
		reason += ": " + a.Correction
	}
	return line(reason, articles.MaxTitle)
}

// afterwards are the articles of a story that are told once m takes the place of old,
// and m with whose words it repeats.
func afterwards(s articles.Story, old, m articles.Article) ([]articles.Article, articles.Article) {
	list := slices.Clone(s.Articles)
	i := slices.IndexFunc(list, func(b articles.Article) bool { return b.Source == old.Source && b.ID == old.ID })
	if i < 0 {
		i, list = len(list), append(list, m)
	}
	m.CopyOf = copyOf(m, list[:i])
	list[i] = m
	return slices.DeleteFunc(list, func(b articles.Article) bool { return !b.Standing() }), m
}
